import { describe, expect, it } from "vitest";
import { transitionSteps } from "./transition-steps.ts";
import { denied, no, upgradeOf, yes } from "./upgrade.test-support.ts";

const places = (upgrade: ReturnType<typeof upgradeOf>) => transitionSteps(upgrade).map(({ place }) => place);

describe("transitionSteps", () => {
  it.each([
    ["step 1", upgradeOf({ referrersApi: no, subjectAccepted: yes }), ["here", "unknown", "ahead"]],
    ["step 2, unsafe", upgradeOf({ referrersApi: no, ociSubjectHeader: yes }), ["behind", "gap", "ahead"]],
    ["step 3, not compared", upgradeOf({ referrersApi: yes }), ["behind", "unknown", "here"]],
    ["step 3, no gap", upgradeOf({ referrersApi: yes }, { reindexGap: [] }), ["behind", "behind", "here"]],
    [
      "step 3, gap",
      upgradeOf({ referrersApi: yes }, { reindexGap: ["sha256:a"] }),
      ["behind", "gap", "here"],
    ],
    ["no API, no tag seen", upgradeOf({ referrersApi: no }), ["unknown", "unknown", "ahead"]],
    ["API denied", upgradeOf({ referrersApi: denied }), ["unknown", "unknown", "unknown"]],
  ] as const)("%s", (_, upgrade, expected) => expect(places(upgrade)).toEqual(expected));

  it("counts the gap", () => {
    const says = (gap: string[]) =>
      transitionSteps(upgradeOf({ referrersApi: yes }, { reindexGap: gap }))[1].says;
    expect(says(["sha256:a"])).toBe("gap: 1 referrer is in the tag alone");
    expect(says(["sha256:a", "sha256:b"])).toBe("gap: 2 referrers are in the tag alone");
  });

  it("says why nothing is known, with the mark of the reason", () => {
    for (const { mark, says } of transitionSteps(upgradeOf({ referrersApi: denied }))) {
      expect([mark, says]).toEqual(["denied", "not known: denied"]);
    }
  });

  it("is numbered in order", () => {
    expect(transitionSteps(upgradeOf({})).map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});
