"use client";
// Asks for an audit when the reader says so, and keeps what came of it, batch by batch.
import { experimental_streamedQuery as streamedQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import type { AuditEvent, AuditRequest, Problem } from "#lib/api";
import { EndpointError, streamNdjson } from "../use-endpoint.ts";
import { AuditSum, type AuditView, type AuditViewEvent } from "./audit-view.ts";

export type AskedAudit = {
  /** Undefined until the reader asked. */
  view: AuditView | undefined;
  /** The fault that kept the audit from beginning, or that ended it. */
  problem: Problem | undefined;
  isAsking: boolean;
  start: () => void;
  /** Ends the asking; what is here stays. */
  stop: () => void;
};

/** One audit per repository, kept while the reader goes from page to page. */
export function useAudit(request: AuditRequest): AskedAudit {
  const client = useQueryClient();
  const stopper = useRef<AbortController>(undefined);
  const queryKey = useMemo(() => ["audit", request], [request]);
  const query = useQuery({
    queryKey,
    queryFn: streamedQuery<AuditView, AuditView | undefined>({
      streamFn: ({ signal }) => {
        const stop = new AbortController();
        stopper.current = stop;
        return views(request, signal, stop.signal);
      },
      reducer: (_, view) => view,
      initialValue: undefined,
      refetchMode: "reset",
    }),
    enabled: false,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    structuralSharing: false,
  });
  const { refetch } = query;
  const start = useCallback(() => {
    refetch().catch(() => {});
  }, [refetch]);
  const stop = useCallback(() => {
    // After a change of page the asking may be another component's: then the query itself ends it.
    if (stopper.current) stopper.current.abort();
    else client.cancelQueries({ queryKey }).catch(() => {});
  }, [client, queryKey]);
  const thrown = query.error;
  return {
    view: query.data,
    problem: thrown instanceof EndpointError ? thrown.problem : query.data?.problem,
    isAsking: query.fetchStatus === "fetching",
    start,
    stop,
  };
}

/** A fault before the first event is thrown; one after it ends the view, which keeps what it has. */
async function* views(
  request: AuditRequest,
  left: AbortSignal,
  stopped: AbortSignal,
): AsyncGenerator<AuditView> {
  const sum = new AuditSum();
  let hasBegun = false;
  const signal = AbortSignal.any([left, stopped]);
  try {
    for await (const events of streamNdjson<AuditEvent>("/api/audit", request, signal)) {
      hasBegun = true;
      yield sum.add(events);
    }
    const end: AuditViewEvent = { type: stopped.aborted ? "stopped" : "cut" };
    yield sum.add([end]);
  } catch (thrown) {
    if (!hasBegun || !(thrown instanceof EndpointError)) throw thrown;
    yield sum.add([{ type: "problem", problem: thrown.problem }]);
  }
}
