"use client";
// Asks for one exploration and keeps what came of it, batch by batch.
import { experimental_streamedQuery as streamedQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useMemo, useRef } from "react";
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
    // Who sees what is told from an exploration of its own: it must not stay older than this one.
    const matrix = { queryKey: ["/api/visibility", { reference: request.reference }] };
    client.invalidateQueries({ ...matrix, refetchType: "none" }).catch(() => {});
    client.resetQueries({ queryKey, exact: true }).catch(() => {});
  }, [client, queryKey, request.reference]);
  const view = query.data ?? NOTHING_YET;
  const problem = query.error instanceof EndpointError ? query.error.problem : view.problem;
  const isAsking = query.fetchStatus === "fetching" && view.phase === "asking";
  const asked = useMemo(
    () => ({ view, problem, isAsking, stop, askAgain }),
    [view, problem, isAsking, stop, askAgain],
  );
  // Drawing what came may wait for the reader's clicks and keys, and is done in slices.
  return useDeferredValue(asked);
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
      await quiet();
    }
    yield [{ type: stopped.aborted ? "stopped" : "cut" }];
  } catch (thrown) {
    if (!hasBegun || !(thrown instanceof EndpointError)) throw thrown;
    yield [{ type: "problem", problem: thrown.problem }];
  }
}

/** How long what came may wait for a page that is busy. */
const PATIENCE_MS = 300;

/** Resolves when the page has drawn what it was given: a new batch would make it begin anew. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    // Not every browser tells when it is idle.
    if (typeof requestIdleCallback === "undefined") setTimeout(resolve, PATIENCE_MS / 2);
    else requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
  });
}
