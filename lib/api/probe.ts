import { z } from "zod";
import { capabilityNameSchema, exchangeSchema } from "#lib/evidence";
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

/**
 * A capability that this asking left open, as another one established it: when, how, in which repository, and until when
 * that may be believed. Its verdict and its evidence stand among the capabilities themselves.
 */
export const keptCapabilitySchema = z.object({
  name: capabilityNameSchema,
  at: z.string(),
  expiresAt: z.string(),
  by: z.enum(["probe", "push", "audit", "exploration"]),
  repository: z.string().optional(),
});
export type KeptCapability = z.infer<typeof keptCapabilitySchema>;

/**
 * Why the image that was asked about could not be read. "no-repository", "no-image": the registry has no such thing, by
 * its own word; "no-such": it has not, and does not tell which of the two; else nothing is known of it.
 */
export const unreadPlaceSchema = z.object({
  state: z.enum(["no-repository", "no-image", "no-such", "denied", "rate-limited", "failed"]),
  /** The tag or digest that was asked for. */
  reference: z.string().optional(),
  /** What the registry answered: "404 NAME_UNKNOWN". */
  answered: z.string(),
  /** Exchange ids. */
  exchanges: z.array(z.string()),
});
export type UnreadPlace = z.infer<typeof unreadPlaceSchema>;

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
  /**
   * What is known of the registry now, as GET /api/registries tells it: a capability that this probe left open stands as
   * it was established before, and what it is about stays `upgrade.repository` where this probe read no image.
   */
  upgrade: upgradeSchema,
  /** The capabilities in `upgrade` that another asking established; absent where there are none. */
  kept: z.array(keptCapabilitySchema).optional(),
  /** The requests behind those, and behind what was left unknown before. */
  keptExchanges: z.array(exchangeSchema).optional(),
  /** Absent where an image was read, and where none was asked for. */
  unread: unreadPlaceSchema.optional(),
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
  /** The requests of this probe. */
  exchanges: z.array(exchangeSchema),
});
export type Probe = z.infer<typeof probeSchema>;
