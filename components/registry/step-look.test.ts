import { expect, it } from "vitest";
import { transition } from "#lib/upgrade";
import { stepLook, stepSays } from "./step-look.ts";
import { denied, no, upgradeOf, yes } from "./upgrade.test-support.ts";

const looks = (upgrade: ReturnType<typeof upgradeOf>) =>
  transition(upgrade).steps.map((step) => [stepLook(step).mark, stepSays(step)]);

it("marks what is behind, where it stands, and what is ahead", () => {
  expect(looks(upgradeOf({ referrersApi: no, subjectAccepted: yes }))).toEqual([
    ["tick", "the registry is here"],
    ["not-asked", "cannot be seen from outside"],
    ["unsupported", "no referrers API"],
  ]);
});

it("marks a gap", () => {
  expect(looks(upgradeOf({ referrersApi: yes }, { reindexGap: ["sha256:a"] }))[1]).toEqual([
    "failed",
    "gap: 1 referrer is in the tag alone",
  ]);
});

it("says why nothing is known, with the mark of the reason", () => {
  for (const look of looks(upgradeOf({ referrersApi: denied }))) {
    expect(look).toEqual(["denied", "not known: denied"]);
  }
});
