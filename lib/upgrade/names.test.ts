import { describe, expect, test } from "vitest";
import { registryIcon, stateWords } from "./names.ts";
import { notAsked, supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";

describe("the seed's names", () => {
  test.each([
    ["leaf", "🌱", "leaf (current)"],
    ["branch", "🌿", "branch (intermediate)"],
    ["tree", "🌲", "tree (complete)"],
    ["bicycle", "🚲", "bicycle (current)"],
    ["motorcycle", "🏍", "motorcycle (complete)"],
    ["rat", "🐀", "rat (current)"],
    ["squirrel", "🐿", "squirrel (intermediate)"],
    ["beaver", "🦫", "beaver (complete)"],
  ] as const)("%s keeps icon and stage", (name, icon, words) => {
    expect(stateWords(name)).toMatchObject({ icon, words });
    expect(stateWords(name).meaning).not.toBe("");
  });

  test.each([
    ["supported", supported("200", ["x1"]), "motorcycle"],
    ["unsupported", unsupported("404", ["x1"]), "bicycle"],
    ["denied", unknownBecause("denied", "401", ["x1"]), undefined],
    ["not asked", notAsked("no repository"), undefined],
  ] as const)("a registry's icon follows the API: %s", (_, referrersApi, icon) => {
    const capabilities = { ...unknownCapabilities("not probed"), referrersApi };
    expect(registryIcon({ capabilities })).toBe(icon);
  });
});

describe("verdicts", () => {
  test("begin as thirteen unknowns that nobody asked about", () => {
    const all = Object.values(unknownCapabilities("not probed"));
    expect(all).toHaveLength(13);
    for (const verdict of all)
      expect(verdict).toEqual({
        support: "unknown",
        confidence: "none",
        evidence: [],
        reason: "not probed",
        because: "not-asked",
      });
  });

  test("a refusal stays unknown and keeps its cause and evidence", () => {
    expect(unknownBecause("rate-limited", "429", ["x7"])).toMatchObject({
      support: "unknown",
      because: "rate-limited",
      evidence: ["x7"],
    });
  });
});
