"use client";
// Asks for one probe and keeps it until the reader asks again.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Probe, ProbeRequest, Problem } from "#lib/api";
import { EndpointError, postJson } from "../use-endpoint.ts";

export type AskedProbe = {
  probe: Probe | undefined;
  /** Why the last asking came to nothing; an earlier probe stays beside it. */
  problem: Problem | undefined;
  isAsking: boolean;
  ask: () => void;
  stop: () => void;
};

/** `isWanted`: whether the page itself begins to ask. The reader can always. */
export function useProbe(request: ProbeRequest, isWanted: boolean): AskedProbe {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["probe", request], [request]);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => postJson<Probe>("/api/probe", request, signal),
    enabled: isWanted,
    refetchOnReconnect: false,
  });
  const { refetch } = query;
  const ask = useCallback(() => {
    refetch().catch(() => {});
  }, [refetch]);
  const stop = useCallback(() => {
    client.cancelQueries({ queryKey }).catch(() => {});
  }, [client, queryKey]);
  return {
    probe: query.data,
    problem: query.error instanceof EndpointError ? query.error.problem : undefined,
    isAsking: query.isFetching,
    ask,
    stop,
  };
}
