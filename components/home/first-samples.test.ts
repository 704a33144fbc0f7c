import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { firstSamples } from "./first-samples.ts";

type Sample = { stage: string; repository: string; tag: string };

const { samples }: { samples: Sample[] } = JSON.parse(
  readFileSync(new URL("../../lib/sandbox/content/catalog.json", import.meta.url), "utf8"),
);
const listed = samples.map(({ stage, repository, tag }, at) => ({
  reference: `${stage}.localhost:${5001 + at}/${repository}:${tag}`,
}));

describe("firstSamples", () => {
  it("finds each of its eight among the demo content", () => {
    const first = firstSamples(listed);
    expect(first).toHaveLength(8);
    expect(first[0]?.reference).toMatch(/^bicycle\.localhost:\d+\/refscope\/app:/);
    expect(first.at(-1)?.reference).toContain("/private/app:");
    expect(new Set(first).size).toBe(8);
  });

  it("shows the first few of samples that it does not know", () => {
    const others = Array.from({ length: 9 }, (_, n) => ({ reference: `one.localhost:1/other/app:${n}` }));
    expect(firstSamples(others)).toEqual(others.slice(0, 8));
    expect(firstSamples([])).toEqual([]);
  });
});
