import { describe, expect, it } from "vitest";
import { digestOf } from "../explorer/__fixtures__/exploration.ts";
import { isBlobPath, looksLikeDigest, parseForReading, WrittenNumber } from "./json-text.ts";

describe("parseForReading", () => {
  it("keeps every digit of a number that JavaScript would round", () => {
    expect(parseForReading('{"a":12345678901234567890,"b":1604,"c":1.50}')).toEqual({
      a: new WrittenNumber("12345678901234567890"),
      b: 1604,
      c: new WrittenNumber("1.50"),
    });
  });
  it("reads the rest as it is", () => {
    expect(parseForReading('[null,true,"x",{"y":[]}]')).toEqual([null, true, "x", { y: [] }]);
  });
  it("throws for what is no JSON", () => expect(() => parseForReading("<html>")).toThrow(SyntaxError));
});

describe("looksLikeDigest", () => {
  it.each([digestOf("x"), `sha512:${"a".repeat(128)}`, `blake3:${"b".repeat(64)}`])("takes %s", (text) => {
    expect(looksLikeDigest(text)).toBe(true);
  });
  it.each(["application/json", "https://example.com", "sha256:short", `sha256:${"a".repeat(300)}`, ""])(
    "leaves %j",
    (text) => {
      expect(looksLikeDigest(text)).toBe(false);
    },
  );
});

describe("isBlobPath", () => {
  it("tells blobs from manifests by where they are named", () => {
    expect(["config", "layers", "blobs"].map((field) => isBlobPath([field, "0", "digest"]))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["subject", "manifests", "refers"].map((field) => isBlobPath([field, "digest"]))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isBlobPath([])).toBe(false);
  });
});
