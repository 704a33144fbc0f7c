// What each capability means, in a few words beside its literal name.
import type { CapabilityName, Support } from "#lib/evidence";
import { CAPABILITIES } from "#lib/evidence";
import type { Upgrade } from "#lib/upgrade";

export const CAPABILITY_WORDS: Record<CapabilityName, string> = {
  referrersApi: "lists what refers to a digest",
  ociSubjectHeader: "confirms a subject on push",
  artifactTypeFilter: "filters referrers by type",
  pagination: "lists in pages",
  extensionDiscovery: "names its extensions",
  subjectAccepted: "stores manifests with a subject",
  artifactManifest: "stores the withdrawn manifest",
  ociIndexSubject: "stores an index with a subject",
  sha512: "takes sha512 digests",
  conditionalWrites: "heeds If-Match on push",
  tagListing: "lists a repository's tags",
  catalog: "lists repositories",
  orasReferrers: "has the ORAS referrers API",
};

export type CapabilityRow = { name: CapabilityName; words: string; support: Support };

const UNASKED: Support = {
  support: "unknown",
  confidence: "none",
  evidence: [],
  reason: "it was not asked for",
  because: "not-asked",
};

/** All thirteen in their own order; one that an answer leaves out was not asked. */
export function capabilityRows({ capabilities }: Upgrade): CapabilityRow[] {
  return CAPABILITIES.map((name) => ({
    name,
    words: CAPABILITY_WORDS[name],
    support: capabilities[name] ?? UNASKED,
  }));
}

/** "6 supported, 3 unsupported, 4 unknown". */
export function countVerdicts(rows: CapabilityRow[]): string {
  const count = (verdict: Support["support"]) =>
    rows.filter(({ support }) => support.support === verdict).length;
  return `${count("supported")} supported, ${count("unsupported")} unsupported, ${count("unknown")} unknown`;
}
