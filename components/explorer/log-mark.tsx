// The outcome of a request as a mark and a word.
import { Mark, OUTCOME_LOOKS, type Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { type LogOutcome, type LogRow, statusText, type WriteOutcome } from "./log-rows.ts";

export const LOG_WORDS: Record<LogOutcome, string> = {
  found: OUTCOME_LOOKS.found.word,
  none: OUTCOME_LOOKS.none.word,
  unsupported: OUTCOME_LOOKS.unsupported.word,
  denied: OUTCOME_LOOKS.denied.word,
  "rate-limited": OUTCOME_LOOKS["rate-limited"].word,
  failed: OUTCOME_LOOKS.failed.word,
  empty: "nothing found",
  answered: "answered",
  stored: "stored",
  accepted: "accepted",
  removed: "removed",
  rejected: "rejected",
  "web-page": "web page",
  "not-sent": "not sent",
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

/** Where no finding says what an answer means: a status is told as it is; only what kept it from coming gets a mark. */
export function AnswerMark({ row: { exchange, outcome } }: { row: LogRow }) {
  const status = statusText(exchange);
  if (PLAIN.has(outcome)) return <span className="font-mono text-12 text-ink-2">{status}</span>;
  return (
    <span className="font-sans">
      <LogMark outcome={outcome} detail={`, ${status}`} />
    </span>
  );
}

const PLAIN: ReadonlySet<LogOutcome> = new Set(["found", "empty", "none", "unsupported", "answered"]);

// To turn a push down is an answer like another: what it means is for the one who pushed to say.
const WRITE_LOOKS: Record<WriteOutcome, { mark: MarkName; tone: Tone }> = {
  stored: { mark: "tick", tone: "ink-2" },
  accepted: { mark: "tick", tone: "mute" },
  removed: { mark: "none", tone: "ink-2" },
  rejected: { mark: "unsupported", tone: "ink-2" },
};

function lookOf(outcome: LogOutcome): { mark: MarkName; tone: Tone } {
  switch (outcome) {
    case "stored":
    case "accepted":
    case "removed":
    case "rejected":
      return WRITE_LOOKS[outcome];
    case "web-page":
      return { mark: "unread", tone: "warn" };
    case "not-sent":
      return { mark: "not-asked", tone: "warn" };
    case "empty":
    case "answered":
    case "challenge":
    case "token":
    case "redirect":
      return OUTCOME_LOOKS.none;
    default:
      return OUTCOME_LOOKS[outcome];
  }
}
