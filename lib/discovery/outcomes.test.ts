import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding, Outcome } from "#lib/evidence";
import { outcomeSchema } from "#lib/evidence";
import { completenessOf, mostTelling } from "./outcomes.ts";
import { Tally } from "./progress.ts";
import { combineAnswers } from "./strategies/combine-answers.ts";
import { STRATEGIES } from "./strategies/index.ts";
import type { StrategyAnswer } from "./strategy.ts";

const outcomes = fc.constantFrom(...outcomeSchema.options);
const finding = (outcome: Outcome, truncated = false): Finding => ({
  strategy: "referrers-api",
  subject: "s",
  outcome,
  count: 0,
  exchanges: [],
  truncated,
});
const answer = (outcome: Outcome, fields: Partial<StrategyAnswer> = {}): StrategyAnswer => ({
  outcome,
  sightings: [],
  exchanges: [],
  ...fields,
});
const sighting = {
  descriptor: { mediaType: "m", digest: "d", size: 1 },
  repository: "r",
  relation: "refers" as const,
};

describe("mostTelling", () => {
  it.each<[Outcome[], Outcome]>([
    [[], "not-asked"],
    [["none", "unsupported"], "none"],
    [["none", "failed", "unsupported"], "failed"],
    [["failed", "denied", "rate-limited"], "denied"],
    [["denied", "found"], "found"],
  ])("%j is %s", (all, word) => expect(mostTelling(all)).toBe(word));
});

describe("completenessOf", () => {
  it("is complete only when every way that was asked answered for sure", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(outcomes, fc.boolean())), (answers) => {
        const completeness = completenessOf(answers.map(([outcome, cut]) => finding(outcome, cut)));
        const sure = answers.every(
          ([outcome, cut]) => !cut && !["denied", "rate-limited", "failed"].includes(outcome),
        );
        expect(completeness === "complete").toBe(sure);
      }),
    );
  });

  it("names the worst cause", () => {
    expect(completenessOf([finding("none", true), finding("failed")])).toBe("failed");
    expect(completenessOf([finding("failed"), finding("rate-limited")])).toBe("rate-limited");
    expect(completenessOf([finding("rate-limited"), finding("denied"), finding("found")])).toBe("denied");
  });
});

describe("combineAnswers", () => {
  it("never says 'none' when a part is open, and marks a find beside one as cut", () => {
    expect(combineAnswers([answer("none"), answer("failed", { reason: "timed out" })])).toMatchObject({
      outcome: "failed",
      reason: "timed out",
    });
    const mixed = combineAnswers([answer("found", { sightings: [sighting] }), answer("denied")]);
    expect(mixed).toMatchObject({ outcome: "found", truncated: true });
    expect(combineAnswers([answer("none"), answer("unsupported")])).toMatchObject({
      outcome: "none",
      truncated: false,
    });
  });
});

describe("Tally", () => {
  it("tells one row a way: what is under way, what came, and the most telling word", () => {
    const tally = new Tally(STRATEGIES);
    expect(tally.snapshot(0).ways.map(({ strategy }) => strategy)).toEqual(STRATEGIES.map(({ id }) => id));
    tally.asked("referrers-api");
    tally.asked("referrers-api");
    tally.answered("referrers-api", answer("denied", { reason: "403", exchanges: ["x1", "x2"] }));
    expect(tally.snapshot(3).ways[0]).toMatchObject({
      asking: 1,
      answered: 1,
      unanswered: 1,
      outcome: "denied",
      reason: "403",
    });
    tally.answered("referrers-api", answer("found", { sightings: [sighting], exchanges: ["x2", "x3"] }));
    expect(tally.snapshot(3)).toMatchObject({ nodes: 3, requests: 3 });
    expect(tally.snapshot(3).ways[0]).toMatchObject({ asking: 0, answered: 2, found: 1, outcome: "found" });
  });
});
