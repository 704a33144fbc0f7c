// How one host is treated: how many requests at once, when to wait, when to stop, how many retries it may cost.
import { setTimeout as sleep } from "node:timers/promises";
import { ExplorerError } from "#lib/errors";
import { Breaker, type Ticket, type Verdict } from "./breaker.ts";
import { Slots } from "./slots.ts";

export type PolitenessOptions = {
  /** Requests under way at once. */
  concurrency: number;
  /** Retries a host may cost at first, and at most; each success earns a tenth of one. */
  retryBudget: number;
  /** Failures in a row after which the host is left alone for `coolMs`. */
  breakAfter: number;
  coolMs: number;
  /** The longest Retry-After that is waited for. */
  maxPauseMs: number;
};

const EARNED_PER_SUCCESS = 0.1;
/** "Retry-After: 0" is not heeded to the letter. */
const LEAST_PAUSE_MS = 250;
/** Pauses in a row, without one good answer between them, after which a host is not waited for any more. */
const PATIENCE = 3;

/** What a test or a metric may want to know. */
export type HostState = {
  inFlight: number;
  peak: number;
  queued: number;
  sent: number;
  retries: number;
  breaker: "closed" | "open" | "half-open";
  opened: number;
  budget: number;
  pausedForMs: number;
};

/** The right to send one request. `leave` must be called with how it went, exactly once. */
export type Pass = { leave(verdict: Verdict): void };

export class Host {
  private readonly name: string;
  private readonly options: PolitenessOptions;
  private readonly slots: Slots;
  private readonly breaker: Breaker;
  private budget: number;
  private pausedUntil = 0;
  private refusedUntil = 0;
  private refusedWith: 429 | 503 = 429;
  private pauses = 0;
  private sent = 0;
  private retries = 0;

  constructor(name: string, options: PolitenessOptions) {
    this.name = name;
    this.options = options;
    this.slots = new Slots(options.concurrency);
    this.breaker = new Breaker(options.breakAfter, options.coolMs, () => performance.now());
    this.budget = options.retryBudget;
  }

  get state(): HostState {
    return {
      inFlight: this.slots.inUse,
      peak: this.slots.peak,
      queued: this.slots.waiting,
      sent: this.sent,
      retries: this.retries,
      breaker: this.breaker.state,
      opened: this.breaker.opened,
      budget: this.budget,
      pausedForMs: Math.max(0, this.pausedUntil - performance.now()),
    };
  }

  /** Nothing is under way and nothing needs to be remembered. */
  get forgettable(): boolean {
    const { inFlight, queued, breaker } = this.state;
    const now = performance.now();
    const quiet = now >= this.pausedUntil && now >= this.refusedUntil;
    return quiet && inFlight === 0 && queued === 0 && breaker === "closed";
  }

  /**
   * Waits for a place, then for the end of a pause, then asks the breaker: in this order, for a breaker asked
   * before the queue would let the whole queue through.
   * @throws ExplorerError "circuit-open" or "rate-limited"; the signal's reason when it aborts.
   */
  async enter(signal: AbortSignal): Promise<Pass> {
    const release = await this.slots.acquire(signal);
    try {
      await this.waitOutPause(signal);
      const ticket = this.admit();
      this.sent++;
      return {
        leave: (verdict) => {
          release();
          this.settle(ticket, verdict);
        },
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Takes one retry from the budget, if there is one. */
  spendRetry(): boolean {
    if (this.budget < 1) return false;
    this.budget -= 1;
    this.countRetry();
    return true;
  }

  countRetry(): void {
    this.retries++;
  }

  /**
   * The host asked (429 or 503) to be left alone for `asked` ms: nobody sends to it before that. When that is longer
   * than anybody waits, or it keeps asking, later requests are refused unsent for a while.
   */
  pause(asked: number, status: 429 | 503): void {
    const ms = Math.max(asked, LEAST_PAUSE_MS);
    const now = performance.now();
    const { maxPauseMs } = this.options;
    if (now >= this.pausedUntil) this.pauses++;
    if (ms > maxPauseMs || this.pauses > PATIENCE) {
      // Not for as long as it may say: another user, or HEAD instead of GET, may be let in.
      this.refusedUntil = now + Math.min(Math.max(ms, 1000), 2 * maxPauseMs);
      this.refusedWith = status;
      return;
    }
    this.pausedUntil = Math.max(this.pausedUntil, now + ms);
  }

  /** Whether `enter` would refuse now. */
  get refusing(): boolean {
    return performance.now() < this.refusedUntil || this.breaker.state === "open";
  }

  private async waitOutPause(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = performance.now();
      if (now < this.refusedUntil) throw this.refusal(this.refusedUntil - now);
      if (now >= this.pausedUntil) return;
      await sleep(Math.ceil(this.pausedUntil - now), undefined, { signal }).catch((error) => {
        signal.throwIfAborted();
        throw error;
      });
    }
  }

  private refusal(ms: number): ExplorerError {
    return new ExplorerError(this.refusedWith === 429 ? "rate-limited" : "circuit-open", {
      detail: `${this.name} asked to be left alone for longer than Refscope waits, so this was not sent.`,
      retryAfterSeconds: Math.ceil(ms / 1000),
    });
  }

  private admit(): Ticket {
    const admitted = this.breaker.admit();
    if ("probe" in admitted) return admitted;
    throw new ExplorerError("circuit-open", {
      detail: `${this.name} failed many times in a row, so this was not sent.`,
      retryAfterSeconds: Math.ceil(admitted.waitMs / 1000),
    });
  }

  private settle(ticket: Ticket, verdict: Verdict): void {
    this.breaker.settle(ticket, verdict);
    if (verdict !== "success") return;
    this.pauses = 0;
    this.budget = Math.min(this.options.retryBudget, this.budget + EARNED_PER_SUCCESS);
  }
}
