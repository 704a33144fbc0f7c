// The wire trace of a run: its steps in order, each with the requests it took. Pure.
import type { ScenarioStep } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { curlOf } from "../artifact/commands.ts";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { visibleText } from "../ui/format.ts";

/** A step with its requests; `step` is absent for requests that no step names (yet). */
export type TracePart = { key: string; step: ScenarioStep | undefined; rows: LogRow[] };

/** Requests are numbered as they were sent; one that two askers shared stands with both, under its one number. */
export function traceParts(steps: readonly ScenarioStep[], exchanges: readonly Exchange[]): TracePart[] {
  const byId = new Map(logRows(exchanges, []).map((row) => [row.exchange.id, row]));
  const parts: TracePart[] = steps.map((step, at) => ({
    key: `${at}`,
    step,
    rows: step.exchanges.flatMap((id) => byId.get(id) ?? []),
  }));
  const named = new Set(steps.flatMap((step) => step.exchanges));
  const rest = [...byId.values()].filter(({ exchange }) => !named.has(exchange.id));
  return rest.length === 0 ? parts : [...parts, { key: "rest", step: undefined, rows: rest }];
}

/** The whole trace for a shell: what each step does as a comment, then its requests, each once. */
export function curlScript(parts: readonly TracePart[]): string {
  const said = new Set<string>();
  return parts
    .flatMap(({ step, rows }) => [
      ...(step ? [`# ${step.actor}: ${visibleText(step.what)}`] : []),
      ...rows
        .filter(({ exchange: { id } }) => !said.has(id) && said.add(id))
        .map(({ exchange }) => curlOf(exchange)),
    ])
    .join("\n");
}
