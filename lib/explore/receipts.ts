// The exchanges of one use case, each once: a request that several questions shared is one receipt.
import type { Exchange } from "#lib/evidence";

export class Receipts {
  readonly #byId = new Map<string, Exchange>();

  /** Whether it is new. */
  add(exchange: Exchange): boolean {
    if (this.#byId.has(exchange.id)) return false;
    this.#byId.set(exchange.id, exchange);
    return true;
  }

  /** In the order in which they ended. */
  all(): Exchange[] {
    return [...this.#byId.values()];
  }
}
