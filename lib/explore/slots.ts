// How many explorations run at once: 64; 200 more wait; the rest are told to come again (facts: exhaustion, T28).
import { ExplorerError } from "#lib/errors";

export class Slots {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly most: number;
  private readonly queue: number;
  private readonly what: string;

  constructor(most = 64, queue = 200, what = "explorations") {
    this.most = most;
    this.queue = queue;
    this.what = what;
  }

  /**
   * Runs `work` when a slot is free.
   * @throws ExplorerError "too-busy" when the queue is full, "cancelled" when the caller leaves before its turn.
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await this.turn(signal);
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  // The slot of the one that ends is handed on, so `running` does not change.
  private turn(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.queue) {
      throw new ExplorerError("too-busy", {
        detail: `${this.most} ${this.what} run and ${this.queue} wait.`,
        retryAfterSeconds: 5,
      });
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(new ExplorerError("cancelled", { detail: "The caller left before its turn." }));
      };
      const enter = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      this.waiting.push(enter);
    });
  }
}
