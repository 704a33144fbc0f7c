import { expect, test } from "vitest";
import { parseRange } from "./blobs.ts";

test.each([
  ["bytes=0-0", { first: 0, last: 0 }],
  ["bytes=10-19", { first: 10, last: 19 }],
  ["bytes=90-", { first: 90, last: 99 }],
  ["bytes=-10", { first: 90, last: 99 }],
  ["bytes=-500", { first: 0, last: 99 }],
  ["bytes=90-500", { first: 90, last: 99 }],
  ["bytes=50-0", null],
  ["bytes=100-", null],
  ["bytes=-0", null],
  ["bytes=-", undefined],
  ["bytes=0-1,3-4", undefined],
  ["items=0-1", undefined],
  [undefined, undefined],
])("%s of 100 bytes", (header, range) => expect(parseRange(header, 100)).toEqual(range));

test("nothing of an empty blob can be a range", () => expect(parseRange("bytes=0-", 0)).toBeNull());
