"use client";
// What runs left on a registry, and taking it away.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Cleaning, Leftovers, Problem } from "#lib/api";
import { EndpointError, getJson, postJson } from "../use-endpoint.ts";

export const LEFTOVERS = ["leftovers"];

/** A cleaning of one run: under way, done, or not begun. */
export type CleaningState =
  | { phase: "cleaning" }
  | { phase: "done"; cleaning: Cleaning }
  | { phase: "failed"; problem: Problem };

export type LeftoverRuns = {
  /** Of runs that have ended. */
  runs: Leftovers;
  /** Why the list could not be read: then `runs` says what an earlier one had, or nothing. */
  problem: Problem | undefined;
  isReading: boolean;
  readAgain: () => void;
};

export type AskedLeftovers = LeftoverRuns & {
  /** By run. */
  cleanings: ReadonlyMap<string, CleaningState>;
  clean: (run: string) => void;
};

/** What ended runs left, on any registry. Nobody is asked for the list. */
export function useLeftoverRuns(): LeftoverRuns {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: LEFTOVERS,
    queryFn: ({ signal }) => getJson<Leftovers>("/api/leftovers", signal),
    // Runs that this page knows nothing of leave something too.
    staleTime: 0,
  });
  return {
    runs: useMemo(() => (data ?? []).filter(({ isRunning }) => !isRunning), [data]),
    problem: error instanceof EndpointError ? error.problem : undefined,
    isReading: isFetching,
    readAgain: () => void refetch().catch(() => {}),
  };
}

/** The same of one registry, and taking it away. */
export function useLeftovers(registry: string): AskedLeftovers {
  const client = useQueryClient();
  const all = useLeftoverRuns();
  const [cleanings, setCleanings] = useState<ReadonlyMap<string, CleaningState>>(new Map());
  const told = (run: string, state: CleaningState) => setCleanings((known) => new Map(known).set(run, state));

  const clean = async (run: string) => {
    told(run, { phase: "cleaning" });
    told(run, await cleaned(run));
    await client.invalidateQueries({ queryKey: LEFTOVERS });
  };
  const runs = all.runs.filter(({ things }) => things.some((thing) => thing.registry === registry));
  return { ...all, runs, cleanings, clean: (run) => void clean(run).catch(() => {}) };
}

async function cleaned(run: string): Promise<CleaningState> {
  try {
    return { phase: "done", cleaning: await postJson<Cleaning>("/api/leftovers/clean", { run }) };
  } catch (thrown) {
    if (!(thrown instanceof EndpointError)) throw thrown;
    return { phase: "failed", problem: thrown.problem };
  }
}
