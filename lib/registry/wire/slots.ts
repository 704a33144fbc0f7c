// A fixed number of places for requests under way, and a fair queue of those who wait for one.

/** First come, first served. A waiter whose signal aborts leaves the queue. */
export class Slots {
  private readonly size: number;
  private readonly queue: (() => void)[] = [];
  private used = 0;
  private most = 0;

  constructor(size: number) {
    this.size = size;
  }

  get inUse(): number {
    return this.used;
  }
  get waiting(): number {
    return this.queue.length;
  }
  /** The most places that were ever in use at once. */
  get peak(): number {
    return this.most;
  }

  /** Waits for a place; the answer gives it back, once. Rejects with the signal's reason. */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.used < this.size) this.take();
    else await this.wait(signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.used--;
      this.queue.shift()?.();
    };
  }

  private take(): void {
    this.used++;
    this.most = Math.max(this.most, this.used);
  }

  private wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener("abort", leave);
        this.take();
        resolve();
      };
      const leave = () => {
        const place = this.queue.indexOf(enter);
        if (place >= 0) this.queue.splice(place, 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      this.queue.push(enter);
    });
  }
}
