// A report's table in the address, and what is counted in it. Pure.
import type { Table } from "#lib/inspect";
import type { RowChoice } from "./row-order.ts";

export type Column = Table["columns"][number];
export type Cell = Table["rows"][number][number];

/** Which table is open, and what of it is shown, as the address keeps it. */
export type TableAddress = {
  table: string | null;
  /** The one cell that counts, in the column by which this table is parted. */
  within: string | null;
  seek: string;
  /** "name", "-name": a column's id, with a dash from the end. */
  order: string | null;
};

/** The column by whose cells a table is parted, with the numbers of each. */
const PARTED_BY: Record<string, string> = {
  packages: "ecosystem",
  findings: "severity",
  statements: "status",
  dependencies: "relation",
};

const MOST_PARTS = 12;

export type Parts = { column: number; counts: [value: string, count: number][]; more: number };

/** Values of the column by which it is parted, the worst or the most frequent first; undefined where there is but one. */
export function partsOf(table: Table): Parts | undefined {
  if (!known.has(table)) known.set(table, countParts(table));
  return known.get(table);
}

/** A table is drawn in the pane and over the page, and never changes. */
const known = new WeakMap<Table, Parts | undefined>();

function countParts({ id, columns, rows }: Table): Parts | undefined {
  const column = columns.findIndex((other) => other.id === PARTED_BY[id]);
  if (column < 0) return undefined;
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = String(row[column] ?? "");
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size < 2) return undefined;
  const by = columns[column]?.sortBy;
  const rankOf = new Map<string, number>();
  if (by !== undefined)
    for (const row of rows)
      rankOf.set(String(row[column] ?? ""), Number(row[by] ?? Number.POSITIVE_INFINITY));
  const sorted = [...counts].sort(
    ([a, m], [b, n]) => (by === undefined ? 0 : (rankOf.get(a) ?? 0) - (rankOf.get(b) ?? 0)) || n - m,
  );
  return { column, counts: sorted.slice(0, MOST_PARTS), more: Math.max(0, sorted.length - MOST_PARTS) };
}

/** What has a rank stands by it, the worst first, until the reader says otherwise. */
export function sortOf({ columns }: Table, order: string | null): RowChoice["sort"] {
  if (order === null) {
    const ranked = columns.findIndex(({ sortBy }) => sortBy !== undefined);
    return ranked < 0 ? undefined : { column: ranked, isDescending: false };
  }
  const isDescending = order.startsWith("-");
  const column = columns.findIndex(({ id }) => id === (isDescending ? order.slice(1) : order));
  return column < 0 ? undefined : { column, isDescending };
}

/** The first rows as they stand when nothing is chosen. */
export function firstRows({ columns, rows }: Table, count: number): Table["rows"] {
  const by = columns.find(({ sortBy }) => sortBy !== undefined)?.sortBy;
  if (by === undefined) return rows.slice(0, count);
  const ranks = [...new Set(rows.map((row) => Number(row[by] ?? Number.POSITIVE_INFINITY)))].sort(
    (a, b) => a - b,
  );
  const first: Table["rows"] = [];
  for (const rank of ranks) {
    if (first.length >= count) break;
    first.push(
      ...rows
        .filter((row) => Number(row[by] ?? Number.POSITIVE_INFINITY) === rank)
        .slice(0, count - first.length),
    );
  }
  return first;
}

export function orderOf({ columns }: Table, sort: RowChoice["sort"]): string | null {
  const id = sort && columns[sort.column]?.id;
  return id === undefined ? null : `${sort?.isDescending ? "-" : ""}${id}`;
}
