// Worker threads that are made when they are needed, as many as the machine has cores, and a bounded queue before them.
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { ExplorerError } from "#lib/errors";
import { type Ended, type Posted, Thread } from "./thread.ts";

export type PoolOptions = {
  threads?: number;
  /** How many jobs may wait. */
  queue?: number;
  /** What one job may take, and what one that nobody waits for may still take. */
  deadlineMs?: number;
  abandonedMs?: number;
  /** After which a thread without a job gives its memory back. */
  idleMs?: number;
};

/** `J` is asked, `A` answered. A job never blocks the thread that asks, and its failure ends no other job. */
export class WorkerPool<J, A> {
  readonly #start: () => Worker;
  readonly #post: (job: J) => Posted | Promise<Posted>;
  readonly #options: Required<PoolOptions>;
  readonly #threads = new Set<Thread<A>>();
  readonly #idle: Thread<A>[] = [];
  readonly #waiting: ((thread: Thread<A>) => void)[] = [];

  /** `post` makes the message of a job, when its turn has come. */
  constructor(
    start: () => Worker,
    post: (job: J) => Posted | Promise<Posted>,
    {
      threads = availableParallelism(),
      queue = 2000,
      deadlineMs = 15_000,
      abandonedMs = 1000,
      idleMs = 60_000,
    }: PoolOptions = {},
  ) {
    this.#start = start;
    this.#post = post;
    this.#options = { threads, queue, deadlineMs, abandonedMs, idleMs };
  }

  /** Threads that are alive. */
  get size(): number {
    return this.#threads.size;
  }

  /**
   * Runs a job in its turn.
   * @throws ExplorerError "too-busy" when the queue is full, "cancelled" when the caller leaves.
   */
  async run(job: J, signal: AbortSignal): Promise<Ended<A>> {
    if (signal.aborted) throw cancelled();
    const thread = this.#free() ?? (await this.#turn(signal));
    const ended = this.#work(thread, job, signal).finally(() => this.#release(thread));
    return new Promise((resolve, reject) => {
      const leave = () => {
        thread.hurry(this.#options.abandonedMs);
        reject(cancelled());
      };
      signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted) leave();
      ended.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  /** Ends every thread; what runs ends as failed. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  async #work(thread: Thread<A>, job: J, signal: AbortSignal): Promise<Ended<A>> {
    const posted = await this.#post(job);
    const { deadlineMs, abandonedMs } = this.#options;
    return thread.run(posted, signal.aborted ? abandonedMs : deadlineMs);
  }

  #free(): Thread<A> | undefined {
    const idle = this.#idle.pop();
    idle?.wake();
    if (idle) return idle;
    return this.#threads.size < this.#options.threads ? this.#add() : undefined;
  }

  #add(): Thread<A> {
    const thread: Thread<A> = new Thread(this.#start(), () => this.#forget(thread));
    this.#threads.add(thread);
    return thread;
  }

  #forget(thread: Thread<A>): void {
    this.#threads.delete(thread);
    const place = this.#idle.indexOf(thread);
    if (place >= 0) this.#idle.splice(place, 1);
  }

  #release(thread: Thread<A>): void {
    if (thread.isOver) this.#forget(thread);
    const next = this.#waiting.shift();
    if (next) next(thread.isOver ? this.#add() : thread);
    else if (!thread.isOver) {
      this.#idle.push(thread);
      thread.rest(this.#options.idleMs);
    }
  }

  #turn(signal: AbortSignal): Promise<Thread<A>> {
    if (this.#waiting.length >= this.#options.queue) {
      throw new ExplorerError("too-busy", {
        detail: `${this.#options.queue} documents wait to be read.`,
        retryAfterSeconds: 5,
      });
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(cancelled());
      };
      const enter = (thread: Thread<A>) => {
        signal.removeEventListener("abort", leave);
        resolve(thread);
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(enter);
    });
  }
}

function cancelled(): ExplorerError {
  return new ExplorerError("cancelled", { detail: "The caller left before it was read." });
}
