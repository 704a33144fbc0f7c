import { expect, it } from "vitest";
import { lifeOf } from "./expiry.ts";
import { supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";

it.each([
  ["an hour, where the API answers", supported("200", []), 3600],
  ["ten minutes, where it is absent", unsupported("404", []), 600],
  ["a minute, where it was denied", unknownBecause("denied", "401", []), 60],
  ["a minute, where it failed", unknownBecause("failed", "503", []), 60],
])("%s", (_, referrersApi, seconds) => {
  expect(lifeOf({ capabilities: { ...unknownCapabilities("not asked"), referrersApi } })).toBe(seconds);
});
