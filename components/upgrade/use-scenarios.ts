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

/** A run, and where and how it was begun: what is chosen on the page may be another by now. */
export type PlacedRun = { place: Place; reading: Reading; live: LiveRun };

export type Scenarios = {
  /** The last run of each row, there and in that reading. */
  results: Results;
  /** What runs, or ran last, there and in that reading, since the page was opened. */
  live: LiveRun | undefined;
  /** What runs elsewhere, or in the other reading. */
  elsewhere: PlacedRun | undefined;
  /** Whether anything runs: there, or elsewhere. */
  isRunning: boolean;
  /** Nothing begins while anything runs. `notEmpty`: the scratch repository may hold something; what is there is not touched. */
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
  const [shown, setShown] = useState<PlacedRun & { key: string }>();
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);

  const isHere = shown?.key === key;
  const isRunning = shown?.live.phase === "running";
  const run: Scenarios["run"] = (ids, { notEmpty } = {}) => {
    if (isRunning) return;
    const stop = new AbortController();
    stopper.current = stop;
    setShown({ key, place, reading, live: begunRun(ids) });
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
      setShown((before) => before && { ...before, live: withRunEvents(before.live, events) });
    };
    void consume(requestOf(ids, place, reading, notEmpty), stop.signal, take);
  };
  return {
    results,
    live: isHere ? shown.live : undefined,
    elsewhere: isRunning && !isHere ? shown : undefined,
    isRunning,
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
