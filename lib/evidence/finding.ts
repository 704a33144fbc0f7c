import { z } from "zod";

/** The eight ways of finding referrers. */
export const STRATEGY_IDS = [
  "referrers-api",
  "referrers-tag",
  "tag-listing",
  "cosign-tag",
  "buildkit",
  "oras-api",
  "wg-api",
  "other-repository",
] as const;
export const strategyIdSchema = z.enum(STRATEGY_IDS);
export type StrategyId = z.infer<typeof strategyIdSchema>;

/**
 * What a question got for an answer. "none" is a definite, complete no; "unsupported" a definite answer that
 * the way does not exist here; the next three mean that nothing is known; "not-asked" that nobody asked.
 */
export const outcomeSchema = z.enum([
  "found",
  "none",
  "unsupported",
  "denied",
  "rate-limited",
  "failed",
  "not-asked",
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What one strategy answered about one subject. `subject` is a node id, `exchanges` are exchange ids. */
export const findingSchema = z.object({
  strategy: strategyIdSchema,
  subject: z.string(),
  outcome: outcomeSchema,
  count: z.number().int(),
  exchanges: z.array(z.string()),
  reason: z.string().optional(),
  /** The list was cut by a cap (pages, entries, time): there may be more. */
  truncated: z.boolean().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** How much of a node's list of referrers is known. Only "complete" may read as "nothing more". */
export const completenessSchema = z.enum(["complete", "truncated", "denied", "rate-limited", "failed"]);
export type Completeness = z.infer<typeof completenessSchema>;
