import { describe, expect, test } from "vitest";
import { digestAlgorithm, digestInTag, digestOf, isRepositoryName, isTag, referrersTagOf } from "./digest.ts";

const HEX = "a".repeat(64);

describe("digestAlgorithm", () => {
  test.each([
    [`sha256:${HEX}`, "sha256"],
    [`sha512:${HEX}${HEX}`, "sha512"],
    [`sha256:${HEX}a`, undefined],
    [`sha256:${HEX.toUpperCase()}`, undefined],
    ["sha256:baddigeststring", undefined],
    [`md5:${HEX}`, undefined],
    ["", undefined],
  ])("%s", (digest, algorithm) => expect(digestAlgorithm(digest)).toBe(algorithm));
});

test("digestOf hashes with either algorithm", () => {
  const empty = new Uint8Array();
  expect(digestOf(empty)).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(digestOf(empty, "sha512")).toMatch(/^sha512:cf83e1357eefb8bd/);
});

// The examples of the specification's "Referrers Tag Schema".
test.each([
  [`sha256:${HEX}`, `sha256-${HEX}`],
  [`sha512:${"b".repeat(128)}`, `sha512-${"b".repeat(64)}`],
  [
    `test+algorithm+using+algorithm+separators+and+lots+of+characters+to+excercise+overall+truncation:alsoSome=InTheEncodedSectionToShowHyphenReplacementAndLotsAndLotsOfCharactersToExcerciseEncodedTruncation`,
    "test-algorithm-using-algorithm-s-alsoSome-InTheEncodedSectionToShowHyphenReplacementAndLotsAndLot",
  ],
])("referrersTagOf(%s)", (digest, tag) => expect(referrersTagOf(digest)).toBe(tag));

test("digestInTag knows whole digests only", () => {
  expect(digestInTag(`sha256-${HEX}`)).toBe(`sha256:${HEX}`);
  expect(digestInTag(`sha256-${HEX}.sig`)).toBeUndefined();
  expect(digestInTag(`sha512-${HEX}`)).toBeUndefined();
});

test.each([
  ["library/alpine", true],
  ["a/b/c/d/e", true],
  ["a__b/c--d/e.f", true],
  ["_oci", false],
  ["A/b", false],
  ["a//b", false],
  ["a/b.", false],
  ["a".repeat(256), false],
])("isRepositoryName(%s) is %s", (name, valid) => expect(isRepositoryName(name.split("/"))).toBe(valid));

test.each([
  ["1.0", true],
  ["_x", true],
  [`sha256-${HEX}`, true],
  ["t".repeat(129), false],
  [".x", false],
  ["a b", false],
])("isTag(%s) is %s", (tag, valid) => expect(isTag(tag)).toBe(valid));
