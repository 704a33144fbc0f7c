// How far the asking is: one row a strategy, over all subjects asked so far.
import type { Outcome, StrategyId } from "#lib/evidence";
import { isOpen, mostTelling } from "./outcomes.ts";
import type { Strategy, StrategyAnswer } from "./strategy.ts";

/** One way's row. `asking` questions are under way; of the `answered`, `unanswered` were denied, limited or failed. */
type Way = {
  strategy: StrategyId;
  title: string;
  outcome: Outcome;
  asking: number;
  answered: number;
  found: number;
  unanswered: number;
  reason?: string;
};
export type Progress = { ways: Way[]; nodes: number; requests: number };

type Row = Omit<Way, "outcome" | "reason"> & { reasons: Map<Outcome, string | undefined> };

/** Counts questions and answers as they come. */
export class Tally {
  readonly #rows = new Map<StrategyId, Row>();
  readonly #requests = new Set<string>();

  constructor(strategies: readonly Strategy[]) {
    for (const { id, title } of strategies) {
      const none = { asking: 0, answered: 0, found: 0, unanswered: 0 };
      this.#rows.set(id, { strategy: id, title, ...none, reasons: new Map() });
    }
  }

  asked(strategy: StrategyId): void {
    const row = this.#rows.get(strategy);
    if (row) row.asking++;
  }

  answered(strategy: StrategyId, answer: StrategyAnswer): void {
    const row = this.#rows.get(strategy);
    if (!row) return;
    row.asking--;
    row.answered++;
    row.found += answer.sightings.length;
    if (isOpen(answer.outcome)) row.unanswered++;
    if (!row.reasons.has(answer.outcome)) row.reasons.set(answer.outcome, answer.reason);
    this.requests(answer.exchanges);
  }

  /** An answer that counted turned out to be none. */
  tookBack(strategy: StrategyId, reason: string): void {
    const row = this.#rows.get(strategy);
    if (!row) return;
    row.unanswered++;
    if (!row.reasons.has("failed")) row.reasons.set("failed", reason);
  }

  /** Counts each exchange once, whoever reports it. */
  requests(exchanges: readonly string[]): void {
    for (const id of exchanges) this.#requests.add(id);
  }

  snapshot(nodes: number): Progress {
    return { ways: [...this.#rows.values()].map(wayOf), nodes, requests: this.#requests.size };
  }
}

function wayOf({ reasons, ...row }: Row): Way {
  const outcome = mostTelling(reasons.keys());
  return { ...row, outcome, reason: reasons.get(outcome) };
}
