import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

const never = new AbortController().signal;

test("no more than the limit run at once, and all of them run in the end", async () => {
  const slots = new Slots(2, 10);
  let now = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 2));
    now--;
    return "done";
  };
  const all = await Promise.all(Array.from({ length: 8 }, () => slots.run(never, work)));
  expect(all).toHaveLength(8);
  expect(most).toBe(2);
});

test("past the queue the caller is told to come again", async () => {
  const slots = new Slots(1, 1);
  const gate = Promise.withResolvers<void>();
  const first = slots.run(never, () => gate.promise);
  const second = slots.run(never, async () => {});
  await expect(slots.run(never, async () => {})).rejects.toMatchObject({
    code: "too-busy",
    retryAfterSeconds: 5,
  });
  gate.resolve();
  await Promise.all([first, second]);
});

test("one who leaves the queue frees its place and never runs", async () => {
  const slots = new Slots(1, 1);
  const gate = Promise.withResolvers<void>();
  const first = slots.run(never, () => gate.promise);
  const leaving = new AbortController();
  let ran = false;
  const second = slots.run(leaving.signal, async () => {
    ran = true;
  });
  leaving.abort();
  await expect(second).rejects.toMatchObject({ code: "cancelled" });
  gate.resolve();
  await first;
  await slots.run(never, async () => {});
  expect(ran).toBe(false);
});

test("a failure frees its slot", async () => {
  const slots = new Slots(1, 1);
  await expect(slots.run(never, () => Promise.reject(new Error("x")))).rejects.toThrow("x");
  await expect(slots.run(never, async () => "free")).resolves.toBe("free");
});
