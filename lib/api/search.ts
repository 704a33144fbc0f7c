import { z } from "zod";
import { searchFindingSchema } from "#lib/compare";
import { completenessSchema, exchangeSchema } from "#lib/evidence";
import { resolvedSchema } from "./explore.ts";

/** POST /api/search: read-only. Every SBOM that is attached to the image is opened. */
export const searchRequestSchema = z.strictObject({
  reference: z.string().min(1).max(2048),
  /** A part of a package's name, package URL, CPE or version, in any case. */
  query: z.string().trim().min(1).max(200),
  otherRepositories: z.array(z.string().min(1).max(255)).max(8).default([]),
});
export type SearchRequest = z.input<typeof searchRequestSchema>;

/** Whether a package is in an image. Of what could not be read nothing is said. */
export const searchSchema = searchFindingSchema.extend({
  reference: z.string(),
  resolved: resolvedSchema,
  query: z.string(),
  completeness: completenessSchema,
  /** The requests that read the SBOMs, and those that failed. */
  exchanges: z.array(exchangeSchema),
  requests: z.number().int(),
  notes: z.array(z.string()),
  startedAt: z.string(),
  durationMs: z.number(),
});
export type Search = z.infer<typeof searchSchema>;
