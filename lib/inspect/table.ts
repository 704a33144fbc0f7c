import { LIMITS } from "./limits.ts";
import type { Cell, Column, Source, Table } from "./report.ts";

/** A table in the making: it counts every row and keeps the first 50,000. */
export class TableDraft {
  readonly #table: Table;
  readonly #clean: (text: string) => string;

  /** `clean` makes a registry's text fit to be shown. */
  constructor(id: string, title: string, columns: Column[], source: Source, clean: (text: string) => string) {
    this.#table = { id, title, source, columns, rows: [], total: 0 };
    this.#clean = clean;
  }

  /** One cell a column; undefined is an empty one. */
  add(...cells: (Cell | undefined)[]): void {
    this.#table.total++;
    if (this.#table.rows.length >= LIMITS.rows) return;
    this.#table.rows.push(cells.map((cell) => this.#cell(cell)));
  }

  #cell(cell: Cell | undefined): Cell {
    if (typeof cell === "string") return this.#clean(cell);
    // JSON may write 1e999; no number can be sent on that is none.
    return typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : (cell ?? null);
  }

  get count(): number {
    return this.#table.total;
  }

  /** The table as plain data. */
  done(): Table {
    return this.#table;
  }
}
