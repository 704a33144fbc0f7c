// New cards fade in where they will stay.
import type { DrawnNode } from "./drawn-graph.ts";

const FADE_MS = 120;
/** So many begin in one frame: a text that was never drawn before costs ten times what it costs after. */
const AT_ONCE = 40;
const FRAME_MS = 16;

export class Fading {
  private readonly seen = new Set<string>();
  /** When the cards that still fade in came, in milliseconds of the page's life. */
  private readonly born = new Map<string, number>();
  private lastBorn = Number.NEGATIVE_INFINITY;

  /**
   * These are there now; those in view that were never met before begin to fade in, one after the other where they are
   * many. Who asked for no motion sees them all at once.
   */
  meet(nodes: readonly DrawnNode[], isInView: (id: string) => boolean): void {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = performance.now();
    let count = 0;
    for (const { id } of nodes) {
      if (this.seen.has(id)) continue;
      this.seen.add(id);
      if (isStill || !isInView(id)) continue;
      this.lastBorn = now + Math.floor(count++ / AT_ONCE) * FRAME_MS;
      this.born.set(id, this.lastBorn);
    }
  }

  /** 0 to 1 over the first 120 ms of a card's life. */
  opacityOf(id: string, now: number): number {
    const born = this.born.get(id);
    return born === undefined ? 1 : Math.max(0, Math.min(1, (now - born) / FADE_MS));
  }

  /** Whether any card is still coming in. */
  isOn(now: number): boolean {
    if (now < this.lastBorn + FADE_MS) return true;
    this.born.clear();
    return false;
  }
}
