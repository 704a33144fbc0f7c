// The eighteen rows in both readings, and those besides, on the demo registries: verdicts, traces and evidence.
import { describe, expect, it } from "vitest";
import { EXTRA_SCENARIOS, scenarioEventSchema, scenarioRunSchema } from "#lib/api";
import { SEED_SCENARIOS, wordsIn } from "#lib/upgrade";
import { goldenOf } from "./golden.test-support.ts";
import { runExtra } from "./run-extra.ts";
import { runOnDemo } from "./run-on-demo.ts";
import { ALL, listening } from "./scenarios.test-support.ts";
import type { Happening, Run } from "./shapes.ts";

const READINGS = ["proposal-e", "oci-1.1"] as const;

describe.each(READINGS)("all eighteen on the demo registries, %s", async (reading) => {
  const { told, options } = listening(reading);
  const runs = await runOnDemo(ALL, options);

  it("hold", () => {
    expect(runs.map(({ id, verdict, why }) => ({ id, verdict, why }))).toEqual(
      ALL.map((n) => ({ id: String(n), verdict: "holds", why: expect.any(String) })),
    );
    for (const { checks, holds } of runs) expect([holds, ...checks.map((c) => c.holds)]).not.toContain(false);
  });

  it("come out as their words in this reading say, a rejected push too", () => {
    for (const [at, { observed, why }] of runs.entries()) {
      const scenario = SEED_SCENARIOS[at];
      const { words, promised } = scenario ? wordsIn(scenario, reading) : { words: "", promised: undefined };
      expect(`${at + 1} ${/^push 4\d\d/.test(observed)}`).toBe(
        `${at + 1} ${words.includes("registry rejects")}`,
      );
      if (promised) expect(why).toContain(`“${promised}”`);
      if (promised) expect(why).toContain("the right outcome in this reading");
    }
  });

  it("leave the trace that is kept", async () => {
    await expect(goldenOf(runs)).toMatchFileSnapshot(`__golden__/demo.${reading}.txt`);
  });

  it("are what the contract says, in the seed's words", () => {
    for (const run of runs) expect(scenarioRunSchema.parse(run)).toEqual(run);
    for (const event of told) scenarioEventSchema.parse(event);
    expect(runs.map(({ description, supportedBySeed }) => [description, supportedBySeed])).toEqual(
      SEED_SCENARIOS.map(({ description, supported }) => [description, supported]),
    );
  });

  it("are told as they happen, each request before the step that it is in", () => {
    wellTold(runs, told);
  });
});

describe("one row alone", () => {
  it("is run alone", async () => {
    const { told, options } = listening("oci-1.1");
    const runs = await runOnDemo([8], options);
    expect(runs.map(({ id }) => id)).toEqual(["8"]);
    expect(new Set(told.flatMap((event) => ("id" in event ? event.id : [])))).toEqual(new Set(["8"]));
  });

  it("of the rat is one GET, and one about an empty list asks no tag", async () => {
    const { options } = listening("oci-1.1");
    const [rat, squirrel] = await runOnDemo([1, 5], options);
    expect(asked(rat)).toEqual(["GET manifests"]);
    expect(asked(squirrel)).toEqual(["GET referrers"]);
  });

  it("ends when its caller leaves", async () => {
    const left = new AbortController();
    const { options } = listening("oci-1.1", left.signal);
    const emit = (event: Happening) => event.type === "run" && left.abort();
    await expect(runOnDemo(ALL, { ...options, emit })).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("the rows besides", async () => {
  const { told, options } = listening("oci-1.1");
  const runs: Run[] = [];
  for (const name of EXTRA_SCENARIOS) runs.push(await runExtra(name, options));

  it.each(EXTRA_SCENARIOS)("%s holds", (name) => {
    const run = runs.find(({ id }) => id === name);
    expect(run?.checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(run).toMatchObject({ verdict: "holds", number: null, reading: "oci-1.1" });
    expect(scenarioRunSchema.parse(run)).toEqual(run);
  });

  it("leave the trace that is kept, but for the race, whose order is chance", async () => {
    const orderly = runs.filter(({ id }) => id !== "lost-update");
    await expect(goldenOf(orderly)).toMatchFileSnapshot("__golden__/demo.extras.txt");
  });

  it("are told as they happen", () => wellTold(runs, told));
});

function wellTold(runs: readonly Run[], told: readonly Happening[]): void {
  for (const run of runs) {
    const own = told.filter((event) => ("id" in event ? event.id : event.run.id) === run.id);
    expect(own[0]?.type).toBe("begin");
    expect(own.at(-1)).toEqual({ type: "run", run });
    expect(own.flatMap((event) => (event.type === "step" ? event.step : []))).toEqual(run.steps);
    const heard = new Set<string>();
    for (const event of own) {
      if (event.type === "exchange") heard.add(event.exchange.id);
      if (event.type === "step") for (const id of event.step.exchanges) expect(heard).toContain(id);
    }
    // Nothing was sent that no step owns up to.
    const inSteps = new Set(run.steps.flatMap(({ exchanges }) => exchanges));
    expect(run.exchanges.filter(({ id }) => !inSteps.has(id))).toEqual([]);
    expect(heard).toEqual(new Set(run.exchanges.map(({ id }) => id)));
  }
}

function asked(run: Run | undefined): string[] {
  const ids = new Set(run?.steps.filter(({ actor }) => actor === "consumer").flatMap((s) => s.exchanges));
  return (run?.exchanges ?? [])
    .filter(({ id }) => ids.has(id))
    .map(({ method, url }) => `${method} ${url.split("/").at(-2)}`);
}
