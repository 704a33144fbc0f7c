import { expect, it } from "vitest";
import { expiryOf, isContrary, lifeOf } from "./expiry.ts";
import { supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";

it.each([
  ["an hour, where the API answers", supported("200", []), 3600],
  ["ten minutes, where it is absent", unsupported("404", []), 600],
  ["a minute, where it was denied", unknownBecause("denied", "401", []), 60],
  ["a minute, where it failed", unknownBecause("failed", "503", []), 60],
])("%s", (_, referrersApi, seconds) => {
  expect(lifeOf({ capabilities: { ...unknownCapabilities("not asked"), referrersApi } })).toBe(seconds);
});

const upgradeOf = (referrersApi: ReturnType<typeof supported>) => ({
  capabilities: { ...unknownCapabilities("not asked"), referrersApi },
});

it("counts a verdict's life from when it was made", () => {
  expect(expiryOf("2026-11-24T09:31:04.102Z", upgradeOf(supported("200", [])))).toBe(
    "2026-11-24T10:31:04.102Z",
  );
});

it.each([
  ["proven otherwise", unsupported("404", []), true],
  ["proven again", supported("200", []), false],
  ["denied", unknownBecause("denied", "401", []), false],
])("is contrary only where a proof is against a proof: %s", (_, now, expected) =>
  expect(isContrary(upgradeOf(now), upgradeOf(supported("200", [])))).toBe(expected),
);
