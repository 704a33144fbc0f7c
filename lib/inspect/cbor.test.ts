import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCbor } from "./cbor.ts";

/** RFC 8949, appendix A, and what must not be read. */
const of = (hex: string) => readCbor(Uint8Array.from(Buffer.from(hex, "hex")));

describe("CBOR", () => {
  it.each([
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1_000_000],
    ["1b000000e8d4a51000", 1_000_000_000_000],
    ["20", -1],
    ["3863", -100],
    ["60", ""],
    ["6449455446", "IETF"],
    ["62c3bc", "ü"],
    ["f4", false],
    ["f5", true],
    ["f6", null],
    ["83010203", [1, 2, 3]],
    ["9f0102ff", [1, 2]],
    ["c11a514b67b0", { tag: 1, value: 1_363_896_240 }],
    [
      "d28443a10126a0f640",
      { tag: 18, value: [Uint8Array.from([0xa1, 1, 0x26]), new Map(), null, new Uint8Array()] },
    ],
  ])("%s", (hex, value) => {
    expect(of(hex)).toEqual({ value });
  });

  it("keeps maps by texts and numbers", () => {
    expect(of("a201026161820304")).toEqual({
      value: new Map<unknown, unknown>([
        [1, 2],
        ["a", [3, 4]],
      ]),
    });
  });

  it.each([
    ["", undefined, "The CBOR breaks at byte 0: it ends there."],
    ["83010", [1], "The CBOR breaks at byte 2: it ends there."],
    ["8301", [1], "The CBOR breaks at byte 2: it ends there."],
    ["4501", undefined, "The CBOR breaks at byte 0: longer bytes than are left."],
    ["5bffffffffffffffff", undefined, "The CBOR breaks at byte 0: longer bytes than are left."],
    ["5f4101ff", undefined, "The CBOR breaks at byte 0: bytes without a length, which COSE does not use."],
    ["a2010101", new Map([[1, 1]]), "The CBOR breaks at byte 4: it ends there."],
    ["a201020103", new Map([[1, 2]]), "The CBOR breaks at byte 3: the key 1 is there twice."],
    ["a14001", new Map(), "The CBOR breaks at byte 1: a key that is neither text nor number."],
    ["f97e00", undefined, "The CBOR breaks at byte 0: a value of a kind that COSE does not use."],
    ["1c", undefined, "The CBOR breaks at byte 0: a length cannot be read."],
    ["ff", undefined, undefined],
    ["a101ff", new Map(), "The CBOR breaks at byte 2: a break stands where a value must."],
  ])("%s breaks", (hex, value, problem) => {
    const read = of(hex);
    expect([read.value, read.problem]).toEqual([value, problem]);
  });

  it("stops at what is too deep or too long", () => {
    expect(of("81".repeat(100)).problem).toBe("The CBOR breaks at byte 17: it is too deep or too long.");
    expect(of(`9a00ffffff${"00".repeat(20_000)}`).problem).toMatch(/too deep or too long/);
  });

  it("ends in an answer for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(() => readCbor(bytes)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
