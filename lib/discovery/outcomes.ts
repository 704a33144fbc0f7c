// Outcomes weighed against each other: several answers told in one word.
import type { Completeness, Finding, Outcome } from "#lib/evidence";

/** What was found comes first, then what keeps the whole from being known, then the definite answers. */
const TELLING: readonly Outcome[] = [
  "found",
  "denied",
  "rate-limited",
  "failed",
  "none",
  "unsupported",
  "not-asked",
];

/** The most telling of several outcomes; "not-asked" when there are none. */
export function mostTelling(outcomes: Iterable<Outcome>): Outcome {
  const all = new Set(outcomes);
  return TELLING.find((outcome) => all.has(outcome)) ?? "not-asked";
}

/** Whether an outcome leaves it unknown if there is anything. */
export function isOpen(outcome: Outcome): outcome is "denied" | "rate-limited" | "failed" {
  return outcome === "denied" || outcome === "rate-limited" || outcome === "failed";
}

/** Whether a list came, be it empty or cut. */
export function isList({ outcome, truncated }: Pick<Finding, "outcome" | "truncated">): boolean {
  return outcome === "found" || outcome === "none" || truncated === true;
}

/**
 * How much of a node's list of referrers is known. "complete" only when every way that was asked answered for
 * sure, to the end; else the first of denied, rate-limited, failed, truncated that any way met. A way that was
 * not asked takes no part.
 */
export function completenessOf(findings: readonly Finding[]): Completeness {
  const causes = new Set(findings.map(causeOf));
  return CAUSES.find((cause) => causes.has(cause)) ?? "complete";
}

const CAUSES: readonly Completeness[] = ["denied", "rate-limited", "failed", "truncated"];

function causeOf({ outcome, truncated }: Finding): Completeness {
  if (truncated) return "truncated";
  return isOpen(outcome) ? outcome : "complete";
}
