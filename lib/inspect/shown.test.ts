import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginning, counted, shown } from "./shown.ts";

describe("a text that is shown", () => {
  it.each([
    ["plain", "plain", undefined],
    ["", "", undefined],
    ["naïve – 漢字 🦫", "naïve – 漢字 🦫", undefined],
    ["two\nlines\r\n\tand more", "two lines and more", undefined],
    ["user\u202Egnp.exe", "user\uFFFDgnp.exe", "U+202E"],
    ["a\u0000b", "a\uFFFDb", "U+0000"],
    ["pay\u00ADpal", "pay\uFFFDpal", "U+00AD"],
    ["zero\u200Bwidth", "zero\uFFFDwidth", "U+200B"],
    ["\u{E0041}tag", "\uFFFDtag", "U+E0041"],
    ["lone \uD83D half", "lone \uFFFD half", "U+D83D"],
    ["\u001B[31mred", "\uFFFD[31mred", "U+001B"],
  ])("%j", (text, line, odd) => {
    expect(shown(text, 100)).toEqual(odd === undefined ? { text: line } : { text: line, odd });
  });

  it("ends in an ellipsis where it is cut, and never in half a character", () => {
    expect(shown("abcdef", 4)).toEqual({ text: "abc…" });
    expect(shown(`ab🦫cd`, 4)).toEqual({ text: "ab…" });
    expect(beginning("ab🦫", 3)).toBe("ab");
  });

  it("is one line without controls or direction marks, whatever it was", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.integer({ min: 2, max: 200 }),
        (text, most) => {
          const line = shown(text, most).text;
          expect(line.length).toBeLessThanOrEqual(most);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  }, 30_000);

  it("counts in words", () => {
    expect([
      counted(0, "package"),
      counted(1, "package"),
      counted(2, "vulnerability", "vulnerabilities"),
    ]).toEqual(["0 packages", "1 package", "2 vulnerabilities"]);
  });
});
