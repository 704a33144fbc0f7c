import { describe, expect, it } from "vitest";
import { denied, limited, no, upgradeOf, yes } from "./upgrade.test-support.ts";
import { oci11Words, proposalEWords, stepWords, unknownLook } from "./upgrade-words.ts";

describe("proposalEWords", () => {
  it.each([
    ["no API", { referrersApi: no }, { seed: "bicycle", stage: "current" }],
    [
      "API and manifest",
      { referrersApi: yes, artifactManifest: yes },
      { seed: "motorcycle", stage: "complete" },
    ],
    [
      "API, manifest not tried: never called complete",
      { referrersApi: yes },
      { seed: "motorcycle", stage: "API", rest: "manifest not tried" },
    ],
    [
      "API, manifest tried and not told",
      { referrersApi: yes, artifactManifest: denied },
      { seed: "motorcycle", stage: "API", rest: "manifest not known" },
    ],
    [
      "API, manifest refused",
      { referrersApi: yes, artifactManifest: no },
      { seed: "motorcycle", stage: "API", rest: "not representable" },
    ],
    [
      "below bicycle: no seed's name fits",
      { referrersApi: no, subjectAccepted: no },
      { rest: "not representable" },
    ],
  ] as const)("%s", (_, capabilities, words) =>
    expect(proposalEWords(upgradeOf(capabilities))).toEqual(words),
  );

  it("gives an unknown the mark of its reason", () => {
    expect(proposalEWords(upgradeOf({ referrersApi: denied })).unknown).toEqual(unknownLook("denied"));
    expect(proposalEWords(upgradeOf({ referrersApi: limited })).unknown?.mark).toBe("rate-limited");
    expect(proposalEWords(upgradeOf({})).unknown?.mark).toBe("not-asked");
  });
});

describe("oci11Words", () => {
  it.each([
    [{ referrersApi: no }, "OCI 1.0 with referrers tags"],
    [{ referrersApi: yes }, "OCI 1.1, as far as reading shows"],
    [{ referrersApi: yes, artifactManifest: no }, "complete OCI 1.1"],
    [{ referrersApi: yes, artifactManifest: yes }, "OCI 1.1 release candidate"],
    [{ referrersApi: denied }, "unknown"],
  ])("of %j", (capabilities, words) => expect(oci11Words(upgradeOf(capabilities))).toBe(words));
});

describe("stepWords", () => {
  it("names the step where one is shown", () => {
    expect(stepWords(upgradeOf({ referrersApi: yes }))).toBe("step 3");
    expect(stepWords(upgradeOf({ referrersApi: no, subjectAccepted: yes }))).toBe("step 1");
    expect(stepWords(upgradeOf({ referrersApi: denied }))).toBe("step not known");
  });
});

describe("unknownLook", () => {
  it("has a mark and a word of its own for each reason, none of them green", () => {
    const looks = (["answered", "denied", "rate-limited", "failed", "not-asked"] as const).map(unknownLook);
    expect(new Set(looks.map(({ mark }) => mark)).size).toBe(looks.length);
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
    expect(looks.map(({ tone }) => tone)).not.toContain("ok");
  });
});
