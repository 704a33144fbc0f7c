import { describe, expect, it } from "vitest";
import { headlineOf, wrongPart } from "./wrong-part.ts";

describe("wrongPart", () => {
  it("cuts a short text in three", () => {
    const text = "ghcr.io/Shop/app:1";
    expect(wrongPart({ text, start: 8, end: 12 })).toEqual({
      before: "ghcr.io/",
      wrong: "Shop",
      after: "/app:1",
    });
  });

  it("keeps the neighbourhood of what is wrong in a long text", () => {
    const text = `${"a".repeat(500)}B${"c".repeat(500)}`;
    const { before, wrong, after } = wrongPart({ text, start: 500, end: 501 });
    expect(before).toBe(`…${"a".repeat(60)}`);
    expect(wrong).toBe("B");
    expect(after).toBe(`${"c".repeat(60)}…`);
  });

  it("cuts what is wrong when it is long itself", () => {
    expect(wrongPart({ text: "x".repeat(2000), start: 0, end: 2000 }).wrong).toBe(`${"x".repeat(120)}…`);
  });

  it("shows characters that would turn the line around", () => {
    expect(wrongPart({ text: "a\u202eb", start: 1, end: 2 }).wrong).toBe("\ufffd");
  });
});

describe("headlineOf", () => {
  it.each([
    ["A reference has no spaces.", "A reference has no spaces", ""],
    ["No tag. Read as host a.b. Write one.", "No tag", "Read as host a.b. Write one."],
    ["For ghcr.io/a/b no dot ends it", "For ghcr.io/a/b no dot ends it", ""],
  ])("of %s", (message, headline, rest) => expect(headlineOf(message)).toEqual({ headline, rest }));
});
