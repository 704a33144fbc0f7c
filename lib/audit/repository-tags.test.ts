import { describe, expect, it } from "vitest";
import { RepositoryTags } from "./repository-tags.ts";

const hex = (character: string) => character.repeat(64);
const digest = `sha256:${hex("a")}`;

describe("RepositoryTags", () => {
  const tags = new RepositoryTags({
    items: [
      ...["latest", "1.0", "main-0123456789abcdef"],
      ...[
        `sha256-${hex("a")}`,
        `sha256-${hex("a")}.sig`,
        `sha256-${hex("a")}.sbom`,
        `sha256-${hex("a")}-one`,
      ],
      ...[`sha512-${hex("b")}`, `sha256-${hex("c")}.att`, "../x", ""],
    ],
    pages: 1,
  });

  it("tells names that people gave from bookkeeping, and from what is no tag", () => {
    expect(tags.plain).toEqual(["1.0", "latest", "main-0123456789abcdef"]);
    expect(tags.counts).toEqual({ all: 9, plain: 3, referrers: 2, cosign: 3, others: 1, malformed: 2 });
  });

  it("files what is made from a digest under it", () => {
    expect(tags.of(digest)).toEqual({
      stem: `sha256-${hex("a")}`,
      digest,
      exact: `sha256-${hex("a")}`,
      cosign: [`sha256-${hex("a")}.sbom`, `sha256-${hex("a")}.sig`],
      others: [`sha256-${hex("a")}-one`],
    });
    expect(tags.of(`sha256:${hex("d")}`)).toBeUndefined();
  });

  it("finds a cut tag by a digest that begins so, and knows no digest by itself", () => {
    expect(tags.of(`sha512:${hex("b")}${hex("e")}`)).toMatchObject({ exact: `sha512-${hex("b")}` });
    const cut = [...tags.filed()].find(({ stem }) => stem === `sha512-${hex("b")}`);
    expect(cut?.digest).toBeUndefined();
  });

  it("does not know that a tag is absent from a list that was cut", () => {
    expect(tags.has("2.0")).toBe(false);
    expect(new RepositoryTags({ items: ["1.0"], pages: 1, truncated: "cut" }).has("2.0")).toBeUndefined();
  });
});
