// A column in one sentence: how many it sees, and why not the rest where one reason tells it.
import type { CellState, Verdict, VisibilityColumn } from "./shapes.ts";

type Counts = Record<CellState, number>;

/** A column with what its own verdicts come to. */
export function columnOf(
  head: Omit<VisibilityColumn, "counts" | "sentence">,
  own: readonly Verdict[],
): VisibilityColumn {
  const name = head.group === "client" ? `${head.name} ${head.versions} (${head.runs})` : head.name;
  return { ...head, counts: countsOf(own), sentence: sentenceOf(name, own) };
}

function countsOf(verdicts: readonly Verdict[]): Counts {
  const counts: Counts = { found: 0, unreadable: 0, "not-found": 0, "not-known": 0 };
  for (const { state } of verdicts) counts[state]++;
  return counts;
}

/** "notation 1.x sees 0 of 5: it asks only for …", "oras 1.3 sees 3 of 5; of 2 it is not known". */
function sentenceOf(name: string, verdicts: readonly Verdict[]): string {
  const counts = countsOf(verdicts);
  const total = verdicts.length;
  if (total === 0) return `${name} has nothing to see: nothing is attached`;
  const notes = [
    counts.unreadable > 0 && `it cannot read ${counts.unreadable}`,
    counts["not-known"] > 0 && `of ${counts["not-known"]} it is not known`,
  ].filter((note) => note !== false);
  const sees = `${name} sees ${counts.found} of ${total}`;
  return notes.length > 0 ? [sees, ...notes].join("; ") : `${sees}${whyNotAll(verdicts)}`;
}

/** All that it misses, and the reason that most of it shares; of several the first in the order of the rows. */
function whyNotAll(verdicts: readonly Verdict[]): string {
  const missed = verdicts.filter(({ state }) => state === "not-found");
  const byReason = [...Map.groupBy(missed, ({ reason }) => reason)];
  const [first] = byReason.sort(([, a], [, b]) => b.length - a.length);
  if (!first) return "";
  const [reason, { length }] = first;
  if (length === missed.length) return `: ${reason}`;
  return `; it misses ${missed.length}, ${length} of them because ${reason}`;
}
