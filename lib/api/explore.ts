import { z } from "zod";
import {
  completenessSchema,
  exchangeSchema,
  findingSchema,
  outcomeSchema,
  strategyIdSchema,
} from "#lib/evidence";
import { edgeSchema, graphSchema, lensSchema, nodeSchema } from "#lib/graph";
import { upgradeSchema } from "#lib/upgrade";
import { problemSchema } from "./problem.ts";

export const DEFAULT_DEPTH = 8;
export const DEFAULT_MAX_NODES = 2000;

/** POST /api/explore. `reference` is anything that people paste; what it comes to has at most 512 characters. */
export const exploreRequestSchema = z.strictObject({
  reference: z.string().min(1).max(2048),
  lens: lensSchema.default("everything"),
  depth: z.number().int().min(1).max(16).default(DEFAULT_DEPTH),
  maxNodes: z.number().int().min(1).max(5000).default(DEFAULT_MAX_NODES),
  strategies: z.array(strategyIdSchema).min(1).optional(),
  /** Repositories of the same registry where referrers may be kept (COSIGN_REPOSITORY style). */
  otherRepositories: z.array(z.string().min(1).max(255)).max(8).default([]),
});
export type ExploreRequest = z.input<typeof exploreRequestSchema>;

/** What the reference came to. */
export const resolvedSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: z.string(),
  tag: z.string().optional(),
  /** "HEAD", "GET" or "digest" (nothing was asked to learn it). */
  by: z.enum(["HEAD", "GET", "digest"]),
});
export type Resolved = z.infer<typeof resolvedSchema>;

/** How far the asking is: one row a strategy, over all subjects asked so far. */
export const progressSchema = z.object({
  ways: z.array(
    z.object({
      strategy: strategyIdSchema,
      title: z.string(),
      /** The worst and the best said in one word: "found" if anything was, else the most telling outcome. */
      outcome: outcomeSchema,
      /** Questions under way. */
      asking: z.number().int(),
      answered: z.number().int(),
      found: z.number().int(),
      /** Of the answers, how many were denied, rate-limited or failed. */
      unanswered: z.number().int(),
      reason: z.string().optional(),
    }),
  ),
  nodes: z.number().int(),
  requests: z.number().int(),
});
export type Progress = z.infer<typeof progressSchema>;

export const explorationSchema = z.object({
  reference: z.string(),
  resolved: resolvedSchema,
  lens: lensSchema,
  graph: graphSchema,
  completeness: completenessSchema,
  findings: z.array(findingSchema),
  exchanges: z.array(exchangeSchema),
  upgrade: upgradeSchema,
  progress: progressSchema,
  startedAt: z.string(),
  durationMs: z.number(),
});
export type Exploration = z.infer<typeof explorationSchema>;

/** One line of the NDJSON stream. `node`, `edge` and `progress` lines replace earlier ones of the same id. */
export const exploreEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("image"), reference: z.string(), resolved: resolvedSchema, root: z.string() }),
  z.object({ type: z.literal("node"), node: nodeSchema }),
  z.object({ type: z.literal("edge"), edge: edgeSchema }),
  z.object({ type: z.literal("exchange"), exchange: exchangeSchema }),
  z.object({ type: z.literal("progress"), progress: progressSchema }),
  z.object({ type: z.literal("registry"), upgrade: upgradeSchema }),
  z.object({ type: z.literal("done"), exploration: explorationSchema }),
  /** The last line when the exploration ended with a fault; what was sent before stays valid. */
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type ExploreEvent = z.infer<typeof exploreEventSchema>;
