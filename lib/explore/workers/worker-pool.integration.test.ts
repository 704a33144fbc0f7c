// Threads that are made, stopped and replaced: whatever a job does, it ends, and the next one runs.
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { TestAnswer, TestJob } from "./worker-pool.test-support.ts";
import { type PoolOptions, WorkerPool } from "./worker-pool.ts";

const pools: WorkerPool<TestJob, TestAnswer>[] = [];
const calm = () => new AbortController().signal;

function createPool(options: PoolOptions = {}): WorkerPool<TestJob, TestAnswer> {
  const start = () =>
    new Worker(new URL("./worker-pool.test-support.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 32 },
    });
  const post = (message: TestJob) => ({ message, transfer: [] });
  const pool = new WorkerPool<TestJob, TestAnswer>(start, post, { threads: 2, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("a pool of threads", () => {
  test("makes none before the first job, then no more than it may, and answers each its own", async () => {
    const pool = createPool();
    expect(pool.size).toBe(0);
    const texts = Array.from({ length: 20 }, (_, n) => `job ${n}`);
    const ended = await Promise.all(texts.map((text) => pool.run({ does: "echo", text }, calm())));
    expect(ended.map((each) => each.isDone && each.answer.text)).toEqual(texts);
    expect(pool.size).toBe(2);
  });

  test("runs jobs side by side", async () => {
    const pool = createPool();
    const jobs = [1, 2].map(() => pool.run({ does: "spin", ms: 300 }, calm()));
    const threads = (await Promise.all(jobs)).map((each) => each.isDone && each.answer.thread);
    expect(new Set(threads).size).toBe(2);
  });

  test("ends a job that takes too long, says so, and runs the next in a new thread", async () => {
    const pool = createPool({ threads: 1, deadlineMs: 2500 });
    const before = await pool.run({ does: "echo" }, calm());
    const late = pool.run({ does: "spin", ms: 60_000 }, calm());
    const next = pool.run({ does: "echo", text: "next" }, calm());
    expect(await late).toEqual({ isDone: false, why: "it took longer than 2.5 seconds" });
    const after = await next;
    expect(after).toMatchObject({ isDone: true, answer: { text: "next" } });
    expect(after.isDone && after.answer.thread).not.toBe(before.isDone && before.answer.thread);
    expect(pool.size).toBe(1);
  });

  test("a job that needs too much memory ends its thread and nothing else", async () => {
    const pool = createPool({ threads: 1 });
    const greedy = pool.run({ does: "grow" }, calm());
    const next = pool.run({ does: "echo", text: "next" }, calm());
    expect(await greedy).toEqual({ isDone: false, why: "it needs more memory than Refscope allows" });
    expect(await next).toMatchObject({ isDone: true, answer: { text: "next" } });
  });

  test("a fault is told on the console, and to the one who waits without its words", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const pool = createPool();
    expect(await pool.run({ does: "throw" }, calm())).toEqual({ isDone: false, why: "Refscope failed" });
    expect(error).toHaveBeenCalledOnce();
    expect(await pool.run({ does: "echo" }, calm())).toMatchObject({ isDone: true });
  });

  test("a file that cannot be run fails each job, and hangs none", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const start = () => new Worker(new URL("./no-such-worker.ts", import.meta.url));
    const pool = new WorkerPool<TestJob, TestAnswer>(start, (message) => ({ message, transfer: [] }), {
      threads: 1,
    });
    const ended = await Promise.all([1, 2, 3].map(() => pool.run({ does: "echo" }, calm())));
    expect(ended.every(({ isDone }) => !isDone)).toBe(true);
  });
});

describe("a caller that leaves", () => {
  test("before its turn is out of the queue", async () => {
    const pool = createPool({ threads: 1, queue: 1 });
    const running = pool.run({ does: "spin", ms: 500 }, calm());
    const leaving = new AbortController();
    const waiting = pool.run({ does: "echo" }, leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    const next = pool.run({ does: "echo", text: "next" }, calm());
    expect(await running).toMatchObject({ isDone: true });
    expect(await next).toMatchObject({ isDone: true, answer: { text: "next" } });
  });

  test("while its job runs is told at once, and the thread is free soon after", async () => {
    const pool = createPool({ threads: 1, abandonedMs: 100 });
    await pool.run({ does: "echo" }, calm());
    const leaving = new AbortController();
    const running = pool.run({ does: "spin", ms: 60_000 }, leaving.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    leaving.abort();
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    expect(performance.now() - began).toBeLessThan(50);
    expect(await pool.run({ does: "echo", text: "next" }, calm())).toMatchObject({ isDone: true });
  });

  test("had left already: nothing is run", async () => {
    const pool = createPool();
    await expect(pool.run({ does: "echo" }, AbortSignal.abort())).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(pool.size).toBe(0);
  });
});

test("more than may wait are told to come again", async () => {
  const pool = createPool({ threads: 1, queue: 1 });
  const ran = [1, 2].map(() => pool.run({ does: "echo" }, calm()));
  await expect(pool.run({ does: "echo" }, calm())).rejects.toMatchObject({
    code: "too-busy",
    retryAfterSeconds: 5,
  });
  expect((await Promise.all(ran)).every(({ isDone }) => isDone)).toBe(true);
});

test("a thread that is not needed gives its memory back, and another comes when it is", async () => {
  const pool = createPool({ idleMs: 50 });
  await pool.run({ does: "echo" }, calm());
  await vi.waitFor(() => expect(pool.size).toBe(0), { timeout: 5000 });
  expect(await pool.run({ does: "echo" }, calm())).toMatchObject({ isDone: true });
});
