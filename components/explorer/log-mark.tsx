// The outcome of a request as a mark and a word.
import { Mark, OUTCOME_LOOKS, OutcomeMark } from "../ui/mark.tsx";
import type { LogOutcome } from "./log-rows.ts";

export const LOG_WORDS: Record<LogOutcome, string> = {
  found: OUTCOME_LOOKS.found.word,
  none: OUTCOME_LOOKS.none.word,
  unsupported: OUTCOME_LOOKS.unsupported.word,
  denied: OUTCOME_LOOKS.denied.word,
  "rate-limited": OUTCOME_LOOKS["rate-limited"].word,
  failed: OUTCOME_LOOKS.failed.word,
  "not-asked": OUTCOME_LOOKS["not-asked"].word,
  challenge: "challenge",
  token: "token",
  redirect: "redirect",
};

/** `detail` follows the word: " 4". */
export function LogMark({ outcome, detail = "" }: { outcome: LogOutcome; detail?: string }) {
  if (outcome === "challenge" || outcome === "token" || outcome === "redirect") {
    return (
      <Mark mark="none" tone="mute">
        {LOG_WORDS[outcome]}
        {detail}
      </Mark>
    );
  }
  return <OutcomeMark outcome={outcome} detail={detail} />;
}
