"use client";
// Asks who can see what, once for an image, until the reader asks again.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Problem, Visibility, VisibilityRequest } from "#lib/api";
import { EndpointError, postJson } from "../use-endpoint.ts";

export type AskedVisibility = {
  visibility: Visibility | undefined;
  /** Why the last asking came to nothing. */
  problem: Problem | undefined;
  isAsking: boolean;
  ask: () => void;
  stop: () => void;
};

/** `isReady`: not before the image itself was explored, so that the registry is not asked twice at once. */
export function useVisibility(request: VisibilityRequest, isReady: boolean): AskedVisibility {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["visibility", request], [request]);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => postJson<Visibility>("/api/visibility", request, signal),
    enabled: isReady,
  });
  const { refetch } = query;
  const ask = useCallback(() => {
    refetch().catch(() => {});
  }, [refetch]);
  const stop = useCallback(() => {
    client.cancelQueries({ queryKey }).catch(() => {});
  }, [client, queryKey]);
  return {
    visibility: query.data,
    problem: query.error instanceof EndpointError ? query.error.problem : undefined,
    isAsking: query.isFetching,
    ask,
    stop,
  };
}
