// Several questions of one strategy, told as one answer: what was found is kept, and what was not told is said.
import { isOpen, mostTelling } from "../outcomes.ts";
import type { StrategyAnswer } from "../strategy.ts";

/** "none" needs a definite answer from every part; a part that failed beside a find makes the list "truncated". */
export function combineAnswers(answers: StrategyAnswer[]): StrategyAnswer {
  const sightings = answers.flatMap((answer) => answer.sightings);
  const open = answers.find((answer) => isOpen(answer.outcome));
  const outcome = mostTelling(answers.map((answer) => answer.outcome));
  const reasons = new Set(answers.flatMap((answer) => answer.reason ?? []));
  return {
    outcome,
    sightings,
    exchanges: answers.flatMap((answer) => answer.exchanges),
    reason: reasons.size > 0 ? [...reasons].join("; ") : undefined,
    truncated: answers.some((answer) => answer.truncated) || (outcome === "found" && open !== undefined),
  };
}
