import { asExplorerError } from "#lib/errors";
import { outcomeOfFault } from "./classify.ts";
import type { StrategyAnswer } from "./strategy.ts";

/** A strategy's answer when its question met a fault: nothing is known, and why. */
export function answerOfFault(thrown: unknown): StrategyAnswer {
  const fault = asExplorerError(thrown);
  const { outcome, reason } = outcomeOfFault(fault);
  return { outcome, reason, sightings: [], exchanges: fault.exchanges };
}
