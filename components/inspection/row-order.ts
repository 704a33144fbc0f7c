// Which rows of a table are shown, and in what order: worked out in slices, so that the page goes on meanwhile.
import type { Table } from "#lib/inspect";
import { breath } from "../long-json.ts";

export type RowChoice = {
  /** Words that a row must all hold, in any of its cells, whatever their case. */
  find: string;
  /** A cell that must be just this. */
  only?: { column: number; value: string };
  sort?: { column: number; isDescending: boolean };
};

const SLICE_MS = 8;
/** Rows that are worked on between two looks at the clock. */
const STEP = 256;

type Rows = Table["rows"];

// Each row's cells as one lower-case text: made once for a table, since the reader types on.
const texts = new WeakMap<Rows, string[]>();

/** Indexes of rows. Undefined where `signal` came first. */
export async function orderRows(
  { rows, columns }: Pick<Table, "rows" | "columns">,
  { find, only, sort }: RowChoice,
  signal: AbortSignal,
): Promise<Uint32Array<ArrayBuffer> | undefined> {
  const slices = new Slices(signal);
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0 && !(await textsOf(rows, slices))) return undefined;
  const found = new Uint32Array(rows.length);
  const held = texts.get(rows) ?? [];
  let count = 0;
  for (let from = 0; from < rows.length; from += STEP) {
    const end = Math.min(from + STEP, rows.length);
    for (let at = from; at < end; at++) {
      if (only && String(rows[at]?.[only.column] ?? "") !== only.value) continue;
      if (words.length > 0 && !words.every((word) => held[at]?.includes(word))) continue;
      found[count++] = at;
    }
    if (!(await slices.next())) return undefined;
  }
  const order = found.slice(0, count);
  if (!sort) return order;
  const by = columns[sort.column]?.sortBy ?? sort.column;
  return sorted(order, sortKeys(rows, by), sort.isDescending, slices);
}

async function textsOf(rows: Rows, slices: Slices): Promise<boolean> {
  if (texts.has(rows)) return true;
  const made: string[] = [];
  for (let from = 0; from < rows.length; from += STEP) {
    for (const row of rows.slice(from, from + STEP)) made.push(row.join("\n").toLowerCase());
    if (!(await slices.next())) return false;
  }
  texts.set(rows, made);
  return true;
}

type Compare = (a: number, b: number) => number;

/** Compares two rows by a column: numbers as numbers, texts by their characters, what is empty last of all. */
function sortKeys(rows: Rows, column: number): (isDescending: boolean) => Compare {
  return (isDescending) => (a, b) => {
    const [x, y] = [rows[a]?.[column] ?? "", rows[b]?.[column] ?? ""];
    if (x === y) return a - b;
    if (x === "") return 1;
    if (y === "") return -1;
    const before =
      typeof x === "number" && typeof y === "number" ? x < y : folded(String(x)) < folded(String(y));
    return before === isDescending ? 1 : -1;
  };
}

function folded(text: string): string {
  return text.toLowerCase();
}

/** Merge sort from below: each run and each merge is short enough to stop between. */
async function sorted(
  order: Uint32Array<ArrayBuffer>,
  keys: (isDescending: boolean) => Compare,
  isDescending: boolean,
  slices: Slices,
): Promise<Uint32Array<ArrayBuffer> | undefined> {
  const compare = keys(isDescending);
  let from = order;
  for (let at = 0; at < from.length; at += STEP) {
    from.subarray(at, at + STEP).sort(compare);
    if (!(await slices.next())) return undefined;
  }
  let to = new Uint32Array(order.length);
  for (let width = STEP; width < order.length; width *= 2) {
    for (let at = 0; at < order.length; at += 2 * width) {
      if (!(await merged(from, to, at, width, compare, slices))) return undefined;
    }
    [from, to] = [to, from];
  }
  return from;
}

async function merged(
  from: Uint32Array<ArrayBuffer>,
  to: Uint32Array<ArrayBuffer>,
  start: number,
  width: number,
  compare: Compare,
  slices: Slices,
): Promise<boolean> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const [a = 0, b = 0] = [from[left], from[right]];
    const takesLeft = right >= end || (left < middle && compare(a, b) <= 0);
    to[at] = takesLeft ? a : b;
    if (takesLeft) left++;
    else right++;
    if (at % STEP === 0 && !(await slices.next())) return false;
  }
  return true;
}

/** Lets the page have its turn whenever a slice is over. */
class Slices {
  readonly #signal: AbortSignal;
  #began = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** False when nobody waits for the answer any more. */
  async next(): Promise<boolean> {
    if (performance.now() - this.#began >= SLICE_MS) {
      await breath();
      this.#began = performance.now();
    }
    return !this.#signal.aborted;
  }
}
