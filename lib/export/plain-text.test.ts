import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainIds, plainText } from "./plain-text.ts";
import { anyText, HOSTILE } from "./sample-export.test-support.ts";

describe("text of a registry", () => {
  test.each([
    ["plain", "plain"],
    ["a\r\nb", "a\ufffd\ufffdb"],
    ["\u202egpj", "\ufffdgpj"],
    ["\ud800x", "\ufffdx"],
    ["\uffff", "\ufffd"],
    ["🚀", "🚀"],
  ])("%j is written %j", (text, plain) => expect(plainText(text)).toBe(plain));

  test("is cut between characters, and says so", () => {
    expect(plainText("🚀".repeat(10), 4)).toBe("🚀🚀🚀…");
    expect(plainText("abcd", 4)).toBe("abcd");
  });

  test("never has more than its length, and nothing that cannot be seen", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (text, max) => {
        const plain = plainText(text, max);
        expect(Array.from(plain).length).toBeLessThanOrEqual(max);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u);
        expect(plain.isWellFormed()).toBe(true);
      }),
    );
  });
});

test("ids stay apart, also where only what cannot be seen sets them apart", () => {
  const names = plainIds(["a\u0000", "a\u0001", "a\ufffd", "b"]);
  expect([...names.values()]).toEqual(["a\ufffd", "a\ufffd~2", "a\ufffd~3", "b"]);
  expect(new Set(plainIds(HOSTILE).values()).size).toBe(HOSTILE.length);
});
