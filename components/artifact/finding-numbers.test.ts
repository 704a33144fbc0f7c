import { describe, expect, it } from "vitest";
import { digestOf, EXPLORATION } from "../explorer/__fixtures__/exploration.ts";
import { SCENE } from "../explorer/sample-view.test-support.ts";
import { findingNumbers } from "./finding-numbers.ts";
import { namesOfWays, wayTitles } from "./way-words.ts";

describe("findingNumbers", () => {
  const numbers = findingNumbers(EXPLORATION.findings, SCENE);
  it("leads from an attachment to its requests in the log", () => {
    expect(numbers("referrers-api", digestOf("root"))).toEqual([3]);
    expect(numbers("cosign-tag", digestOf("root"))).toEqual([5, 26, 27]);
    expect(numbers("referrers-api", digestOf("amd64"))).toEqual([23]);
  });
  it("is empty where nothing was asked", () => {
    expect(numbers("wg-api", digestOf("amd64"))).toEqual([]);
  });
});

describe("way names", () => {
  it("takes the titles that the answer brought", () => {
    const [way] = EXPLORATION.progress.ways;
    if (!way) throw new Error("the fixture has no way");
    const titles = wayTitles({ ...EXPLORATION.progress, ways: [{ ...way, title: "the API of the future" }] });
    expect(namesOfWays(["cosign-tag", "referrers-api"], titles)).toBe(
      "the API of the future and cosign tags",
    );
  });
  it("joins in the ways' own order", () => {
    expect(namesOfWays(["buildkit", "referrers-tag", "referrers-api"], wayTitles(undefined))).toBe(
      "referrers API, referrers tag and in the index",
    );
  });
});
