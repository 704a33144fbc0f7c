import { z } from "zod";
import { auditFindingSchema, auditKindSchema, completenessSchema, exchangeSchema } from "#lib/evidence";
import { generationSchema, upgradeSchema, wayMadeSchema } from "#lib/upgrade";
import { problemSchema } from "./problem.ts";

const DEFAULT_MAX_TAGS = 20_000;

/** POST /api/audit: read-only. Of more than `maxTags` tags the first are audited, and the answer says so. */
export const auditRequestSchema = z.strictObject({
  registry: z.string().min(1).max(255),
  repository: z.string().min(1).max(255),
  maxTags: z.number().int().min(1).max(50_000).default(DEFAULT_MAX_TAGS),
});
export type AuditRequest = z.input<typeof auditRequestSchema>;

/**
 * One tag that a person gave. `generation` is the newest way in which anything was attached to its image, `made` how
 * many were in each way; with `isWhole` false there may be more. `refersTo`: the tag names a referrer, no image.
 */
export const tagRowSchema = z.object({
  tag: z.string(),
  state: z.enum(["read", "missing", "denied", "rate-limited", "failed"]),
  generation: generationSchema,
  made: z.partialRecord(wayMadeSchema, z.number().int()),
  isWhole: z.boolean(),
  digest: z.string().optional(),
  mediaType: z.string().optional(),
  refersTo: z.string().optional(),
  /** When the image says that it was made, ISO 8601, and where it says so: a claim. */
  created: z.string().optional(),
  createdBy: z.enum(["annotation", "config"]).optional(),
  /** False where the config that may tell a time was not read: only so many are. */
  isTimeRead: z.boolean(),
  /** Why the tag's manifest is not known. */
  reason: z.string().optional(),
});
export type TagRow = z.infer<typeof tagRowSchema>;

/** `done` of `total` tags read, digests compared or configs read; the counts after them are of the whole audit. */
export const auditProgressSchema = z.object({
  phase: z.enum(["tags", "subjects", "times"]),
  done: z.number().int(),
  total: z.number().int(),
  gap: z.number().int(),
  findings: z.number().int(),
  unchecked: z.number().int(),
  requests: z.number().int(),
});
export type AuditProgress = z.infer<typeof auditProgressSchema>;

export const auditSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  at: z.string(),
  durationMs: z.number(),
  /** "stopped" by the caller, "time-limit" by the server: what was found until then is here. */
  end: z.enum(["complete", "stopped", "time-limit"]),
  /** "complete" only when every tag was seen and every question answered. Only then nothing found is "nothing there". */
  completeness: completenessSchema,
  /** `reindexGap` is over the whole repository: absent when it is not known, [] when there is none. */
  upgrade: upgradeSchema,
  tags: z.object({
    all: z.number().int(),
    plain: z.number().int(),
    referrers: z.number().int(),
    cosign: z.number().int(),
    /** Made from a digest with another suffix, as Proposal E's are. */
    others: z.number().int(),
    malformed: z.number().int(),
    truncated: z.string().optional(),
  }),
  /** Digests whose referrers were asked for; `leftOut` past the audit's bound. */
  subjects: z.object({ all: z.number().int(), compared: z.number().int(), leftOut: z.number().int() }),
  /** Entries of valid referrers tags that were held against the API. */
  compared: z.number().int(),
  /** Of every kind; `findings` has the first 1000 of each. */
  counts: z.array(z.object({ kind: auditKindSchema, count: z.number().int(), listed: z.number().int() })),
  findings: z.array(auditFindingSchema),
  rows: z.array(tagRowSchema),
  /** Images that no annotation dates and whose config was not read: only so many are, and none after the end. */
  timesUnread: z.number().int(),
  notes: z.array(z.string()),
  requests: z.number().int(),
  /** Those that the findings rest on, 1000 at most. */
  exchanges: z.array(exchangeSchema),
});
export type Audit = z.infer<typeof auditSchema>;

/** An audit without what makes it large. */
export type AuditSummary = Omit<Audit, "findings" | "rows" | "exchanges">;

/** One line of the NDJSON stream. A later `row` of the same tag, and every `progress`, replaces the earlier one. */
export const auditEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), progress: auditProgressSchema }),
  z.object({ type: z.literal("exchange"), exchange: exchangeSchema }),
  z.object({ type: z.literal("finding"), finding: auditFindingSchema }),
  z.object({ type: z.literal("row"), row: tagRowSchema }),
  z.object({ type: z.literal("done"), audit: auditSchema }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type AuditEvent = z.infer<typeof auditEventSchema>;
