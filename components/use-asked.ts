"use client";
// One question to the server, kept until the reader asks again.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Problem } from "#lib/api";
import { EndpointError, postJson } from "./use-endpoint.ts";

export type Asked<T> = {
  answer: T | undefined;
  /** Why the last asking came to nothing; an earlier answer stays beside it. */
  problem: Problem | undefined;
  isAsking: boolean;
  ask: () => void;
  stop: () => void;
};

/** Posts `request` to the endpoint. `isWanted`: whether the page itself begins to ask. The reader can always. */
export function useAsked<T>(endpoint: string, request: object, isWanted: boolean): Asked<T> {
  const client = useQueryClient();
  const queryKey = useMemo(() => [endpoint, request], [endpoint, request]);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => postJson<T>(endpoint, request, signal),
    enabled: isWanted,
  });
  const { refetch } = query;
  const ask = useCallback(() => {
    refetch().catch(() => {});
  }, [refetch]);
  const stop = useCallback(() => {
    client.cancelQueries({ queryKey }).catch(() => {});
  }, [client, queryKey]);
  return {
    answer: query.data,
    problem: query.error instanceof EndpointError ? query.error.problem : undefined,
    isAsking: query.isFetching,
    ask,
    stop,
  };
}
