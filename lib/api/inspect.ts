import { z } from "zod";
import { exchangeSchema, verificationSchema } from "#lib/evidence";
import { NODE_KINDS } from "#lib/graph";
import { reportSchema } from "#lib/inspect";

/** POST /api/inspect: read-only. One artifact is fetched, read and verified. */
export const inspectRequestSchema = z.strictObject({
  registry: z.string().min(1).max(255),
  repository: z.string().min(1).max(255),
  digest: z.string().min(1).max(255),
  /** The digest that it is attached to. Absent: what its own manifest names. */
  subject: z.string().min(1).max(255).optional(),
});
export type InspectRequest = z.input<typeof inspectRequestSchema>;

/** What one document of the artifact says, and whether its signature holds. `layer`: the digest of its bytes. */
export const inspectedSchema = reportSchema.extend({
  layer: z.string().optional(),
  verification: verificationSchema,
});
export type Inspected = z.infer<typeof inspectedSchema>;

/**
 * The first document's report stands at the top; all of them, that one too, are in `reports`: several signatures on one
 * artifact are several reports, and none is merged into another.
 */
export const inspectionSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: z.string(),
  kind: z.enum(NODE_KINDS),
  headline: z.string(),
  verification: verificationSchema,
  facts: reportSchema.shape.facts,
  tables: reportSchema.shape.tables,
  /** What it is attached to, and what that is. */
  subject: z.object({
    digest: z.string().optional(),
    mediaType: z.string().optional(),
    isIndex: z.boolean().optional(),
    /** Whether the content itself names that digest; absent where it names none. */
    isNamedByContent: z.boolean().optional(),
  }),
  raw: reportSchema.shape.raw,
  reports: z.array(inspectedSchema),
  exchanges: z.array(exchangeSchema),
  /** What could not be looked at, in sentences. */
  notes: z.array(z.string()),
  durationMs: z.number(),
});
export type Inspection = z.infer<typeof inspectionSchema>;
