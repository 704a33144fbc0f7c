import { expect, it } from "vitest";
import { unknownThing } from "./index.ts";

it.each([
  ["NAME_UNKNOWN", "repository"],
  ["NAME_INVALID", "repository"],
  ["MANIFEST_UNKNOWN", "digest"],
  ["BLOB_UNKNOWN", "digest"],
  ["DIGEST_INVALID", "digest"],
  ["UNSUPPORTED", undefined],
  ["NOT_FOUND", undefined],
  ["", undefined],
  [undefined, undefined],
])("%s speaks of: %s", (code, thing) => {
  expect(unknownThing(code)).toBe(thing);
});
