import { z } from "zod";
import { completenessSchema, exchangeSchema, strategyIdSchema } from "#lib/evidence";
import { readingSchema } from "#lib/upgrade";
import { visibilityMatrixSchema } from "#lib/visibility";
import { resolvedSchema } from "./explore.ts";

/** POST /api/visibility: read-only. The image is explored, and the three generations of consumers are run on it. */
export const visibilityRequestSchema = z.strictObject({
  reference: z.string().min(1).max(2048),
  /** Repositories of the same registry where referrers may be kept besides. */
  otherRepositories: z.array(z.string().min(1).max(255)).max(8).default([]),
  /** The ways of finding that the exploration asks; absent: those that apply. */
  strategies: z.array(strategyIdSchema).min(1).optional(),
  /** How the generations read the path: with "proposal-e" they list tags by prefix where the API fails. */
  reading: readingSchema.default("oci-1.1"),
});
export type VisibilityRequest = z.input<typeof visibilityRequestSchema>;

/**
 * Who can see what is attached to an image. `cells[row][column]` is an index into `verdicts`; "not-known" never means
 * "not-found". `exchanges` are those that the verdicts rest on.
 */
export const visibilitySchema = visibilityMatrixSchema.extend({
  reference: z.string(),
  resolved: resolvedSchema,
  reading: readingSchema,
  /** Of the exploration that the clients' columns rest on. */
  completeness: completenessSchema,
  exchanges: z.array(exchangeSchema),
  /** All requests, of the exploration and of the runs. */
  requests: z.number().int(),
  /** What was not looked at, in sentences. */
  notes: z.array(z.string()),
  startedAt: z.string(),
  durationMs: z.number(),
});
export type Visibility = z.infer<typeof visibilitySchema>;
