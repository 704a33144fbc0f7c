import { describe, expect, it } from "vitest";
import type { Problem, ScenarioStep } from "#lib/api";
import { begunRun, type RunEvent, unfinished, withRunEvents } from "./live-run.ts";
import { exchangeOf, runOf } from "./upgrade.test-support.ts";

const STEP: ScenarioStep = { actor: "producer", what: "pushes X", outcome: "201", exchanges: ["x1"] };
const runAfter = (ids: string[], ...events: RunEvent[]) => withRunEvents(begunRun(ids), events);
const phases = (run: ReturnType<typeof begunRun>) => [...run.rows].map(([id, { phase }]) => `${id} ${phase}`);

describe("withRunEvents", () => {
  it("fills a row step by step, and keeps the run as it ended", () => {
    const midway = runAfter(
      ["8", "9"],
      { type: "begin", id: "8" },
      { type: "exchange", id: "8", exchange: exchangeOf("x1", 201) },
      { type: "step", id: "8", step: STEP },
    );
    expect(phases(midway)).toEqual(["8 running", "9 waiting"]);
    expect(midway.rows.get("8")).toMatchObject({ steps: [STEP], exchanges: [{ id: "x1" }] });
    const run = runOf("8", { steps: [STEP], exchanges: [exchangeOf("x1", 201)] });
    const ended = withRunEvents(midway, [{ type: "run", run }]);
    expect(phases(ended)).toEqual(["8 done", "9 waiting"]);
    expect(ended.ended).toEqual([run]);
    expect(ended.phase).toBe("running");
  });

  it("is done when the stream says so, and not changed by its end", () => {
    const done = runAfter(
      ["8"],
      { type: "run", run: runOf("8") },
      { type: "done", runs: 1 },
      { type: "cut" },
    );
    expect(done.phase).toBe("done");
    expect(unfinished(done)).toEqual([]);
  });

  it.each(["cut", "stopped"] as const)(
    "leaves a row that had begun broken, and the others as they were: %s",
    (type) => {
      const events: RunEvent[] = [{ type: "run", run: runOf("7") }, { type: "begin", id: "8" }, { type }];
      const run = runAfter(["7", "8", "9"], ...events);
      expect(run.phase).toBe(type);
      expect(phases(run)).toEqual(["7 done", "8 broken", "9 left"]);
      expect(unfinished(run)).toEqual(["8", "9"]);
    },
  );

  it("ends with the problem, and keeps what ended before it", () => {
    const problem = { code: "timed-out", title: "late" } as Problem;
    const run = runAfter(["7", "8"], { type: "run", run: runOf("7") }, { type: "problem", problem });
    expect(run).toMatchObject({ phase: "cut", problem: { code: "timed-out" } });
    expect(run.ended).toHaveLength(1);
  });
});
