import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatten } from "./flatten.ts";

describe("a value as rows", () => {
  it("names each field by its path, in order", () => {
    expect(flatten({ a: 1, b: { c: ["x", null], d: {} }, e: [], f: true }).rows).toEqual([
      ["a", 1],
      ["b.c[0]", "x"],
      ["b.c[1]", "null"],
      ["b.d", "{}"],
      ["e", "[]"],
      ["f", "true"],
    ]);
  });

  it("stops at 500 rows and at 16 levels, and says so", () => {
    const wide = flatten(Array.from({ length: 600 }, (_, n) => n));
    expect([wide.rows.length, wide.isCut]).toEqual([500, true]);
    let deep: unknown = "end";
    for (let n = 0; n < 100; n++) deep = [deep];
    expect(flatten(deep)).toEqual({ rows: [[`${"[0]".repeat(16)}`, "[…]"]], isCut: true });
    expect(flatten({ a: 1 }).isCut).toBe(false);
  });

  it("repeats a long key by its beginning over each of its fields", () => {
    const { rows } = flatten({ ["k".repeat(100_000)]: Array.from({ length: 400 }, (_, n) => n) });
    expect([rows.length, rows[399]]).toEqual([400, [`${"k".repeat(1024)}[399]`, 399]]);
  });

  it("holds whatever JSON holds, bounded", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(flatten(value).rows.length).toBeLessThanOrEqual(500);
      }),
    );
  });
});
