import { z } from "zod";

/** The thirteen capabilities that an upgrade state rests on. */
export const CAPABILITIES = [
  "referrersApi",
  "ociSubjectHeader",
  "artifactTypeFilter",
  "pagination",
  "extensionDiscovery",
  "subjectAccepted",
  "artifactManifest",
  "ociIndexSubject",
  "sha512",
  "conditionalWrites",
  "tagListing",
  "catalog",
  "orasReferrers",
] as const;
export const capabilityNameSchema = z.enum(CAPABILITIES);
export type CapabilityName = z.infer<typeof capabilityNameSchema>;

/** How sure a verdict is. "none" goes with "unknown" when nothing was asked. */
export const confidenceSchema = z.enum(["high", "medium", "low", "none"]);

/**
 * A three-valued verdict with its evidence (exchange ids). 401, 403, 429, 5xx and time-outs are "unknown".
 * `because` tells an unknown's cause apart, so that it can be drawn as such.
 */
export const supportSchema = z.object({
  support: z.enum(["supported", "unsupported", "unknown"]),
  confidence: confidenceSchema,
  evidence: z.array(z.string()),
  reason: z.string(),
  because: z.enum(["answered", "denied", "rate-limited", "failed", "not-asked"]),
});
export type Support = z.infer<typeof supportSchema>;
export type Capabilities = Record<CapabilityName, Support>;
