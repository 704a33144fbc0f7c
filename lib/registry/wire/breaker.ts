// A circuit breaker: after many failures in a row a host is left alone for a while, then tried once.

export type Verdict = "success" | "failure" | "neutral";

/** Leave to ask. Give it back with the verdict, exactly once. */
export type Ticket = { probe: boolean };

export class Breaker {
  private readonly breakAfter: number;
  private readonly coolMs: number;
  private readonly now: () => number;
  private failures = 0;
  private openUntil: number | undefined;
  private probing = false;
  private openings = 0;

  /** Opens after `breakAfter` failures in a row, for `coolMs`. `now` in ms, monotonic. */
  constructor(breakAfter: number, coolMs: number, now: () => number) {
    this.breakAfter = breakAfter;
    this.coolMs = coolMs;
    this.now = now;
  }

  get state(): "closed" | "open" | "half-open" {
    if (this.openUntil === undefined) return "closed";
    return this.probing || this.now() >= this.openUntil ? "half-open" : "open";
  }
  get opened(): number {
    return this.openings;
  }

  /** A ticket, or how many ms to wait before asking again. While half-open only one may try. */
  admit(): Ticket | { waitMs: number } {
    if (this.openUntil === undefined) return { probe: false };
    const waitMs = this.openUntil - this.now();
    if (waitMs > 0) return { waitMs };
    if (this.probing) return { waitMs: this.coolMs };
    this.probing = true;
    return { probe: true };
  }

  /** Those who were admitted before it opened neither open it again nor keep it open. */
  settle(ticket: Ticket, verdict: Verdict): void {
    if (ticket.probe) this.probing = false;
    if (verdict === "success") {
      this.failures = 0;
      this.openUntil = undefined;
    } else if (verdict === "failure") {
      if (ticket.probe) this.open();
      else if (this.openUntil === undefined && ++this.failures >= this.breakAfter) this.open();
    }
  }

  private open(): void {
    this.openUntil = this.now() + this.coolMs;
    this.failures = 0;
    this.openings++;
  }
}
