// How a verdict is written down. Each constructor fits one kind of answer, so that no refusal becomes a "no".
import type { Capabilities, Support } from "#lib/evidence";

/** Proven, or told with the given confidence. `evidence` are exchange ids. */
export function supported(
  reason: string,
  evidence: string[],
  confidence: Support["confidence"] = "high",
): Support {
  return { support: "supported", confidence, evidence, reason, because: "answered" };
}

/** A definite no. For 401, 403, 429, 5xx and time-outs use `unknownBecause`. */
export function unsupported(
  reason: string,
  evidence: string[],
  confidence: Support["confidence"] = "high",
): Support {
  return { support: "unsupported", confidence, evidence, reason, because: "answered" };
}

/**
 * Asked, and not told. "answered" is for an answer that proves neither: a 404 that says the repository is
 * missing, a filter on an empty list.
 */
export function unknownBecause(
  because: Exclude<Support["because"], "not-asked">,
  reason: string,
  evidence: string[],
): Support {
  return { support: "unknown", confidence: "low", evidence, reason, because };
}

/** Nobody asked: no evidence, no confidence. */
export function notAsked(reason: string): Support {
  return { support: "unknown", confidence: "none", evidence: [], reason, because: "not-asked" };
}

/** All thirteen capabilities, each unknown for the same reason: where every probe begins. */
export function unknownCapabilities(reason: string): Capabilities {
  const unknown = () => notAsked(reason);
  return {
    referrersApi: unknown(),
    ociSubjectHeader: unknown(),
    artifactTypeFilter: unknown(),
    pagination: unknown(),
    extensionDiscovery: unknown(),
    subjectAccepted: unknown(),
    artifactManifest: unknown(),
    ociIndexSubject: unknown(),
    sha512: unknown(),
    conditionalWrites: unknown(),
    tagListing: unknown(),
    catalog: unknown(),
    orasReferrers: unknown(),
  };
}
