// What keeps questions few: answers that hold for a whole repository, and the window before the registry room.

import { describe, expect, it } from "vitest";
import type { Answer, Listed, Registry } from "#lib/registry";
import { SharedAnswers } from "./shared-answers.ts";
import type { StrategyAnswer } from "./strategy.ts";
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
    count = 5,
    repository = () => "app",
  ) {
    const shared = new SharedAnswers(silent);
    let asked = 0;
    const all = Array.from({ length: count }, (_, n) =>
      shared.learn("referrers API", repository(), `sha256:${n}`, () => answers(asked++)),
    );
    return { asked: () => asked, answers: await Promise.all(all) };
  }

  it("asks once where the way does not exist, and says from where that is known", async () => {
    const { asked, answers } = await learn(async () => GONE);
    expect(asked()).toBe(1);
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(5).fill("unsupported"));
    expect(answers[0]?.reason).toBe("404");
    expect(answers[1]).toMatchObject({
      exchanges: ["x1"],
      reason: "404 (learnt from sha256:0…, not asked again)",
    });
  });

  it("asks about each digest where the way exists", async () => {
    expect((await learn(async () => NONE)).asked()).toBe(5);
  });

  it("learns nothing from a fault, and everything from a later answer", async () => {
    const { asked, answers } = await learn(async (nth) => {
      if (nth === 0) throw new Error("lost");
      return GONE;
    }, 1);
    expect(asked()).toBe(1);
    expect(answers[0]?.outcome).toBe("failed");
  });

  it("takes a 404 for no answer once another digest was listed", async () => {
    const { asked, answers } = await learn(async (nth) => (nth === 0 ? NONE : GONE), 3);
    expect(asked()).toBe(3);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["none", "failed", "failed"]);
    expect(answers[1]).toMatchObject({
      reason: "404; the API listed other digests here, so that is no answer",
      exchanges: ["x1"],
    });
    expect(answers[1]?.general).toBeUndefined();
  });

  it("takes a 404 back when a list comes later, in whatever order they end", async () => {
    const { asked, answers } = await learn(async (nth) => {
      if (nth === 0) throw new Error("lost");
      if (nth < 3) return GONE;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return NONE;
    });
    expect(asked()).toBe(5);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "failed", "none", "none"]);
  });

  it("keeps repositories apart", async () => {
    let n = 0;
    expect(
      (
        await learn(
          async () => GONE,
          4,
          () => `app${n++}`,
        )
      ).asked(),
    ).toBe(4);
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
