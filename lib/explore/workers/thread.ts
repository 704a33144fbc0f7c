// One worker thread and the job that it has: whatever becomes of the thread, the job ends.
import type { Transferable, Worker } from "node:worker_threads";

/** How a job ended. `why` is the end of a sentence. */
export type Ended<A> = { isDone: true; answer: A } | { isDone: false; why: string };

export type Posted = { message: unknown; transfer: Transferable[] };

const ENDED = "the thread that read it ended";

export class Thread<A> {
  /** Whether it can take no job any more. */
  isOver = false;
  readonly #worker: Worker;
  readonly #onOver: () => void;
  #settle: ((ended: Ended<A>) => void) | undefined;
  #clock: NodeJS.Timeout | undefined;

  /** `onOver` is called when it ends while it has no job. */
  constructor(worker: Worker, onOver: () => void) {
    this.#worker = worker;
    this.#onOver = onOver;
    worker.on("message", (answer: A) => this.#end({ isDone: true, answer }));
    worker.on("error", (fault) => this.#die(reasonOf(fault)));
    worker.on("exit", () => this.#die(ENDED));
    worker.unref();
  }

  /** Takes one job; never rejects. It has `ms` milliseconds, then it ends with the thread. */
  run({ message, transfer }: Posted, ms: number): Promise<Ended<A>> {
    if (this.isOver) return Promise.resolve({ isDone: false, why: ENDED });
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#worker.ref();
      this.#endIn(ms, `it took longer than ${ms / 1000} seconds`);
      this.#worker.postMessage(message, transfer);
    });
  }

  /** The job that it has, if any, ends after `ms` milliseconds at the latest. */
  hurry(ms: number): void {
    if (this.#settle) this.#endIn(ms, "nobody waits for it any more");
  }

  /** Ends when it has had no job for `ms` milliseconds: its memory goes back. */
  rest(ms: number): void {
    this.#endIn(ms, "it was not needed").unref();
  }

  /** A job will come. */
  wake(): void {
    clearTimeout(this.#clock);
  }

  async stop(): Promise<void> {
    this.#die("the server stops");
    await this.#worker.terminate();
  }

  #endIn(ms: number, why: string): NodeJS.Timeout {
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.#die(why), ms);
    return this.#clock;
  }

  #end(ended: Ended<A>): void {
    clearTimeout(this.#clock);
    this.#worker.unref();
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(ended);
  }

  #die(why: string): void {
    if (this.isOver) return;
    this.isOver = true;
    void this.#worker.terminate();
    const hadJob = this.#settle !== undefined;
    this.#end({ isDone: false, why });
    if (!hadJob) this.#onOver();
  }
}

function reasonOf(fault: unknown): string {
  if (fault instanceof Error && "code" in fault && fault.code === "ERR_WORKER_OUT_OF_MEMORY")
    return "it needs more memory than Refscope allows";
  console.error("A worker thread ended by a fault:", fault);
  return "Refscope failed";
}
