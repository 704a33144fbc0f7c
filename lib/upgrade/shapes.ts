import { z } from "zod";
import { capabilityNameSchema, supportSchema } from "#lib/evidence";

/** How the path is read: to the letter of Proposal E, or with the final OCI 1.1, which withdrew the new manifest. */
export const readingSchema = z.enum(["proposal-e", "oci-1.1"]);
export type Reading = z.infer<typeof readingSchema>;

/** The seed's registry states, plus what it cannot say and what is not known. */
const proposalESchema = z.object({
  state: z.enum(["bicycle", "motorcycle", "not-representable", "unknown"]),
  /** The seed's transition step, where the evidence shows one. Step 2 is invisible from outside. */
  step: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  note: z.string(),
});
/** The same evidence read with OCI 1.1, where the artifact manifest was withdrawn (rc3, 2023-07). */
const oci11Schema = z.object({
  state: z.enum(["tag-schema", "complete", "complete-passive", "rc-era", "anomaly", "unknown"]),
  note: z.string(),
});
/** A registry's (or repository's) place on the upgrade path, in two readings that are never merged. */
export const upgradeSchema = z.object({
  registry: z.string(),
  repository: z.string().optional(),
  capabilities: z.record(capabilityNameSchema, supportSchema),
  proposalE: proposalESchema,
  oci11: oci11Schema,
  /** Digests that a valid referrers tag lists and the API does not. Absent: not compared. */
  reindexGap: z.array(z.string()).optional(),
});
export type Upgrade = z.infer<typeof upgradeSchema>;
export type ProposalE = z.infer<typeof proposalESchema>;
export type Oci11 = z.infer<typeof oci11Schema>;
