// The verdicts of a matrix, each once: a cell is an index into them.
import type { Verdict } from "./shapes.ts";

export class VerdictTable {
  readonly all: Verdict[] = [];
  readonly #places = new Map<string, number>();

  /** Its place, where it is put if it is new. */
  indexOf(verdict: Verdict = { state: "not-known", reason: "nobody looked", exchanges: [] }): number {
    const key = `${verdict.state}\n${verdict.reason}\n${verdict.exchanges.join(" ")}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(verdict) - 1;
  }
}
