import { expect, it } from "vitest";
import { inParallel } from "./in-parallel.ts";

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

it("does all, with so many hands at once", async () => {
  const { signal } = new AbortController();
  const done: number[] = [];
  let [busy, most] = [0, 0];
  await inParallel([1, 2, 3, 4, 5, 6, 7], { width: 3, signal }, async (n) => {
    most = Math.max(most, ++busy);
    await tick();
    busy--;
    done.push(n);
  });
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it("ends at once when it is stopped, and begins nothing more", async () => {
  const stop = new AbortController();
  const begun: number[] = [];
  await inParallel([1, 2, 3], { width: 1, signal: stop.signal }, async (n) => {
    begun.push(n);
    stop.abort();
    await new Promise(() => {});
  });
  expect(begun).toEqual([1]);
  await inParallel([4], { width: 1, signal: stop.signal }, async (n) => void begun.push(n));
  expect(begun).toEqual([1]);
});

it("rejects with a fault of the work", async () => {
  const { signal } = new AbortController();
  const work = () => Promise.reject(new Error("broken"));
  await expect(inParallel([1], { width: 2, signal }, work)).rejects.toThrow("broken");
});
