import { describe, expect, it } from "vitest";
import { isDigest, parseDigest, shortDigest } from "./index.ts";

const HEX = "0123456789abcdef";
const sha256 = `sha256:${HEX.repeat(4)}`;
const sha512 = `sha512:${HEX.repeat(8)}`;

describe("parseDigest", () => {
  it.each([
    [sha256, "sha256", true],
    [sha512, "sha512", true],
    [`sha384:${HEX.repeat(6)}`, "sha384", false],
    [`blake3:${HEX.repeat(4)}`, "blake3", false],
    ["multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8", "multihash+base58", false],
    ["sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564", "sha256+b64u", false],
    ["a.b_c-d+e:=", "a.b_c-d+e", false],
  ])("reads %s", (text, algorithm, verifiable) => {
    const encoded = text.slice(algorithm.length + 1);
    expect(parseDigest(text)).toEqual({ algorithm, encoded, text, verifiable });
    expect(isDigest(text)).toBe(true);
  });

  it.each([
    ["", "algorithm:encoded"],
    ["sha256", "algorithm:encoded"],
    [`${sha256}0`, "64 hex digits; this one has 65"],
    ["sha256:", "64 hex digits; this one has 0"],
    [`sha256:${"A".repeat(64)}`, "lower case"],
    [`sha512:${HEX.repeat(4)}`, "128 hex digits; this one has 64"],
    [`sha512:${"g".repeat(128)}`, "digits 0-9"],
    [`SHA256:${HEX.repeat(4)}`, "algorithm"],
    ["a++b:c", "algorithm"],
    ["+a:c", "algorithm"],
    [":c", "algorithm"],
    ["foo:", "After the colon"],
    ["foo:b/c", "After the colon"],
    ["foo:b\n", "After the colon"],
    [`foo:${"a".repeat(300)}`, "at most 255"],
  ])("refuses %j", (text, told) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text)).toThrow(
      expect.objectContaining({ code: "bad-reference", message: expect.stringContaining(told) }),
    );
  });

  it("blames the registry for a digest that the registry sent", () => {
    expect(() => parseDigest("nonsense", "malformed-answer")).toThrow(
      expect.objectContaining({ code: "malformed-answer" }),
    );
  });
});

describe("shortDigest", () => {
  it.each([
    [sha256, "sha256:012345…abcdef"],
    [sha512, "sha512:012345…abcdef"],
    ["sha256:0123456789abc", "sha256:0123456789abc"],
    ["sha256:012345…abcdef", "sha256:012345…abcdef"],
    ["latest", "latest"],
    ["", ""],
  ])("shows %s as %s", (text, short) => expect(shortDigest(text)).toBe(short));
});
