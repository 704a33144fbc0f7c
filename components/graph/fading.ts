// New cards fade in where they will stay.
import type { DrawnNode } from "./drawn-graph.ts";

const FADE_MS = 120;

export class Fading {
  private readonly seen = new Set<string>();
  /** When the cards that still fade in came, in milliseconds of the page's life. */
  private readonly born = new Map<string, number>();
  private lastBorn = Number.NEGATIVE_INFINITY;

  /** These are there now; those that were never met before begin to fade in, unless the reader asked for no motion. */
  meet(nodes: readonly DrawnNode[]): void {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = performance.now();
    for (const { id } of nodes) {
      if (this.seen.has(id)) continue;
      this.seen.add(id);
      if (isStill) continue;
      this.born.set(id, now);
      this.lastBorn = now;
    }
  }

  /** 0 to 1 over the first 120 ms of a card's life. */
  opacityOf(id: string, now: number): number {
    const born = this.born.get(id);
    return born === undefined ? 1 : Math.min(1, (now - born) / FADE_MS);
  }

  /** Whether any card is still coming in. */
  isOn(now: number): boolean {
    if (now < this.lastBorn + FADE_MS) return true;
    this.born.clear();
    return false;
  }
}
