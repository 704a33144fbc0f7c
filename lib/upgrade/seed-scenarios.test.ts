import { describe, expect, it } from "vitest";
import { SEED_SCENARIOS, wordsIn } from "./seed-scenarios.ts";

const row = (number: number) => SEED_SCENARIOS.find((scenario) => scenario.number === number);

describe("the seed's table", () => {
  it("has every combination once, numbered from 1 to 18", () => {
    expect(SEED_SCENARIOS.map(({ number }) => number)).toEqual(Array.from({ length: 18 }, (_, at) => at + 1));
    const combinations = SEED_SCENARIOS.map(
      ({ producer, registry, consumer }) => `${producer} ${registry} ${consumer}`,
    );
    expect(new Set(combinations).size).toBe(18);
  });

  it("says what the seed says of a row, and in its words", () => {
    expect(row(1)).toMatchObject({ producer: "leaf", registry: "bicycle", consumer: "rat" });
    expect(row(9)).toMatchObject({
      producer: "branch",
      registry: "bicycle",
      consumer: "beaver",
      description: "Consumer wants artifact-spec, but can fall back to image-spec refers using tags",
    });
    expect(row(17)).toMatchObject({ producer: "tree", registry: "motorcycle", consumer: "squirrel" });
    for (const { description } of SEED_SCENARIOS) expect(description).not.toBe("");
  });

  it("supports 1 to 12, 16 and 18", () => {
    const supported = SEED_SCENARIOS.filter((scenario) => scenario.supported).map(({ number }) => number);
    expect(supported).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 18]);
  });
});

describe("a row's words in a reading", () => {
  it("are the seed's to the letter of Proposal E", () => {
    for (const scenario of SEED_SCENARIOS)
      expect(wordsIn(scenario, "proposal-e")).toEqual({ words: scenario.description });
  });

  it("are others by OCI 1.1 where it withdrew what the seed promises, and the promise stays beside them", () => {
    const changed = SEED_SCENARIOS.filter((scenario) => wordsIn(scenario, "oci-1.1").promised !== undefined);
    expect(changed.map(({ number }) => number)).toEqual([16, 17, 18]);
    for (const scenario of changed) {
      const { words, promised } = wordsIn(scenario, "oci-1.1");
      expect(promised).toBe(scenario.description);
      expect(words).toContain("registry rejects it as OCI 1.1 withdrew it");
    }
  });
});
