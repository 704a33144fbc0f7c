// The receipts of a use case that sends more requests than anybody reads: the last ones, and those that a finding cites.
import type { Exchange } from "#lib/evidence";

const MOST_RECENT = 4096;
const MOST_KEPT = 1000;

/** Counts every exchange once, holds the last 4096, and keeps up to 1000 that were cited. */
export class RecentReceipts {
  count = 0;
  readonly #recent = new Map<string, Exchange>();
  readonly #kept = new Map<string, Exchange>();

  add(exchange: Exchange): void {
    if (this.#recent.has(exchange.id)) return;
    this.count++;
    this.#recent.set(exchange.id, exchange);
    if (this.#recent.size <= MOST_RECENT) return;
    const [oldest] = this.#recent.keys();
    if (oldest !== undefined) this.#recent.delete(oldest);
  }

  /** The receipts of these ids that were not kept before, kept from now on. */
  cite(ids: readonly string[]): Exchange[] {
    const fresh: Exchange[] = [];
    for (const id of ids) {
      const exchange = this.#recent.get(id);
      if (!exchange || this.#kept.has(id) || this.#kept.size >= MOST_KEPT) continue;
      this.#kept.set(id, exchange);
      fresh.push(exchange);
    }
    return fresh;
  }

  /** In the order in which they were cited. */
  kept(): Exchange[] {
    return [...this.#kept.values()];
  }
}
