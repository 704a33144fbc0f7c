// The wire trace of a run: its steps in order, each with the requests it took. Pure.
import type { ScenarioStep } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { curlOf } from "../artifact/commands.ts";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { visibleText } from "../ui/format.ts";

/** A step with its requests; `step` is absent for requests that no step names (yet). */
export type TracePart = { key: string; step: ScenarioStep | undefined; rows: LogRow[] };

/** Requests are numbered as they were sent; one that two steps name stands with the first. */
export function traceParts(steps: readonly ScenarioStep[], exchanges: readonly Exchange[]): TracePart[] {
  const left = new Map(logRows(exchanges, []).map((row) => [row.exchange.id, row]));
  const parts: TracePart[] = steps.map((step, at) => ({
    key: `${at}`,
    step,
    rows: step.exchanges.flatMap((id) => {
      const row = left.get(id);
      left.delete(id);
      return row ?? [];
    }),
  }));
  return left.size === 0 ? parts : [...parts, { key: "rest", step: undefined, rows: [...left.values()] }];
}

/** The whole trace for a shell: what each step does as a comment, then its requests. */
export function curlScript(parts: readonly TracePart[]): string {
  return parts
    .flatMap(({ step, rows }) => [
      ...(step ? [`# ${step.actor}: ${visibleText(step.what)}`] : []),
      ...rows.map(({ exchange }) => curlOf(exchange)),
    ])
    .join("\n");
}
