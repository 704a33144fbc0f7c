import { z } from "zod";
import {
  mirrorSideSchema,
  packageComparisonSchema,
  provenanceComparisonSchema,
  referrerRowSchema,
  sbomNameSchema,
  unreadSchema,
} from "#lib/compare";
import { completenessSchema, exchangeSchema } from "#lib/evidence";
import { NODE_KINDS } from "#lib/graph";
import { resolvedSchema } from "./explore.ts";

const referenceSchema = z.string().min(1).max(2048);
const repositoriesSchema = z.array(z.string().min(1).max(255)).max(8).default([]);

/** POST /api/compare: read-only. Both images are explored, and their SBOMs and provenances are opened. */
export const compareRequestSchema = z.strictObject({
  left: referenceSchema,
  right: referenceSchema,
  /** Repositories where referrers may be kept besides; each is looked for in the registry of its own side. */
  otherRepositories: z.strictObject({ left: repositoriesSchema, right: repositoriesSchema }).optional(),
});
export type CompareRequest = z.input<typeof compareRequestSchema>;

/** One of the two images. `kind` is "index" or "image", or an artifact's own. */
const comparedSideSchema = z.object({
  reference: z.string(),
  resolved: resolvedSchema,
  kind: z.enum(NODE_KINDS),
  completeness: completenessSchema,
  referrers: z.number().int(),
  /** SBOMs and provenances that could not be read. */
  unread: z.array(unreadSchema),
  requests: z.number().int(),
});

/** `why`: what the SBOMs are attached to, or why there are none. `open`: why there may be more, so that packages may be too. */
const platformSideSchema = z.object({
  sboms: z.array(sbomNameSchema),
  why: z.string(),
  open: z.string().optional(),
});

/** What the packages of one platform come to. Without a comparison, `why` says which side has no SBOM. */
export const comparedPlatformSchema = z.object({
  name: z.string(),
  left: platformSideSchema,
  right: platformSideSchema,
  comparison: packageComparisonSchema.optional(),
});

/**
 * Two images held against each other. What could not be checked on a side is never said to be missing there. `exchanges`
 * are those that the rows name.
 */
export const comparisonSchema = z.object({
  left: comparedSideSchema,
  right: comparedSideSchema,
  isSameDigest: z.boolean(),
  summary: z.string(),
  /** The places that stand beside each other: what was asked for, and the platforms. */
  places: z.array(
    z.object({
      name: z.string(),
      left: z.string().optional(),
      right: z.string().optional(),
      state: z.enum(["same", "differs", "left-only", "right-only"]),
    }),
  ),
  referrers: z.array(referrerRowSchema),
  /** Where both are the same digest: what each side lacks, and what brings it. */
  mirror: z.array(mirrorSideSchema),
  packages: z.array(comparedPlatformSchema),
  provenance: z.array(provenanceComparisonSchema),
  exchanges: z.array(exchangeSchema),
  requests: z.number().int(),
  /** What was not looked at, in sentences. */
  notes: z.array(z.string()),
  startedAt: z.string(),
  durationMs: z.number(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedSide = z.infer<typeof comparedSideSchema>;
export type ComparedPlatform = z.infer<typeof comparedPlatformSchema>;
