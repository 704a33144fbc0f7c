import { z } from "zod";
import { exchangeSchema } from "#lib/evidence";
import { upgradeSchema } from "#lib/upgrade";

/** POST /api/probe: read-only. Without a repository only what the registry as a whole tells is asked. */
export const probeRequestSchema = z.strictObject({
  registry: z.string().min(1).max(255),
  repository: z.string().min(1).max(255).optional(),
  reference: z.string().min(1).max(255).optional(),
});
export type ProbeRequest = z.input<typeof probeRequestSchema>;

export const extensionSchema = z.object({
  name: z.string(),
  url: z.string().optional(),
  description: z.string().optional(),
  endpoints: z.array(z.string()),
});

/** One passive probe: the upgrade state, what was advertised, and every request behind it. */
export const probeSchema = z.object({
  registry: z.string(),
  repository: z.string().optional(),
  /** The digest that the referrers questions were about; absent when none was known. */
  subject: z.string().optional(),
  at: z.string(),
  durationMs: z.number(),
  /** `Server` or `Docker-Distribution-Api-Version`: claims of the registry. */
  claims: z.array(z.tuple([z.string(), z.string()])),
  upgrade: upgradeSchema,
  extensions: z.object({ registry: z.array(extensionSchema), repository: z.array(extensionSchema) }),
  /** What is odd: "non-conformant content type", "proxy: may be incomplete". */
  notes: z.array(z.string()),
  /** The repository's tags, counted: made from digests, of these cosign's, and dangling among the few looked at. */
  tags: z
    .object({
      all: z.number().int(),
      digestTags: z.number().int(),
      cosignTags: z.number().int(),
      looked: z.number().int(),
      dangling: z.number().int(),
    })
    .optional(),
  /** It pushed to a scratch repository: see POST /api/probe/active. */
  hasPushed: z.boolean().optional(),
  exchanges: z.array(exchangeSchema),
});
export type Probe = z.infer<typeof probeSchema>;
