"use client";
// Runs rows of the table, one run at a time, and keeps what came of each.
import { useEffect, useRef, useState } from "react";
import type { ScenarioEvent, ScenariosRequest } from "#lib/api";
import type { Reading } from "#lib/upgrade";
import { EndpointError, streamNdjson } from "../use-endpoint.ts";
import { begunRun, type LiveRun, type RunEvent, withRunEvents } from "./live-run.ts";
import { rememberRuns, useRuns } from "./run-memory.ts";
import { type Place, placeKey, requestOf } from "./run-request.ts";
import type { Results } from "./scenario-rows.ts";

export type Scenarios = {
  /** The last run of each row, there and in that reading. */
  results: Results;
  /** What runs, or ran last, there and in that reading, since the page was opened. */
  live: LiveRun | undefined;
  /** Whether anything runs: there, or elsewhere. */
  isRunning: boolean;
  run: (ids: string[]) => void;
  /** Ends the run; rows that ended keep their verdicts. */
  stop: () => void;
};

/** Leaving the page ends a run too. */
export function useScenarios(place: Place, reading: Reading): Scenarios {
  const key = placeKey(place, reading);
  const results = useRuns(key);
  const [shown, setShown] = useState<{ key: string; live: LiveRun }>();
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);

  const run = (ids: string[]) => {
    stopper.current?.abort();
    const stop = new AbortController();
    stopper.current = stop;
    setShown({ key, live: begunRun(ids) });
    const take = (events: RunEvent[]) => {
      // What an earlier run still says is no part of this one.
      if (stopper.current !== stop) return;
      rememberRuns(
        key,
        events.flatMap((event) => (event.type === "run" ? event.run : [])),
      );
      setShown((before) => before && { key, live: withRunEvents(before.live, events) });
    };
    void consume(requestOf(ids, place, reading), stop.signal, take);
  };
  return {
    results,
    live: shown?.key === key ? shown.live : undefined,
    isRunning: shown?.live.phase === "running",
    run,
    stop: () => stopper.current?.abort(),
  };
}

async function consume(
  request: ScenariosRequest,
  signal: AbortSignal,
  take: (events: RunEvent[]) => void,
): Promise<void> {
  try {
    for await (const events of streamNdjson<ScenarioEvent>("/api/scenarios", request, signal)) take(events);
    take([{ type: signal.aborted ? "stopped" : "cut" }]);
  } catch (thrown) {
    if (!(thrown instanceof EndpointError)) throw thrown;
    take([{ type: "problem", problem: thrown.problem }]);
  }
}
