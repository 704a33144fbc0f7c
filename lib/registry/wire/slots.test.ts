import { expect, it } from "vitest";
import { Slots } from "./slots.ts";

const never = new AbortController().signal;

it("gives out no more places than there are, first come, first served", async () => {
  const slots = new Slots(2);
  const releases = [await slots.acquire(never), await slots.acquire(never)];
  const order: number[] = [];
  const waiting = [1, 2, 3].map(async (n) => {
    const release = await slots.acquire(never);
    order.push(n);
    return release;
  });
  expect(slots).toMatchObject({ inUse: 2, waiting: 3, peak: 2 });
  for (const release of releases) release();
  for (const one of waiting) (await one)();
  expect(order).toEqual([1, 2, 3]);
  expect(slots).toMatchObject({ inUse: 0, waiting: 0, peak: 2 });
});

it("who aborts leaves the queue, and the next one moves up", async () => {
  const slots = new Slots(1);
  const release = await slots.acquire(never);
  const leaver = new AbortController();
  const left = slots.acquire(leaver.signal);
  const stays = slots.acquire(never);
  leaver.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  expect(slots.waiting).toBe(1);
  release();
  (await stays)();
  expect(slots.inUse).toBe(0);
  await expect(slots.acquire(leaver.signal)).rejects.toThrow("gone");
});

it("a place given back twice counts once", async () => {
  const slots = new Slots(1);
  const release = await slots.acquire(never);
  release();
  release();
  expect(slots.inUse).toBe(0);
});
