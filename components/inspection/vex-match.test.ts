import { describe, expect, it } from "vitest";
import { type VexMatch, vexMatch, vexMatchWords } from "./vex-match.ts";

const columns = ["product", "purl", "digests"].map((id) => ({ id, title: id }));
const HEX = "ab".repeat(32);
const IMAGE = { digests: [`sha256:${HEX}`], repository: "shop/checkout" };
const matchOf = (...cells: [string, string?, string?]) =>
  vexMatch({ columns, rows: [cells.map((cell) => cell ?? null)] }, IMAGE);
const BY_DIGEST: VexMatch = { byDigest: 1, byName: 0, statements: 1 };
const BY_NAME: VexMatch = { byDigest: 0, byName: 1, statements: 1 };
const NOT: VexMatch = { byDigest: 0, byName: 0, statements: 1 };

describe("vexMatch", () => {
  it.each([
    ["a digest in the product's own address", [`pkg:oci/checkout@sha256%3A${HEX}`], BY_DIGEST],
    ["a digest in upper case", [`sha256:${HEX.toUpperCase()}`], BY_DIGEST],
    ["a digest beside it", ["checkout", undefined, `sha256:${HEX}`], BY_DIGEST],
    ["its whole path", ["pkg:docker/shop/checkout@2"], BY_NAME],
    ["its name with its place", ["pkg:oci/checkout?repository_url=r.example/shop/checkout"], BY_NAME],
    ["its name with another place", ["pkg:oci/checkout?repository_url=r.example/other/checkout"], NOT],
    ["another name", ["pkg:oci/checkout-web"], NOT],
    ["a package", ["pkg:npm/checkout@1"], NOT],
    ["nothing", [""], NOT],
  ] as const)("%s", (_, [product, purl, digests], expected) => {
    expect(matchOf(product, purl, digests)).toEqual(expected);
  });
});

describe("vexMatchWords", () => {
  it("never calls a name a version", () => {
    expect(vexMatchWords(BY_DIGEST)).toBe("Every statement names this image, by its digest.");
    expect(vexMatchWords(BY_NAME)).toBe("1 of 1 by its name alone, which says nothing of this version.");
    expect(vexMatchWords(NOT)).toMatch(/^No statement names this image/);
    expect(vexMatchWords({ byDigest: 0, byName: 0, statements: 0 })).toBe("It makes no statement.");
    expect(vexMatchWords({ byDigest: 1, byName: 0, statements: 3 })).toBe(
      "1 of 3 name this image by its digest, 2 speak of something else.",
    );
  });
});
