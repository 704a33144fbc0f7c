import { z } from "zod";
import { exchangeSchema, verificationSchema } from "#lib/evidence";
import { NODE_KINDS } from "#lib/graph";
import { reportSchema } from "#lib/inspect";

/** Digests by any other algorithm are held against nothing: who has time makes two contents of one of the older. */
const COMPARED = /^sha(?:256|384|512):/;
const ALGORITHM = /^[a-z0-9+._-]+:/;

/** POST /api/inspect: read-only. One artifact is fetched, read and verified. */
export const inspectRequestSchema = z.strictObject({
  registry: z.string().min(1).max(255),
  repository: z.string().min(1).max(255),
  digest: z.string().min(1).max(255),
  /** The digest that it is attached to, by SHA-256, SHA-384 or SHA-512. Absent: what its own manifest names. */
  subject: z
    .string()
    .min(1)
    .max(255)
    .refine((text) => !ALGORITHM.test(text) || COMPARED.test(text), {
      error:
        "only a sha256, sha384 or sha512 digest is held against what the content names. Give one of these, or leave it out to take what the manifest names",
    })
    .optional(),
});
export type InspectRequest = z.input<typeof inspectRequestSchema>;

/** What one document of the artifact says, and whether its signature holds. `layer`: the digest of its bytes. */
export const inspectedSchema = reportSchema.extend({
  layer: z.string().optional(),
  verification: verificationSchema,
  /**
   * Whether its content names the digest that the artifact is attached to. "open": it was not read, not to its end, or what it
   * names cannot be compared. Absent where it names none, or nobody says what the artifact is attached to.
   */
  naming: z.enum(["this", "another", "open"]).optional(),
});
export type Inspected = z.infer<typeof inspectedSchema>;

/**
 * Every document is one of the `reports`: several signatures on one artifact are several reports, and none is merged into
 * another. What the first is, and whether its signature holds, stands at the top as well.
 */
export const inspectionSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: z.string(),
  kind: z.enum(NODE_KINDS),
  headline: z.string(),
  verification: verificationSchema,
  /** What it is attached to, and what that is. */
  subject: z.object({
    digest: z.string().optional(),
    mediaType: z.string().optional(),
    isIndex: z.boolean().optional(),
    /** Whether the content itself names that digest; absent where it names none, or not all of it could be compared. */
    isNamedByContent: z.boolean().optional(),
  }),
  reports: z.array(inspectedSchema),
  exchanges: z.array(exchangeSchema),
  /** What could not be looked at, in sentences. */
  notes: z.array(z.string()),
  durationMs: z.number(),
});
export type Inspection = z.infer<typeof inspectionSchema>;
