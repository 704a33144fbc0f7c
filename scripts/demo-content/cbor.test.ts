import { expect, it } from "vitest";
import { type Cbor, encodeCbor } from "./cbor.mts";

const hex = (value: Cbor): string => encodeCbor(value).toString("hex");

// Appendix A of RFC 8949.
it.each<[Cbor, string]>([
  [0, "00"],
  [23, "17"],
  [24, "1818"],
  [1000, "1903e8"],
  [1_000_000, "1a000f4240"],
  [-1, "20"],
  [-1000, "3903e7"],
  ["IETF", "6449455446"],
  [Buffer.from("01020304", "hex"), "4401020304"],
  [[1, [2, 3]], "8201820203"],
  [{ tag: 1, value: 1363896240 }, "c11a514b67b0"],
  [
    new Map<string, Cbor>([
      ["a", 1],
      ["b", [2, 3]],
    ]),
    "a26161016162820203",
  ],
])("encodes %j", (value, expected) => {
  expect(hex(value)).toBe(expected);
});
