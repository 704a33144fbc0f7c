"use client";
// What only a push shows: an active probe of a scratch repository, listed request by request before any is sent.
import type { LeftThing } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { visibleText } from "../ui/format.ts";
import { Asking, MarkIcon } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { ActiveProbeForm } from "./active-probe-form.tsx";
import { ActiveProbeProblem } from "./active-probe-problem.tsx";
import { ActiveProbeResult } from "./active-probe-result.tsx";
import type { OpenExchange } from "./exchange-links.tsx";
import { LeftoversList } from "./leftovers-list.tsx";
import { PlanList } from "./plan-list.tsx";
import type { ActiveProbeState, AskedActiveProbe } from "./use-active-probe.ts";
import { useLeftovers } from "./use-leftovers.ts";

/**
 * `writes`: whether this server may write at all; `isUnreachable`: the registry cannot be asked now, so that nothing can
 * be pushed, and only what was left before is shown. `exchanges` are the ids of the page's log, in their order.
 */
export function ActiveProbePanel({
  asked,
  registry,
  writes,
  isUnreachable,
  exchanges,
  onOpen,
}: {
  asked: AskedActiveProbe;
  registry: string;
  writes: boolean;
  isUnreachable: boolean;
  exchanges: string[];
  onOpen: OpenExchange;
}) {
  const leftovers = useLeftovers(registry);
  const { state } = asked;
  const isDone = state.phase === "done";
  const cannotBegin = isUnreachable && state.phase === "idle";
  if (cannotBegin && leftovers.runs.length === 0 && !leftovers.problem) return null;
  const reasons: LeftThing[] = isDone ? state.probe.leftovers : [];
  return (
    <Panel
      title="Active probe"
      note="What only a push shows"
      actions={
        isDone && (
          <Button dense onClick={asked.reset}>
            Probe another repository
          </Button>
        )
      }
    >
      <div className="grid gap-2.5 py-2.5">
        {isDone ? (
          <ActiveProbeResult probe={state.probe} exchanges={exchanges} onOpen={onOpen} />
        ) : (
          <div className="grid gap-2.5 px-3">
            <p className="max-w-[720px] text-12 leading-[18px] text-ink-2">
              Pushes two small blobs and about a dozen small manifests to a scratch repository, reads how the
              registry treats them, and takes them away again. It decides what reading leaves open: whether
              subjects are taken, indexed and confirmed, the artifact manifest, sha512, conditional writes.
            </p>
            {cannotBegin ? (
              <Unreachable />
            ) : writes ? (
              <Asked asked={asked} registry={registry} />
            ) : (
              <WritesOff />
            )}
          </div>
        )}
        <div className="px-3 empty:hidden">
          <LeftoversList leftovers={leftovers} writes={writes} reasons={reasons} />
        </div>
      </div>
    </Panel>
  );
}

function Unreachable() {
  return (
    <p className="flex items-start gap-1.5 text-12 font-semibold text-ink-2">
      <MarkIcon mark="not-asked" className="mt-px" />
      The registry cannot be asked now, so nothing can be pushed to it.
    </p>
  );
}

function WritesOff() {
  return (
    <div className="grid max-w-[520px] gap-1.5 text-12">
      <p className="flex items-start gap-1.5 font-semibold text-warn">
        <MarkIcon mark="denied" className="mt-px" />
        Writing to registries is switched off. To switch it on, start Refscope with:
      </p>
      <CommandLine command="REFSCOPE_WRITES=on npm start" />
    </div>
  );
}

function Asked({
  asked: { state, list, push, stop, reset },
  registry,
}: {
  asked: AskedActiveProbe;
  registry: string;
}) {
  switch (state.phase) {
    case "idle":
    case "listing":
      return (
        <>
          <ActiveProbeForm registry={registry} isBusy={state.phase === "listing"} onList={list} />
          {state.phase === "listing" && <Asking>listing its requests; none is sent</Asking>}
        </>
      );
    case "listed":
    case "pushing":
      return (
        <Planned state={state} onPush={() => push(state.place, state.plan)} onStop={stop} onReset={reset} />
      );
    case "stopped":
    case "failed": {
      const plan = state.phase === "failed" ? state.plan : undefined;
      const anyway = () => plan && push(state.place, plan, true);
      return <ActiveProbeProblem state={state} onAnyway={anyway} onReset={reset} />;
    }
    case "done":
      return null;
  }
}

function Planned({
  state: { phase, place, plan },
  onPush,
  onStop,
  onReset,
}: {
  state: Extract<ActiveProbeState, { phase: "listed" | "pushing" }>;
  onPush: () => void;
  onStop: () => void;
  onReset: () => void;
}) {
  const target = `${place.registry}/${place.repository}`;
  return (
    <>
      <PlanList plan={plan} />
      <div className="flex flex-wrap items-center gap-2">
        {phase === "pushing" ? (
          <>
            <Asking>pushing to {visibleText(target)}</Asking>
            <Button onClick={onStop}>Stop, and clean up</Button>
          </>
        ) : (
          <>
            <Button look="primary" className="max-w-full" onClick={onPush}>
              <span className="truncate">Push to {visibleText(target)}</span>
            </Button>
            <Button onClick={onReset}>Another repository</Button>
          </>
        )}
      </div>
    </>
  );
}
