// What the matrix says, read out of its tables. Pure.
import type { Visibility } from "#lib/api";
import type { Verdict, VisibilityColumn } from "#lib/visibility";
import { countOf } from "../ui/format.ts";

const NOBODY_LOOKED: Verdict = { state: "not-known", reason: "nobody looked", exchanges: [] };

export function verdictAt({ cells, verdicts }: Visibility, row: number, column: number): Verdict {
  return verdicts[cells[row]?.[column] ?? -1] ?? NOBODY_LOOKED;
}

/** A column that comes upon anything at all: the others look for nothing, so they say nothing about a row. */
function looks({ counts }: VisibilityColumn): boolean {
  return (counts.found ?? 0) + (counts.unreadable ?? 0) + (counts["not-known"] ?? 0) > 0;
}

export type Agreement = {
  /** Rows on which those who come upon anything do not agree, by index. */
  differing: number[];
  /** Of how many of the other rows it is not known of some of them. */
  open: number;
};

/** Only two known verdicts can differ: what is not known of one client is no difference. */
export function agreementOf(visibility: Visibility): Agreement {
  const lookers = visibility.columns.flatMap((column, at) => (looks(column) ? [at] : []));
  const differing: number[] = [];
  let open = 0;
  for (const row of visibility.rows.keys()) {
    const states = new Set(lookers.map((column) => verdictAt(visibility, row, column).state));
    const hasUnknown = states.delete("not-known");
    if (states.size > 1) differing.push(row);
    else if (hasUnknown) open++;
  }
  return { differing, open };
}

/** What stands where no row differs. */
export function agreementWords({ open }: Pick<Agreement, "open">): string {
  return open === 0
    ? "All clients that look for artifacts agree."
    : `As far as is known, all clients that look for artifacts agree. ${openWords(open)}`;
}

/** "Of 4 artifacts it is not known of some clients." */
export function openWords(open: number): string {
  return `Of ${countOf(open, "artifact")} it is not known of some clients.`;
}

/** The two columns that tell most: who sees the most, and, of the clients that look, who sees the least. */
export function tellingColumns({ columns }: Visibility): VisibilityColumn[] {
  const clients = columns.filter(({ group }) => group === "client");
  const byFound = [...clients].sort((a, b) => (b.counts.found ?? 0) - (a.counts.found ?? 0));
  const [most] = byFound;
  const least = byFound.filter(({ sentence }) => sentence.includes("asks only for")).at(-1) ?? byFound.at(-1);
  return [...new Set([most, least])].filter((column) => column !== undefined);
}

/** How many columns find a row, and of how many that is not known: "found by 12 of 30, 4 not known". */
export function foundBy(visibility: Visibility, row: number): string {
  const states = visibility.columns.map((_, column) => verdictAt(visibility, row, column).state);
  const count = (state: Verdict["state"]) => states.filter((other) => other === state).length;
  return `found by ${count("found")} of ${states.length}${unknownWords(count("not-known"))}`;
}

/** ", 4 not known"; "" for none. */
export function unknownWords(count: number): string {
  return count > 0 ? `, ${count} not known` : "";
}

/** A column's name with its versions: "cosign 3.1.3". A generation's is its name. */
export function columnName({ group, name, versions }: VisibilityColumn): string {
  return group === "client" ? `${name} ${versions}` : name;
}

/** Where the named clients begin, right of the generations. */
export function isFirstClient(columns: readonly VisibilityColumn[], at: number): boolean {
  return columns[at]?.group === "client" && columns[at - 1]?.group === "generation";
}
