// A run of several rows as the page knows it so far: what the stream's events add up to. Pure.
import type { Problem, ScenarioEvent, ScenarioRun, ScenarioStep } from "#lib/api";
import type { Exchange } from "#lib/evidence";

/** What can happen besides the stream's own events: the reader stopped it, or it ended before it was done. */
export type RunEvent = ScenarioEvent | { type: "stopped" } | { type: "cut" };

/** "running": more may come. "stopped", "cut": nothing more comes, and some rows have no end. */
export type RunPhase = "running" | "done" | "stopped" | "cut";

/** A row of the run: not begun, taking its steps, ended, or left without an end ("broken") or a beginning ("left"). */
export type LiveRow = {
  phase: "waiting" | "running" | "done" | "broken" | "left";
  steps: readonly ScenarioStep[];
  exchanges: readonly Exchange[];
};

export type LiveRun = {
  phase: RunPhase;
  rows: ReadonlyMap<string, LiveRow>;
  /** Rows that ended, in the order in which they did. */
  ended: readonly ScenarioRun[];
  /** A fault that ended the run, or kept it from beginning. */
  problem?: Problem;
};

const WAITING: LiveRow = { phase: "waiting", steps: [], exchanges: [] };

/** A run of these rows that has not begun. */
export function begunRun(ids: readonly string[]): LiveRun {
  return { phase: "running", rows: new Map(ids.map((id) => [id, WAITING])), ended: [] };
}

/** The run after a batch of events. */
export function withRunEvents(run: LiveRun, events: readonly RunEvent[]): LiveRun {
  const rows = new Map(run.rows);
  const change = (id: string, to: (row: LiveRow) => LiveRow) => rows.set(id, to(rows.get(id) ?? WAITING));
  let { phase, problem } = run;
  const ended = [...run.ended];
  for (const event of events) {
    switch (event.type) {
      case "begin":
        change(event.id, (row) => ({ ...row, phase: "running" }));
        break;
      case "step":
        change(event.id, (row) => ({ ...row, steps: [...row.steps, event.step] }));
        break;
      case "exchange":
        change(event.id, (row) => ({ ...row, exchanges: [...row.exchanges, event.exchange] }));
        break;
      case "run":
        change(event.run.id, () => ({
          phase: "done",
          steps: event.run.steps,
          exchanges: event.run.exchanges,
        }));
        ended.push(event.run);
        break;
      case "problem":
        problem = event.problem;
        phase = "cut";
        break;
      case "done":
        phase = "done";
        break;
      case "stopped":
      case "cut":
        if (phase === "running") phase = event.type;
    }
  }
  return { phase, rows: phase === "running" ? rows : leftOver(rows), ended, problem };
}

/** Rows without an end when the run has one. */
export function unfinished(run: LiveRun): string[] {
  return [...run.rows].filter(([, { phase }]) => phase !== "done").map(([id]) => id);
}

const ENDS = { waiting: "left", running: "broken", done: "done", broken: "broken", left: "left" } as const;

function leftOver(rows: ReadonlyMap<string, LiveRow>): Map<string, LiveRow> {
  return new Map([...rows].map(([id, row]) => [id, { ...row, phase: ENDS[row.phase] }]));
}
