// Ways that are asked only where ext/discover names them: what it names, and the answer when it does not.
import type { Extension } from "#lib/registry";
import type { ExtensionAnswers } from "../shared-answers.ts";
import type { StrategyAnswer } from "../strategy.ts";

export function isAdvertised(answers: ExtensionAnswers, matches: (extension: Extension) => boolean): boolean {
  return [...answers.registry, ...answers.repository].some(matches);
}

/** "not-asked", and whether that is since nothing names the way or since nobody could be asked. */
export function notAdvertised(answers: ExtensionAnswers): StrategyAnswer {
  const heard = answers.outcome === "found" || answers.outcome === "unsupported";
  const reason = heard ? "not advertised" : `whether it is advertised is not known: ${answers.reason}`;
  return { outcome: "not-asked", reason, sightings: [], exchanges: answers.exchanges };
}
