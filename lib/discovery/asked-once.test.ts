// What keeps questions few: answers that hold for a whole repository, and the window before the registry room.

import { describe, expect, it } from "vitest";
import type { Answer, Listed, Registry } from "#lib/registry";
import { SharedAnswers } from "./shared-answers.ts";
import type { StrategyAnswer, Subject } from "./strategy.ts";
import { windowedRegistry } from "./windowed-registry.ts";

const never = () => Promise.reject(new Error("not to be asked"));
const silent: Registry = {
  ...{ host: "registry.example", origin: "https://registry.example" },
  ...{
    ping: never,
    resolve: never,
    manifest: never,
    manifestBytes: never,
    blob: never,
    tags: never,
    catalog: never,
  },
  ...{ referrers: never, extensions: never, orasReferrers: never, wgReferrers: never, bare: never },
};
const GONE: StrategyAnswer = {
  outcome: "unsupported",
  reason: "404",
  general: true,
  sightings: [],
  exchanges: ["x1"],
};
const NONE: StrategyAnswer = { outcome: "none", sightings: [], exchanges: ["x2"] };

describe("learn", () => {
  /** Asks about `count` digests at once; returns the answers and how often the registry was asked. */
  async function learn(
    answers: (nth: number) => Promise<StrategyAnswer>,
    {
      count = 5,
      repository = () => "app",
      place = "referrer",
    }: { count?: number; repository?: () => string; place?: Subject["place"] } = {},
  ) {
    const shared = new SharedAnswers(silent);
    let asked = 0;
    const all = Array.from({ length: count }, (_, n) => {
      const about = {
        strategy: "referrers-api",
        repository: repository(),
        digest: `sha256:${n}`,
        place,
      } as const;
      return shared.learn("referrers API", about, () => answers(asked++));
    });
    return {
      answers: await Promise.all(all),
      asked: () => asked,
      contradicted: () => shared.contradictions().map(({ digest }) => digest),
    };
  }
  const later = (answer: StrategyAnswer) =>
    new Promise<StrategyAnswer>((resolve) => setTimeout(() => resolve(answer), 5));

  it("asks about two digests where the way does not exist, and says from where that is known", async () => {
    const { asked, answers, contradicted } = await learn(async () => GONE);
    expect(asked()).toBe(2);
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(5).fill("unsupported"));
    expect(answers.map(({ reason }) => reason)).toEqual([
      ...["404", "404"],
      ...Array(3).fill("404 (learnt from sha256:0…, not asked again)"),
    ]);
    expect(answers[4]?.exchanges).toEqual(["x1"]);
    expect(contradicted()).toEqual([]);
  });

  it("takes one digest's 404 for this digest's alone", async () => {
    const { asked, answers, contradicted } = await learn(async (nth) => (nth === 0 ? GONE : NONE));
    expect(asked()).toBe(5);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["unsupported", ...Array(4).fill("none")]);
    expect(contradicted()).toEqual(["sha256:0"]);
  });

  it("asks about every digest that a person or an index names", async () => {
    expect((await learn(async () => GONE, { place: "named" })).asked()).toBe(5);
  });

  it("asks about each digest where the way exists", async () => {
    expect((await learn(async () => NONE)).asked()).toBe(5);
  });

  it("learns nothing from a fault, nor from a refusal of one digest", async () => {
    const { asked, answers } = await learn(async (nth) => {
      if (nth === 0) throw new Error("lost");
      return { ...GONE, outcome: "denied", general: false };
    });
    expect(asked()).toBe(5);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["failed", ...Array(4).fill("denied")]);
  });

  it("takes every 404 back once another digest is listed, in whatever order they end", async () => {
    const { contradicted } = await learn(async (nth) => (nth < 3 ? GONE : later(NONE)), { place: "named" });
    expect(contradicted()).toEqual(["sha256:0", "sha256:1", "sha256:2"]);
    const swapped = await learn(async (nth) => (nth < 3 ? later(GONE) : NONE), { place: "named" });
    expect(swapped.contradicted()).toEqual(["sha256:0", "sha256:1", "sha256:2"]);
  });

  it("keeps repositories apart", async () => {
    let n = 0;
    const { asked } = await learn(async () => GONE, { count: 4, repository: () => `app${n++}` });
    expect(asked()).toBe(4);
  });
});

describe("windowedRegistry", () => {
  it("hands on so many questions at a time, in order, and goes on after one that fails", async () => {
    const began: string[] = [];
    const ends: (() => void)[] = [];
    const registry = windowedRegistry(
      {
        ...silent,
        tags: (repository) =>
          new Promise<Answer<Listed<string>>>((_, reject) => {
            began.push(repository);
            ends.push(() => reject(new Error("lost")));
          }),
      },
      2,
    );
    const all = ["a", "b", "c", "d", "e"].map((name) => registry.tags(name).catch(() => name));
    await Promise.resolve();
    expect(began).toEqual(["a", "b"]);
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
      expect(ends.length).toBeLessThanOrEqual(2);
    }
    expect(await Promise.all(all)).toEqual(["a", "b", "c", "d", "e"]);
    expect(began).toEqual(["a", "b", "c", "d", "e"]);
  });
});
