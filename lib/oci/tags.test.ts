import { describe, expect, it } from "vitest";
import { cosignTags, isHiddenTag, parseDigestTag, referrersTag } from "./index.ts";

const a64 = "a".repeat(64);
const a128 = "a".repeat(128);

describe("referrersTag", () => {
  // The three worked examples of distribution-spec, "Referrers Tag Schema".
  it.each([
    [`sha256:${a64}`, `sha256-${a64}`],
    [`sha512:${a128}`, `sha512-${a64}`],
    [
      "test+algorithm+using+algorithm+separators+and+lots+of+characters+to+excercise+overall+truncation:alsoSome=InTheEncodedSectionToShowHyphenReplacementAndLotsAndLotsOfCharactersToExcerciseEncodedTruncation",
      "test-algorithm-using-algorithm-s-alsoSome-InTheEncodedSectionToShowHyphenReplacementAndLotsAndLot",
    ],
  ])("of %s", (digest, tag) => {
    expect(referrersTag(digest)).toBe(tag);
    expect(tag).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/);
  });

  it("refuses what is no digest", () => {
    expect(() => referrersTag("latest")).toThrow(expect.objectContaining({ code: "bad-reference" }));
  });
});

describe("cosignTags", () => {
  it("names the three tags of a sha256 digest", () => {
    expect(cosignTags(`sha256:${a64}`)).toEqual([
      `sha256-${a64}.sig`,
      `sha256-${a64}.att`,
      `sha256-${a64}.sbom`,
    ]);
  });

  it("names none for sha512, since no registry takes a tag of 139 characters", () => {
    expect(cosignTags(`sha512:${a128}`)).toEqual([]);
  });
});

describe("parseDigestTag", () => {
  it.each([
    [`sha256-${a64}`, { algorithm: "sha256", encoded: a64, digest: `sha256:${a64}` }],
    [`sha256-${a64}.sig`, { algorithm: "sha256", encoded: a64, suffix: ".sig", digest: `sha256:${a64}` }],
    [`sha256-${a64}.att`, { algorithm: "sha256", encoded: a64, suffix: ".att", digest: `sha256:${a64}` }],
    [`sha256-${a64}.sbom`, { algorithm: "sha256", encoded: a64, suffix: ".sbom", digest: `sha256:${a64}` }],
    // Proposal E: <alg>-<ref>.<hash>.<ext>
    [
      `sha256-${a64}.1a2b3c.sig`,
      { algorithm: "sha256", encoded: a64, suffix: ".1a2b3c.sig", digest: `sha256:${a64}` },
    ],
    [`sha256-${a64}-v1`, { algorithm: "sha256", encoded: a64, suffix: "-v1", digest: `sha256:${a64}` }],
    // Cut to 64: which sha512 digest it was cannot be known.
    [`sha512-${a64}`, { algorithm: "sha512", encoded: a64 }],
    [`sha512-${a64}.sig`, { algorithm: "sha512", encoded: a64, suffix: ".sig" }],
    [`sha512-${a128}`, { algorithm: "sha512", encoded: a128, digest: `sha512:${a128}` }],
    [`sha384-${a64}`, { algorithm: "sha384", encoded: a64 }],
    [`blake3-${a64}`, { algorithm: "blake3", encoded: a64, digest: `blake3:${a64}` }],
  ])("reads %s", (tag, read) => {
    expect(parseDigestTag(tag)).toEqual(read);
    expect(isHiddenTag(tag)).toBe(true);
  });

  it.each([
    "latest",
    "",
    "sha256",
    "sha256-",
    `sha256-${"a".repeat(63)}`,
    `sha256-${"a".repeat(65)}`,
    `sha256-${"A".repeat(64)}`,
    `sha256:${a64}`,
    `main-${"a".repeat(40)}`,
    `main-${a64}`,
    `release-sha256-${a64}`,
    `sha512-${"a".repeat(100)}`,
    `sha256-${a64}\n`,
  ])("takes %j for an ordinary tag", (tag) => {
    expect(parseDigestTag(tag)).toBeUndefined();
    expect(isHiddenTag(tag)).toBe(false);
  });
});
