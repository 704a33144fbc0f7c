import { z } from "zod";

/**
 * What an audit of a whole repository can find.
 * - `tag-only`: a valid referrers tag lists it and the API does not: the re-index gap. `api-only`: the other way round.
 * - `dangling-tag`: a tag of nothing, or made from a digest that the repository does not have.
 * - `orphaned-referrer`: it refers to a manifest that the repository does not have.
 * - `wrong-subject`: a list names it, and its own manifest names another subject, or none.
 * - `wrong-description`: a list gives it a type or a size that it does not have.
 * - `duplicate-entry`, `missing-entry`, `unreadable-entry`: a list names it twice, names what is not there, or names
 *   what is there and is no manifest that can be read.
 * - `tag-is-subject`: a digest tag is read as the digest that it spells. `not-a-list`: a referrers tag is no OCI index.
 * - `unchecked`: a question was not answered, so nothing is known; never a gap, never "none".
 */
export const AUDIT_KINDS = [
  "tag-only",
  "api-only",
  "dangling-tag",
  "orphaned-referrer",
  "wrong-subject",
  "wrong-description",
  "duplicate-entry",
  "missing-entry",
  "unreadable-entry",
  "tag-is-subject",
  "not-a-list",
  "unchecked",
] as const;
export const auditKindSchema = z.enum(AUDIT_KINDS);
export type AuditKind = z.infer<typeof auditKindSchema>;

/** Why something stayed unchecked. */
export const uncheckedSchema = z.enum(["denied", "rate-limited", "failed", "truncated"]);
export type Unchecked = z.infer<typeof uncheckedSchema>;

/**
 * One thing that an audit found. `digest` is the manifest that it is about, `tag` the tag that led there, `subject`
 * what the manifest is (or should be) about; each is absent where it is not known. `exchanges` are exchange ids.
 */
export const auditFindingSchema = z.object({
  kind: auditKindSchema,
  digest: z.string().optional(),
  tag: z.string().optional(),
  subject: z.string().optional(),
  reason: z.string(),
  /** Of "unchecked" alone. */
  because: uncheckedSchema.optional(),
  exchanges: z.array(z.string()),
});
export type AuditFinding = z.infer<typeof auditFindingSchema>;
