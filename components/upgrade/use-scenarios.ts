"use client";
// Runs rows of the table, one run at a time, and keeps what came of each.
import { useEffect, useMemo, useRef, useState } from "react";
import type { ScenarioEvent, ScenariosRequest } from "#lib/api";
import type { Reading } from "#lib/upgrade";
import { EndpointError, streamNdjson } from "../use-endpoint.ts";
import { begunRun, type LiveRun, type RunEvent, withRunEvents } from "./live-run.ts";
import { rememberRuns, useRuns } from "./run-memory.ts";
import { EXTRAS_KEY, type Place, placeKey, requestOf } from "./run-request.ts";
import type { Results } from "./scenario-rows.ts";

export type Scenarios = {
  /** The last run of each row, there and in that reading. */
  results: Results;
  /** What runs, or ran last, there and in that reading, since the page was opened. */
  live: LiveRun | undefined;
  /** Whether anything runs: there, or elsewhere. */
  isRunning: boolean;
  /** `notEmpty`: the scratch repository may hold something; what is there is not touched. */
  run: (ids: string[], options?: { notEmpty?: boolean }) => void;
  /** Ends the run; rows that ended keep their verdicts. */
  stop: () => void;
};

/** Leaving the page ends a run too. */
export function useScenarios(place: Place, reading: Reading): Scenarios {
  const key = placeKey(place, reading);
  const own = useRuns(key);
  const extras = useRuns(EXTRAS_KEY);
  const results = useMemo(() => new Map([...own, ...extras]), [own, extras]);
  const [shown, setShown] = useState<{ key: string; live: LiveRun }>();
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);

  const run: Scenarios["run"] = (ids, { notEmpty } = {}) => {
    stopper.current?.abort();
    const stop = new AbortController();
    stopper.current = stop;
    setShown({ key, live: begunRun(ids) });
    const take = (events: RunEvent[]) => {
      // What an earlier run still says is no part of this one.
      if (stopper.current !== stop) return;
      const ended = events.flatMap((event) => (event.type === "run" ? event.run : []));
      rememberRuns(
        key,
        ended.filter(({ number }) => number !== null),
      );
      rememberRuns(
        EXTRAS_KEY,
        ended.filter(({ number }) => number === null),
      );
      setShown((before) => before && { key, live: withRunEvents(before.live, events) });
    };
    void consume(requestOf(ids, place, reading, notEmpty), stop.signal, take);
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
