// How a row's verdict is said and drawn. Pure.
import type { ScenarioRun } from "#lib/api";
import { logRows } from "../explorer/log-rows.ts";
import { OUTCOME_LOOKS, type Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import type { LiveRow } from "./live-run.ts";
import { isOfOtherKind } from "./own-rows.ts";

export type VerdictLook = { mark: MarkName; tone: Tone; word: string };

export const VERDICT_LOOKS: Record<ScenarioRun["verdict"], VerdictLook> = {
  // Ink, never green: that a row holds proves nothing about an image.
  holds: { mark: "tick", tone: "ink-2", word: "holds" },
  differs: { mark: "contradicted", tone: "bad", word: "differs" },
  "not-run": { mark: "not-asked", tone: "mute", word: "not run" },
};

const PHASE_LOOKS = {
  waiting: { mark: "not-asked", tone: "mute", word: "waiting" },
  broken: { mark: "failed", tone: "warn", word: "broken off" },
} as const satisfies Record<string, VerdictLook>;

/** "running" is drawn with the spinner, which is no mark. What runs now comes before the last run's verdict. */
export function verdictLook(
  run: ScenarioRun | undefined,
  live: LiveRow | undefined,
): VerdictLook | "running" {
  if (live?.phase === "running") return "running";
  if (live?.phase === "broken") return PHASE_LOOKS.broken;
  if (live?.phase === "waiting" && !run) return PHASE_LOOKS.waiting;
  if (!run) return VERDICT_LOOKS["not-run"];
  return run.verdict === "not-run" ? refusalLook(run) : VERDICT_LOOKS[run.verdict];
}

const UNCHECKED: VerdictLook = { mark: "unread", tone: "warn", word: "not known" };

/** A run that came to nothing takes the mark of what it met. */
function refusalLook(run: ScenarioRun): VerdictLook {
  if (isOfOtherKind(run)) return VERDICT_LOOKS["not-run"];
  const outcomes = new Set(logRows(run.exchanges, []).map(({ outcome }) => outcome));
  for (const outcome of ["denied", "rate-limited", "failed"] as const) {
    if (outcomes.has(outcome)) return OUTCOME_LOOKS[outcome];
  }
  return UNCHECKED;
}

/** What each verdict means, for who reads the table. */
export const LEGEND: readonly { look: VerdictLook; meaning: string }[] = [
  {
    look: VERDICT_LOOKS.holds,
    meaning: "All that was expected was seen; where a push has to be rejected, its rejection.",
  },
  { look: VERDICT_LOOKS.differs, meaning: "Something else than expected was seen, for certain." },
  {
    look: VERDICT_LOOKS["not-run"],
    meaning: "Nothing was compared yet, or the row is about the other kind of registry.",
  },
  {
    look: UNCHECKED,
    meaning: "Denied, limited, failed or not answered well: neither for the row nor against it.",
  },
];

/** A check of a run. What could not be found out is no contradiction: in a run that was "not-run" nothing is. */
export function checkLook(
  { holds }: ScenarioRun["checks"][number],
  verdict: ScenarioRun["verdict"],
): VerdictLook {
  if (holds) return VERDICT_LOOKS.holds;
  return holds === null || verdict === "not-run" ? UNCHECKED : VERDICT_LOOKS.differs;
}

/** "8 hold, 1 differs, 9 are about the other kind of registry", of the last runs of these rows. */
export function tally(runs: readonly ScenarioRun[]): string {
  const count = (verdict: ScenarioRun["verdict"]) => runs.filter((run) => run.verdict === verdict).length;
  const others = runs.filter(isOfOtherKind).length;
  const [holds, differs, notRun] = [count("holds"), count("differs"), count("not-run") - others];
  return [
    holds > 0 && `${holds} ${holds === 1 ? "holds" : "hold"}`,
    differs > 0 && `${differs} ${differs === 1 ? "differs" : "differ"}`,
    notRun > 0 && `${notRun} not known`,
    others > 0 && `${others} ${others === 1 ? "is" : "are"} about the other kind of registry`,
  ]
    .filter(Boolean)
    .join(", ");
}
