import { describe, expect, it } from "vitest";
import { expiryOfCapability, leftStanding } from "./keeping.ts";
import { supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";

const yes = supported("200", ["x1"]);
const no = unsupported("404", ["x1"]);
const denied = unknownBecause("denied", "401", ["x1"]);
const of = (known: Partial<ReturnType<typeof unknownCapabilities>>) => ({
  ...unknownCapabilities("not asked"),
  ...known,
});

describe("leftStanding", () => {
  const before = of({ referrersApi: yes, sha512: yes, catalog: no, subjectAccepted: yes });

  it("is what was established before and is left open now, whatever the reason", () => {
    expect(leftStanding(of({ catalog: denied }), before)).toEqual([
      "referrersApi",
      "subjectAccepted",
      "sha512",
      "catalog",
    ]);
  });

  it("is not what is proven now, the same or otherwise", () => {
    expect(leftStanding(of({ referrersApi: yes, sha512: no, catalog: no }), before)).toEqual([
      "subjectAccepted",
    ]);
  });

  it("is not what hangs on an API that is answered otherwise now", () => {
    expect(leftStanding(of({ referrersApi: no }), before)).toEqual(["sha512", "catalog"]);
    expect(leftStanding(of({ referrersApi: yes }), of({ referrersApi: no, artifactTypeFilter: no }))).toEqual(
      [],
    );
  });
});

describe("expiryOfCapability", () => {
  const at = "2026-11-24T09:00:00.000Z";
  it.each([
    ["with an API that answers an hour", of({ referrersApi: yes, sha512: no }), "10:00"],
    ["with an API that is absent ten minutes", of({ referrersApi: no, sha512: yes }), "09:10"],
    ["where the API was left open an hour, if it can", of({ referrersApi: denied, sha512: yes }), "10:00"],
    ["where the API was left open ten minutes, if it cannot", of({ sha512: no }), "09:10"],
  ])("%s", (_, capabilities, until) => {
    expect(expiryOfCapability("sha512", at, capabilities)).toBe(`2026-11-24T${until}:00.000Z`);
  });
});
