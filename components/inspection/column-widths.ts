// How wide each column of a table is drawn, told from what stands in its first rows. Pure.
import type { Table } from "#lib/inspect";

const LOOKED_AT = 200;
/** In characters. */
const [LEAST, MOST] = [6, 44];

/** For each column that is shown its place in the row, and its share of the width in percent. */
export function columnWidths({
  columns,
  rows,
}: Pick<Table, "columns" | "rows">): { at: number; share: number }[] {
  const shown = columns.flatMap(({ hidden }, at) => (hidden ? [] : [at]));
  const some = rows.slice(0, LOOKED_AT);
  const widths = shown.map((at) => {
    const longest = some.map((row) => String(row[at] ?? "").length).sort((a, b) => a - b);
    // Nine of ten fit; the rest is cut at the end and whole in the row's detail.
    const usual = longest[Math.floor(longest.length * 0.9)] ?? 0;
    const title = (columns[at]?.title.length ?? 0) + 3;
    return Math.min(MOST, Math.max(LEAST, usual, title));
  });
  const sum = widths.reduce((total, width) => total + width, 0);
  return shown.map((at, n) => ({ at, share: ((widths[n] ?? LEAST) / sum) * 100 }));
}

/** Columns in which every cell is empty tell nothing. */
export function emptyColumns({ columns, rows }: Pick<Table, "columns" | "rows">): Set<number> {
  const empty = new Set(columns.keys());
  for (const row of rows) {
    for (const at of empty) if ((row[at] ?? "") !== "") empty.delete(at);
    if (empty.size === 0) break;
  }
  return empty;
}
