import { describe, expect, it } from "vitest";
import {
  countOf,
  cutEnd,
  formatAge,
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  shortenDigest,
  shortenPath,
  visibleLines,
  visibleText,
} from "./format.ts";

const DIGEST = `sha256:9f2c41${"0".repeat(52)}d3b71e`;

describe("formatBytes", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [1604, "1.6 kB"],
    [9960, "10 kB"],
    [48_112, "48 kB"],
    [999_600, "1 MB"],
    [61_204_112, "61 MB"],
    [5_300_000_000, "5.3 GB"],
  ])("%i is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe("formatCount, countOf", () => {
  it("parts thousands by thin spaces", () => expect(formatCount(48_112)).toBe("48\u202f112"));
  it("says one in the singular", () => expect(countOf(1, "VEX", "VEX")).toBe("1 VEX"));
  it("says many in the plural", () => expect(countOf(12, "scan report")).toBe("12 scan reports"));
});

describe("formatDuration", () => {
  it.each([
    [0.4, "0 ms"],
    [41, "41 ms"],
    [912, "0.9 s"],
    [9000, "9 s"],
    [59_990, "1 min"],
    [65_000, "1 min 5 s"],
  ])("%d ms is %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("formatAge", () => {
  const now = Date.parse("2026-11-24T09:31:00Z");
  it.each([
    ["2026-11-24T09:30:48Z", "12 s"],
    ["2026-11-24T09:31:30Z", "0 s"],
    ["2026-11-24T09:17:00Z", "14 min"],
    ["2026-11-24T06:20:00Z", "3 h"],
    ["2026-11-23T08:00:00Z", "1 day"],
    ["2026-11-22T08:00:00Z", "2 days"],
    ["2026-06-01T00:00:00Z", "5 months"],
    ["2020-06-01T00:00:00Z", "6 years"],
  ])("%s is %s ago", (then, age) => expect(formatAge(then, now)).toBe(age));
  it("is nothing for what is no time", () => expect(formatAge("yesterday", now)).toBeUndefined());
});

describe("formatClock", () => {
  it("has milliseconds", () => expect(formatClock("2026-11-24T09:31:04.102Z")).toMatch(/^\d\d:31:04\.102$/));
  it("is empty for what is no time", () => expect(formatClock("x")).toBe(""));
});

describe("digests and paths", () => {
  it("keeps the algorithm and shortens the middle", () => {
    expect(shortenDigest(DIGEST)).toEqual({ algorithm: "sha256:", rest: "9f2c41…d3b71e" });
  });
  it("does not shorten twice", () => {
    const { algorithm, rest } = shortenDigest(DIGEST);
    expect(shortenDigest(algorithm + rest)).toEqual({ algorithm, rest });
  });
  it("shortens every digest in a path, and only those", () => {
    const path = `/v2/deadbeef/manifests/${DIGEST.replace(":", "-")}.att?n=1000`;
    expect(shortenPath(path)).toBe("/v2/deadbeef/manifests/sha256-9f2c41…d3b71e.att?n=1000");
  });
});

describe("cutEnd", () => {
  it("leaves what fits", () => expect(cutEnd("SLSA provenance v1", 22)).toBe("SLSA provenance v1"));
  it("cuts to the length, ellipsis included", () => expect(cutEnd("0123456789", 5)).toBe("0123…"));
  it("cuts between characters, not within one", () => expect(cutEnd("🦫🦫🦫🦫", 3)).toBe("🦫🦫…"));
  it("leaves no space before the ellipsis", () => expect(cutEnd("a b c d", 4)).toBe("a b…"));
});

describe("visibleText", () => {
  it("shows what turns the line around", () => {
    expect(visibleText("safe\u202egnp.exe")).toBe("safe\ufffdgnp.exe");
  });
  it.each(["\u0000", "\u001b[31m", "\u200b", "\u2066", "\ufeff", "\n"])("hides no %j", (text) => {
    expect(visibleText(text)).toContain("\ufffd");
  });
  it("leaves letters of every script, and emoji, alone", () => {
    expect(visibleText("Ångström 東京 שלום 🐿")).toBe("Ångström 東京 שלום 🐿");
  });
  it("keeps the line ends of a text of several lines", () => {
    expect(visibleLines("a\r\n\tb\u0000")).toBe("a\n  b\ufffd");
  });
});
