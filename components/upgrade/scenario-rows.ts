// The rows of the seed's table as the page filters and counts them. Pure.
import type { ScenarioRun } from "#lib/api";
import {
  type Consumer,
  type Producer,
  type RegistryKind,
  SEED_SCENARIOS,
  type SeedScenario,
} from "#lib/upgrade";

export const PRODUCERS = ["leaf", "branch", "tree"] as const satisfies readonly Producer[];
export const REGISTRIES = ["bicycle", "motorcycle"] as const satisfies readonly RegistryKind[];
export const CONSUMERS = ["rat", "squirrel", "beaver"] as const satisfies readonly Consumer[];

/** How a row came out, by its last run; a row that never ran is "not-run" too. */
export const VERDICTS = ["holds", "differs", "not-run"] as const satisfies readonly ScenarioRun["verdict"][];
export type Verdict = (typeof VERDICTS)[number];

/** An empty list and an absent verdict let everything through. */
export type RowFilter = {
  verdict: Verdict | undefined;
  producer: readonly Producer[];
  registry: readonly RegistryKind[];
  consumer: readonly Consumer[];
};

/** The last run of each row, by its id: "1" to "18", or an extra row's name. */
export type Results = ReadonlyMap<string, ScenarioRun>;

export function idOf({ number }: SeedScenario): string {
  return String(number);
}

/** A run that could not be made or came to nothing counts as not run: it says nothing for or against the row. */
export function verdictOf(results: Results, id: string): Verdict {
  return results.get(id)?.verdict ?? "not-run";
}

/** The seed's rows that the filter lets through, in the seed's order. */
export function shownRows(filter: RowFilter, results: Results): SeedScenario[] {
  return SEED_SCENARIOS.filter(
    (row) =>
      isLetThrough(row, filter) &&
      (filter.verdict === undefined || verdictOf(results, idOf(row)) === filter.verdict),
  );
}

/** How many rows each choice of a verdict would show, under the other filters. */
export function countVerdicts(filter: RowFilter, results: Results): Record<Verdict | "all", number> {
  const counts = { all: 0, holds: 0, differs: 0, "not-run": 0 };
  for (const row of SEED_SCENARIOS) {
    if (!isLetThrough(row, filter)) continue;
    counts.all += 1;
    counts[verdictOf(results, idOf(row))] += 1;
  }
  return counts;
}

/** How many of the seed's rows have that producer, registry or consumer. */
export function countParty(name: Producer | RegistryKind | Consumer): number {
  return SEED_SCENARIOS.filter(({ producer, registry, consumer }) =>
    [producer, registry, consumer].some((party) => party === name),
  ).length;
}

function isLetThrough(row: SeedScenario, filter: RowFilter): boolean {
  return (
    isAmong(row.producer, filter.producer) &&
    isAmong(row.registry, filter.registry) &&
    isAmong(row.consumer, filter.consumer)
  );
}

function isAmong<T>(value: T, list: readonly T[]): boolean {
  return list.length === 0 || list.includes(value);
}
