"use client";
// Asks for one exploration and keeps what came of it, batch by batch.
import { experimental_streamedQuery as streamedQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import type { ExploreEvent, ExploreRequest, Problem } from "#lib/api";
import { EndpointError, streamNdjson } from "../use-endpoint.ts";
import { type ExplorationView, NOTHING_YET, type ViewEvent, withEvents } from "./exploration-view.ts";

export type AskedExploration = {
  view: ExplorationView;
  /** The fault that kept the exploration from beginning, or that ended it. */
  problem: Problem | undefined;
  isAsking: boolean;
  /** Ends the asking; what is here stays. */
  stop: () => void;
  askAgain: () => void;
};

/** One exploration per request body, kept until the reader asks again. */
export function useExploration(request: ExploreRequest): AskedExploration {
  const client = useQueryClient();
  const stopper = useRef<AbortController>(undefined);
  const queryKey = useMemo(() => ["explore", request], [request]);
  const query = useQuery({
    queryKey,
    queryFn: streamedQuery<ViewEvent[], ExplorationView>({
      streamFn: ({ signal }) => {
        const stop = new AbortController();
        stopper.current = stop;
        return viewEvents(request, signal, stop.signal);
      },
      reducer: withEvents,
      initialValue: NOTHING_YET,
      refetchMode: "reset",
    }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // A Map has no cheap deep comparison, and each batch is new anyway.
    structuralSharing: false,
  });
  const stop = useCallback(() => stopper.current?.abort(), []);
  const askAgain = useCallback(() => {
    client.resetQueries({ queryKey, exact: true }).catch(() => {});
  }, [client, queryKey]);
  const view = query.data ?? NOTHING_YET;
  const thrown = query.error;
  return {
    view,
    problem: thrown instanceof EndpointError ? thrown.problem : view.problem,
    isAsking: query.fetchStatus === "fetching" && view.phase === "asking",
    stop,
    askAgain,
  };
}

/** A fault before the first event is thrown; one after it ends the view, which keeps what it has. */
async function* viewEvents(
  request: ExploreRequest,
  left: AbortSignal,
  stopped: AbortSignal,
): AsyncGenerator<ViewEvent[]> {
  let hasBegun = false;
  try {
    const signal = AbortSignal.any([left, stopped]);
    for await (const events of streamNdjson<ExploreEvent>("/api/explore", request, signal)) {
      hasBegun = true;
      yield events;
    }
    yield [{ type: stopped.aborted ? "stopped" : "cut" }];
  } catch (thrown) {
    if (!hasBegun || !(thrown instanceof EndpointError)) throw thrown;
    yield [{ type: "problem", problem: thrown.problem }];
  }
}
