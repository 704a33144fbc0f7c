// The outcome of a request as a mark and a word.
import { Mark, OUTCOME_LOOKS } from "../ui/mark.tsx";
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

/** `detail` follows the word: " 4". Where there is too little room for both, they end in an ellipsis. */
export function LogMark({ outcome, detail = "" }: { outcome: LogOutcome; detail?: string }) {
  const { mark, tone } = lookOf(outcome);
  return (
    <Mark mark={mark} tone={tone} className="max-w-full">
      <span className="overflow-hidden text-ellipsis">
        {LOG_WORDS[outcome]}
        {detail}
      </span>
    </Mark>
  );
}

function lookOf(outcome: LogOutcome): Pick<(typeof OUTCOME_LOOKS)["none"], "mark" | "tone"> {
  if (outcome === "challenge" || outcome === "token" || outcome === "redirect") return OUTCOME_LOOKS.none;
  return OUTCOME_LOOKS[outcome];
}
