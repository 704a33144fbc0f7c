// How wide each column of a table is drawn, told from what stands in its first rows. Pure.
import type { Table } from "#lib/inspect";

const LOOKED_AT = 200;
/** In characters. */
const [LEAST, MOST] = [6, 44];

/** On a phone a row has two lines: the first two columns, and under them those two of the rest that say most. */
const PHONE_PLACES = ["title", "beside", "under", "beside-under"] as const;
export type PhonePlace = (typeof PHONE_PLACES)[number];

export type DrawnColumn = {
  at: number;
  share: number;
  /** Where it stands on a phone: two in the first line, two in the second; absent where it has no place there. */
  phone?: PhonePlace;
};

/** For each column that is shown its place in the row, and its share of the width in percent. */
export function columnWidths({ columns, rows }: Pick<Table, "columns" | "rows">): DrawnColumn[] {
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
  const phone = onPhone(shown, some);
  return shown.map((at, n) => ({
    at,
    share: ((widths[n] ?? LEAST) / sum) * 100,
    phone: phone.get(at),
  }));
}

function onPhone(shown: readonly number[], some: Table["rows"]): Map<number, PhonePlace> {
  // What is the same in each row, or is mostly empty, says little.
  const tells = (at: number) => {
    const cells = some.map((row) => row[at] ?? "").filter((cell) => cell !== "");
    return cells.length * 2 >= some.length && new Set(cells).size > 1;
  };
  const rest = shown.slice(2).sort((a, b) => Number(tells(b)) - Number(tells(a)) || a - b);
  const chosen = [...shown.slice(0, 2), ...rest.slice(0, PHONE_PLACES.length - 2)].sort((a, b) => a - b);
  return new Map(chosen.flatMap((at, n) => (PHONE_PLACES[n] ? [[at, PHONE_PLACES[n]]] : [])));
}

/** Columns in which every cell is empty tell nothing. */
export function emptyColumns(table: Pick<Table, "columns" | "rows">): ReadonlySet<number> {
  const known = empties.get(table) ?? findEmpty(table);
  empties.set(table, known);
  return known;
}

/** A table is drawn in the pane and over the page, and never changes. */
const empties = new WeakMap<object, ReadonlySet<number>>();

function findEmpty({ columns, rows }: Pick<Table, "columns" | "rows">): Set<number> {
  const empty = new Set(columns.keys());
  for (const row of rows) {
    for (const at of empty) if ((row[at] ?? "") !== "") empty.delete(at);
    if (empty.size === 0) break;
  }
  return empty;
}
