import { expect, it } from "vitest";
import type { Exchange } from "#lib/evidence";
import { RecentReceipts } from "./recent-receipts.ts";

const exchange = (n: number): Exchange => ({
  ...{ id: `x${n}`, method: "GET", url: `https://r.example/${n}`, headers: {}, requestHeaders: {} },
  ...{ durationMs: 1, at: new Date(n).toISOString(), purpose: "manifest" },
});

function after(count: number): RecentReceipts {
  const receipts = new RecentReceipts();
  for (let n = 0; n < count; n++) receipts.add(exchange(n));
  return receipts;
}

it("keeps what is cited, once, and counts each exchange once", () => {
  const receipts = after(3);
  receipts.add(exchange(2));
  expect(receipts.count).toBe(3);
  expect(receipts.cite(["x1", "x7"]).map(({ id }) => id)).toEqual(["x1"]);
  expect(receipts.cite(["x1", "x2"]).map(({ id }) => id)).toEqual(["x2"]);
  expect(receipts.kept().map(({ id }) => id)).toEqual(["x1", "x2"]);
});

it("lets go of what is old, but not of what was cited", () => {
  const receipts = after(10);
  receipts.cite(["x0"]);
  for (let n = 10; n < 5000; n++) receipts.add(exchange(n));
  expect(receipts.count).toBe(5000);
  expect(receipts.cite(["x1"])).toEqual([]);
  expect(receipts.kept().map(({ id }) => id)).toEqual(["x0"]);
});

it("keeps a thousand at most", () => {
  const receipts = after(1500);
  receipts.cite(Array.from({ length: 1500 }, (_, n) => `x${n}`));
  expect(receipts.kept()).toHaveLength(1000);
});
