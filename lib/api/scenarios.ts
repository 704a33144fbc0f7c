import { z } from "zod";
import { exchangeSchema } from "#lib/evidence";
import { readingSchema } from "#lib/upgrade";
import { problemSchema } from "./problem.ts";

/** Rows besides the seed's eighteen. */
export const EXTRA_SCENARIOS = [
  "lost-update",
  "live-transition",
  "header-without-api",
  "quay-like",
  "ghcr-like",
  "gitlab-like",
] as const;
export const extraScenarioSchema = z.enum(EXTRA_SCENARIOS);
export type ExtraScenario = z.infer<typeof extraScenarioSchema>;

/**
 * POST /api/scenarios. Without `registry` and `repository` fresh demo registries are made for the run; with both,
 * that scratch repository is written to, which REFSCOPE_WRITES=on must allow. `extras` run on demo registries alone.
 */
export const scenariosRequestSchema = z.strictObject({
  scenarios: z.array(z.number().int().min(1).max(18)).min(1).max(18).optional(),
  extras: z.array(extraScenarioSchema).max(EXTRA_SCENARIOS.length).optional(),
  /** Default "proposal-e" on the demo registries, "oci-1.1" on a named one. */
  reading: readingSchema.optional(),
  registry: z.string().min(1).max(255).optional(),
  repository: z.string().min(1).max(255).optional(),
  /** Said when the scratch repository holds something, or may. What is there is not touched. */
  notEmpty: z.boolean().optional(),
});
export type ScenariosRequest = z.input<typeof scenariosRequestSchema>;

/** One thing that was done, and what came of it, in words; `exchanges` are ids of the run's own. */
export const scenarioStepSchema = z.object({
  actor: z.enum(["producer", "registry", "consumer"]),
  what: z.string(),
  outcome: z.string(),
  exchanges: z.array(z.string()),
});
export type ScenarioStep = z.infer<typeof scenarioStepSchema>;

/** One thing that the row promises, held against what was seen. `holds` is null where it could not be found out. */
export const scenarioCheckSchema = z.object({
  expected: z.string(),
  observed: z.string(),
  holds: z.boolean().nullable(),
});
export type ScenarioCheck = z.infer<typeof scenarioCheckSchema>;

/**
 * One row, run. `verdict` is "not-run" when the named registry is of the row's other kind, or when nothing could be
 * found out ("why" says which); `holds` is true for "holds" alone.
 */
export const scenarioRunSchema = z.object({
  /** "1" to "18", or an extra's name. */
  id: z.string(),
  /** The seed's number; null for an extra row. */
  number: z.number().int().nullable(),
  reading: readingSchema,
  producer: z.enum(["leaf", "branch", "tree"]),
  registry: z.enum(["bicycle", "motorcycle"]),
  consumer: z.enum(["rat", "squirrel", "beaver"]),
  description: z.string(),
  supportedBySeed: z.boolean(),
  /** Where it ran: host and repository. */
  target: z.object({ registry: z.string(), repository: z.string() }),
  /** One line each, for the table. */
  expected: z.string(),
  observed: z.string(),
  holds: z.boolean(),
  verdict: z.enum(["holds", "differs", "not-run"]),
  /** Why it came out so, in a sentence or two. */
  why: z.string(),
  checks: z.array(scenarioCheckSchema),
  steps: z.array(scenarioStepSchema),
  exchanges: z.array(exchangeSchema),
  /** What was pushed to a named repository and could not be removed: tags and digests. */
  leftovers: z.array(z.string()),
  startedAt: z.string(),
  durationMs: z.number(),
});
export type ScenarioRun = z.infer<typeof scenarioRunSchema>;

/** The answer: the rows in the table's order, then the extras. */
export const scenarioRunsSchema = z.array(scenarioRunSchema);

/** One line of the NDJSON stream: a row begins, takes its steps, and ends as a run. */
export const scenarioEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("begin"), id: z.string() }),
  z.object({ type: z.literal("step"), id: z.string(), step: scenarioStepSchema }),
  z.object({ type: z.literal("exchange"), id: z.string(), exchange: exchangeSchema }),
  z.object({ type: z.literal("run"), run: scenarioRunSchema }),
  z.object({ type: z.literal("done"), runs: z.number().int() }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type ScenarioEvent = z.infer<typeof scenarioEventSchema>;
