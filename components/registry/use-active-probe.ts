"use client";
// An active probe as the page goes through it: listed first, then pushed, then told.
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { ActiveProbe, ActiveProbeRequest, Problem } from "#lib/api";
import { EndpointError, postJson } from "../use-endpoint.ts";
import { LEFTOVERS } from "./use-leftovers.ts";

type Place = { registry: string; repository: string };

/** `place` is what it is about; `plan` stays while its requests are sent, and where that failed. */
export type ActiveProbeState =
  | { phase: "idle" }
  | { phase: "listing"; place: Place }
  | { phase: "listed"; place: Place; plan: ActiveProbe }
  | { phase: "pushing"; place: Place; plan: ActiveProbe }
  | { phase: "done"; place: Place; probe: ActiveProbe }
  | { phase: "stopped"; place: Place }
  | { phase: "failed"; place: Place; problem: Problem; plan?: ActiveProbe };

export type AskedActiveProbe = {
  state: ActiveProbeState;
  /** The dry run: nothing is sent to the registry. */
  list: (place: Place) => void;
  /** Sends what was listed. `notEmpty`: the repository may hold something. */
  push: (place: Place, plan: ActiveProbe, notEmpty?: boolean) => void;
  stop: () => void;
  reset: () => void;
};

/** Leaving the page ends it too; the server cleans up all the same. */
export function useActiveProbe(): AskedActiveProbe {
  const [state, setState] = useState<ActiveProbeState>({ phase: "idle" });
  const stopper = useRef<AbortController>(undefined);
  const client = useQueryClient();
  const router = useRouter();
  useEffect(() => () => stopper.current?.abort(), []);

  const ask = async (place: Place, more: Partial<ActiveProbeRequest>, plan?: ActiveProbe) => {
    stopper.current?.abort();
    const stop = new AbortController();
    stopper.current = stop;
    setState(plan ? { phase: "pushing", place, plan } : { phase: "listing", place });
    const next = await answerOf({ ...place, confirm: place.repository, ...more }, stop.signal, plan);
    if (stopper.current !== stop) return;
    setState({ ...next, place });
    if (!plan) return;
    // The server has learnt about the registry, and may have left something.
    client.invalidateQueries({ queryKey: LEFTOVERS }).catch(() => {});
    router.refresh();
  };
  return {
    state,
    list: (place) => void ask(place, { dryRun: true }),
    push: (place, plan, notEmpty) => void ask(place, { run: plan.run, notEmpty }, plan),
    stop: () => stopper.current?.abort(),
    reset: () => {
      stopper.current?.abort();
      stopper.current = undefined;
      setState({ phase: "idle" });
    },
  };
}

type Answer =
  | { phase: "listed"; plan: ActiveProbe }
  | { phase: "done"; probe: ActiveProbe }
  | { phase: "stopped" }
  | { phase: "failed"; problem: Problem; plan?: ActiveProbe };

async function answerOf(
  request: ActiveProbeRequest,
  signal: AbortSignal,
  plan?: ActiveProbe,
): Promise<Answer> {
  try {
    const probe = await postJson<ActiveProbe>("/api/probe/active", request, signal);
    return plan ? { phase: "done", probe } : { phase: "listed", plan: probe };
  } catch (thrown) {
    if (signal.aborted || !(thrown instanceof EndpointError)) return { phase: "stopped" };
    return { phase: "failed", problem: thrown.problem, plan };
  }
}
