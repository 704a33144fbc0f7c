// The mark of a state or an outcome, always with its word; the colour comes third.
import type { Outcome } from "#lib/evidence";
import type { NodeState } from "#lib/graph";
import { classes } from "./classes.ts";
import { MARK_SHAPES, type MarkName } from "./shapes.ts";

export type Tone = "ink" | "ink-2" | "mute" | "ok" | "valid" | "warn" | "bad";

/** The colour of each tone, for a text that is no mark. */
export const TONES: Record<Tone, string> = {
  ink: "text-ink",
  "ink-2": "text-ink-2",
  mute: "text-ink-3",
  ok: "text-ok font-semibold",
  valid: "text-valid",
  warn: "text-warn",
  bad: "text-bad",
};

/** How each outcome of a question is said and drawn. "none" reads "absent". */
export const OUTCOME_LOOKS: Record<Outcome, { mark: MarkName; tone: Tone; word: string }> = {
  found: { mark: "found", tone: "ink-2", word: "found" },
  none: { mark: "none", tone: "mute", word: "absent" },
  unsupported: { mark: "unsupported", tone: "mute", word: "unsupported" },
  denied: { mark: "denied", tone: "warn", word: "denied" },
  "rate-limited": { mark: "rate-limited", tone: "warn", word: "rate-limited" },
  failed: { mark: "failed", tone: "bad", word: "failed" },
  "not-asked": { mark: "not-asked", tone: "mute", word: "not asked" },
};

/** How the state of a node is said and drawn. */
export const STATE_LOOKS: Record<NodeState, { mark: MarkName; tone: Tone; word: string }> = {
  present: { mark: "found", tone: "ink-2", word: "read" },
  missing: { mark: "missing", tone: "bad", word: "missing" },
  denied: { mark: "denied", tone: "warn", word: "denied" },
  "rate-limited": { mark: "rate-limited", tone: "warn", word: "rate-limited" },
  failed: { mark: "failed", tone: "bad", word: "could not be read" },
  truncated: { mark: "not-asked", tone: "mute", word: "not read" },
};

/** The bare drawing; whoever uses it puts the word beside it. */
export function MarkIcon({
  mark,
  size = 14,
  className,
}: {
  mark: MarkName;
  size?: number;
  className?: string;
}) {
  const { path, filled, dash } = MARK_SHAPES[mark];
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
      className={classes("inline-block flex-none", className)}
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap={dash ? "butt" : "round"}
      strokeLinejoin="round"
      strokeDasharray={dash?.join(" ")}
    >
      <path d={path} />
    </svg>
  );
}

/** A mark and its word: `<Mark mark="denied" tone="warn">denied, 403</Mark>`. */
export function Mark({
  mark,
  tone = "ink-2",
  className,
  children,
}: {
  mark: MarkName;
  tone?: Tone;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-[5px] align-middle whitespace-nowrap text-12",
        TONES[tone],
        className,
      )}
    >
      <MarkIcon mark={mark} />
      {children}
    </span>
  );
}

/** An outcome as the log and the state panels show it; `detail` follows the word: "found 4", "denied, 403". */
export function OutcomeMark({ outcome, detail = "" }: { outcome: Outcome; detail?: string }) {
  const { mark, tone, word } = OUTCOME_LOOKS[outcome];
  return (
    <Mark mark={mark} tone={tone}>
      {word}
      {detail}
    </Mark>
  );
}

/** The one spinner, only ever beside the word that says what is being asked. */
export function Asking({ children = "asking" }: { children?: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-[5px] align-middle whitespace-nowrap text-12 text-ink-2">
      <svg
        viewBox="0 0 16 16"
        width="14"
        height="14"
        aria-hidden="true"
        className="flex-none animate-asking"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      >
        <path d="M8 2.5A5.500 5.500 0 1 1 2.500 8" />
      </svg>
      {children}
    </span>
  );
}
