// Runs of rows for tests, as the contract has them.
import { type ScenarioRun, scenarioRunSchema } from "#lib/api";
import type { Exchange } from "#lib/evidence";

export const AT = "2026-11-24T09:31:04.102Z";

export function exchangeOf(id: string, status: number | undefined, more: Partial<Exchange> = {}): Exchange {
  return {
    id,
    method: "GET",
    url: `http://bicycle.localhost:5001/v2/scenario/8/${id}`,
    status,
    headers: {},
    requestHeaders: {},
    durationMs: 3,
    at: AT,
    purpose: "test",
    ...more,
  };
}

/** A run of scenario `id` on a bicycle, held by its schema. */
export function runOf(id: string, more: Partial<ScenarioRun> = {}): ScenarioRun {
  const number = Number(id);
  return scenarioRunSchema.parse({
    id,
    number: Number.isInteger(number) ? number : null,
    reading: "proposal-e",
    producer: "branch",
    registry: "bicycle",
    consumer: "squirrel",
    description: "Producer / consumer working in compatibility mode with tags",
    supportedBySeed: true,
    target: { registry: "bicycle.localhost:5001", repository: "scenario/8" },
    expected: "1 found by referrers tag",
    observed: "1 found by referrers tag",
    holds: (more.verdict ?? "holds") === "holds",
    verdict: "holds",
    why: "The tag lists what was pushed.",
    checks: [{ expected: "the API answers 404", observed: "404, text/plain", holds: true }],
    steps: [],
    exchanges: [],
    leftovers: [],
    startedAt: AT,
    durationMs: 84,
    ...more,
  });
}
