// How an active probe, its plan and what it left are said. Pure.
import type { ActiveProbe, Leftovers, LeftThing, PlannedRequest, ProbeStep } from "#lib/api";
import { countOf } from "../ui/format.ts";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** Ink, never green: what a registry can do proves nothing about an image. */
export const STEP_LOOKS: Record<ProbeStep["outcome"], { mark: MarkName; tone: Tone; word: string }> = {
  yes: { mark: "tick", tone: "ink-2", word: "yes" },
  no: { mark: "unsupported", tone: "mute", word: "no" },
  unknown: { mark: "unread", tone: "warn", word: "not known" },
  "not-run": { mark: "not-asked", tone: "mute", word: "not run" },
};

/** Requests of one purpose, in the order in which they are sent. */
export type PlanPart = { key: string; title: string; requests: PlannedRequest[] };

const BEFORE = "Reading beforehand, and seeing what is free";
const AFTER = "Cleaning up";

/** The plan by step: what is read first, the steps in their order, the cleaning last. */
export function planParts(plan: readonly PlannedRequest[], steps: readonly ProbeStep[]): PlanPart[] {
  const isCleaning = ({ what }: PlannedRequest) => what.startsWith("clean up");
  const own = plan.filter(({ step }) => step === undefined);
  const parts = [
    { key: "before", title: BEFORE, requests: own.filter((request) => !isCleaning(request)) },
    ...steps.map(({ id, title }) => ({ key: id, title, requests: plan.filter(({ step }) => step === id) })),
    { key: "after", title: AFTER, requests: own.filter(isCleaning) },
  ];
  return parts.filter(({ requests }) => requests.length > 0);
}

export function isWrite({ method }: Pick<PlannedRequest, "method">): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** "91 requests: 35 write, of these 17 to clean up; the rest read." */
export function planSummary(plan: readonly PlannedRequest[]): string {
  const writes = plan.filter(isWrite);
  const deletes = writes.filter(({ method }) => method === "DELETE").length;
  return `${countOf(plan.length, "request")}: ${writes.length} write, ${deletes} of them to take it away again; the rest read.`;
}

/** All other faults come before the first push: after it a step fails, and the probe goes on. */
const MAY_HAVE_PUSHED = new Set(["unreachable", "internal"]);

/** What became of an active probe's pushes when a fault ended it. `hasBegun`: it was told to push, not only to list. */
export function pushedWords(code: string, hasBegun: boolean): string {
  return hasBegun && MAY_HAVE_PUSHED.has(code)
    ? "What was pushed by then is listed as left, and can be cleaned up."
    : "Nothing was pushed.";
}

/** "3 blobs, 14 manifests and 2 tags" */
export function thingsText(things: readonly Pick<LeftThing, "kind">[]): string {
  const counts = (["blob", "manifest", "tag"] as const).flatMap((kind) => {
    const count = things.filter((thing) => thing.kind === kind).length;
    return count === 0 ? [] : countOf(count, kind);
  });
  const last = counts.pop();
  return counts.length === 0 ? (last ?? "nothing") : `${counts.join(", ")} and ${last}`;
}

type LeftBehind = Leftovers[number]["things"][number];

/** What runs left, by registry, in the order in which the registries come up. */
export function leftByRegistry(runs: Leftovers): { registry: string; things: LeftBehind[] }[] {
  const all = runs.flatMap(({ things }) => things);
  const registries = [...new Set(all.map(({ registry }) => registry))];
  return registries.map((registry) => ({
    registry,
    things: all.filter((thing) => thing.registry === registry),
  }));
}

/** What became of all that was pushed, in a sentence. */
export function endingText({ pushed, leftovers }: Pick<ActiveProbe, "pushed" | "leftovers">): string {
  const there = pushed.filter(({ ending }) => ending !== "absent");
  if (there.length === 0) return "Nothing that was pushed stayed on the registry.";
  const what = `${thingsText(there)} ${there.length === 1 ? "was" : "were"} pushed`;
  if (leftovers.length === 0) return `${what} and taken away again. Nothing is left.`;
  const rest = leftovers.length === 1 ? "1 thing is" : `${leftovers.length} things are`;
  return `${what}; ${rest} still there, or may be.`;
}
