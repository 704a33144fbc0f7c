// Puts every way's question about a place, and writes each answer down as a finding.
import type { Finding } from "#lib/evidence";
import { answerOfFault } from "./answer-of-fault.ts";
import type { Observations } from "./observations.ts";
import { isOpen } from "./outcomes.ts";
import type { Place } from "./places.ts";
import type { Tally } from "./progress.ts";
import type { Contradiction } from "./shared-answers.ts";
import type { Sighting, Strategy, StrategyAnswer, StrategyContext, Subject } from "./strategy.ts";

export type AskingOptions = {
  strategies: readonly Strategy[];
  contextOf: (strategy: Strategy) => StrategyContext;
  tally: Tally;
  observations: Observations;
  /** The repository whose capabilities are judged: what others answer is theirs. */
  repository: string;
  /** Called before every question and after every answer. */
  onProgress: () => void;
};

/** Whether an answer comes too late, and what to do with each sighting of one that does not. */
export type Listener = {
  isClosed: () => boolean;
  onSighting: (strategy: Strategy, sighting: Sighting) => void;
};

export class Asking {
  readonly #options: AskingOptions;

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** Asks all ways at once. Ends when each has answered; what they found is handed on as it comes. */
  about(place: Place, subject: Subject, listener: Listener): Promise<unknown> {
    const ways = this.#options.strategies.filter((strategy) => strategy.applies?.(subject) ?? true);
    place.open = new Set(ways.map((way) => way.id));
    const { manifest: _, ...bare } = subject;
    return Promise.all(ways.map((way) => this.#ask(way, place, way.applies ? subject : bare, listener)));
  }

  /** Answers for the ways that have not answered: nothing is known from them, and why. */
  cutShort(place: Place, reason: string): void {
    for (const strategy of place.open) {
      const answer: StrategyAnswer = {
        outcome: "failed",
        reason,
        truncated: true,
        sightings: [],
        exchanges: [],
      };
      this.#options.tally.answered(strategy, answer);
      place.findings.push(findingOf(strategy, place, answer));
    }
    place.open.clear();
  }

  /** An answer that later ones took back: nothing is known from it, and why. What it found beside stays. */
  takeBack(place: Place, { strategy, reason }: Contradiction): void {
    const at = place.findings.findIndex((finding) => finding.strategy === strategy);
    const finding = place.findings[at];
    if (!finding || isOpen(finding.outcome)) return;
    const isFound = finding.outcome === "found";
    place.findings[at] = isFound
      ? { ...finding, truncated: true, reason }
      : { ...finding, outcome: "failed", reason };
    this.#options.tally.tookBack(strategy, reason);
  }

  async #ask(strategy: Strategy, place: Place, subject: Subject, listener: Listener): Promise<void> {
    const { tally, observations, contextOf, repository, onProgress } = this.#options;
    tally.asked(strategy.id);
    onProgress();
    const answer = await strategy.find(subject, contextOf(strategy)).catch(answerOfFault);
    if (listener.isClosed()) return;
    place.open.delete(strategy.id);
    tally.answered(strategy.id, answer);
    if (answer.observed && place.repository === repository) observations.add(answer.observed);
    // "Not asked" is said once, of the root: the reason is the same for every other subject.
    if (answer.outcome !== "not-asked" || place.depth === 0) {
      place.findings.push(findingOf(strategy.id, place, answer));
    }
    for (const sighting of answer.sightings) listener.onSighting(strategy, sighting);
    onProgress();
  }
}

function findingOf(strategy: Finding["strategy"], place: Place, answer: StrategyAnswer): Finding {
  const { outcome, reason, truncated, exchanges, sightings } = answer;
  // A list may name one artifact twice.
  const count = new Set(sightings.map(({ descriptor, tag }) => descriptor.digest || tag)).size;
  const finding: Finding = { strategy, subject: place.digest, outcome, count, exchanges };
  if (reason !== undefined) finding.reason = reason;
  if (truncated) finding.truncated = true;
  return finding;
}
