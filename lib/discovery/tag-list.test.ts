import { describe, expect, it } from "vitest";
import { TagList } from "./tag-list.ts";

const HEX = "a".repeat(64);
const OTHER = "b".repeat(64);

describe("TagList", () => {
  it("knows what is there and what is not when it is whole", () => {
    const list = new TagList(["latest", `sha256-${HEX}`]);
    expect(list.has("latest")).toBe(true);
    expect(list.has("other")).toBe(false);
  });

  it("does not know what is absent when it is cut", () => {
    const list = new TagList(["latest"], "more than 1 tag");
    expect(list.has("latest")).toBe(true);
    expect(list.has("other")).toBeUndefined();
  });

  it("finds a prefix in an unsorted list with duplicates", () => {
    const tags = [
      `sha256-${HEX}.sig`,
      "zebra",
      `sha256-${OTHER}`,
      `sha256-${HEX}`,
      "1.0",
      `sha256-${HEX}.sig`,
    ];
    const list = new TagList(tags);
    expect(list.startingWith(`sha256-${HEX}`)).toEqual([`sha256-${HEX}`, `sha256-${HEX}.sig`]);
    expect(list.startingWith("sha256-c")).toEqual([]);
    expect(list.startingWith("zz")).toEqual([]);
    expect(list.size).toBe(5);
  });

  it("tells tags made from digests from those that a person gave", () => {
    const list = new TagList(["1.0", `sha256-${HEX}`, `sha256-${HEX}.att`, "main-0123456789"]);
    expect(list.plainTags()).toEqual(["1.0", "main-0123456789"]);
    expect(list.digestTags().map(({ parsed }) => parsed.digest)).toEqual([`sha256:${HEX}`, `sha256:${HEX}`]);
  });

  it("answers a thousand prefixes over twenty thousand tags quickly", () => {
    const tags = Array.from({ length: 20_000 }, (_, n) => `sha256-${n.toString(16).padStart(64, "0")}`);
    const list = new TagList(tags);
    const began = performance.now();
    for (let n = 0; n < 1000; n++) expect(list.startingWith(tags[n] ?? "")).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
