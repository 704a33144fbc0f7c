// GET the referrers of a digest: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
import { isDeepStrictEqual } from "node:util";
import { type Descriptor, MEDIA_TYPES, mediaTypeEssence, parseDigest, type ReferrersIndex } from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";
import { nextPage } from "../link.ts";
import type { Answer, ReferrersAnswer } from "../registry.ts";
import type { Call } from "./call.ts";
import { readDescriptorList } from "./descriptor-list.ts";
import { endpoint } from "./endpoint.ts";
import { readPages } from "./paging.ts";

const MAX_REFERRERS = 10_000;
const MAX_WARNINGS = 100;
/** Release candidate 1 and Proposal E said in the index what the header says now. */
const FILTER_ANNOTATIONS = [
  "org.opencontainers.referrers.filtersApplied",
  "org.opencontainers.references.filtersApplied",
];
const DIFFERING = "The list names a digest twice with different fields; the first entry was kept.";

/** What the pages said besides their entries; `filters` page by page. */
type Seen = { conformantType: boolean; paged: boolean; warnings: Set<string>; filters: string[][] };

/**
 * Every page, until the registry names no next one; of each digest the first entry. A filter is sent, never applied: `filtersApplied` tells what the
 * registry says that it did, on all pages. A 200 that is no index is a refusal, unless it claims to be one: then it
 * is malformed-answer.
 */
export async function readReferrers(
  call: Call,
  repository: string,
  digest: string,
  options: { artifactType?: string },
): Promise<Answer<ReferrersAnswer>> {
  const { text } = parseDigest(digest);
  const query: Record<string, string> = options.artifactType ? { artifactType: options.artifactType } : {};
  const url = endpoint(call.home, ["v2", repository, "referrers", text], query);
  const seen: Seen = { conformantType: true, paged: false, warnings: new Set(), filters: [] };
  const answer = await readPages<Descriptor>(call, {
    repository,
    first: { url, accept: MEDIA_TYPES.ociIndex },
    // Old Artifactory knows the endpoint's type by no name (go-containerregistry#2026).
    otherwise: (reply) => (reply.status === 406 ? { url, accept: "*/*" } : undefined),
    read: (reply) => {
      const index = readDescriptorList(reply, "oci-index");
      if ("notAList" in index) return index;
      const next = nextPage(reply);
      seen.conformantType &&= isIndexType(reply);
      seen.paged ||= next !== undefined;
      seen.filters.push(filtersOf(reply, index));
      for (const problem of index.problems) if (seen.warnings.size < MAX_WARNINGS) seen.warnings.add(problem);
      const { manifests: items, dropped } = index;
      return { items, dropped, next: index.truncated ? { stop: index.truncated } : next };
    },
    keyOf: ({ digest }) => digest,
    onRepeat: (first, repeated) => {
      if (!seen.warnings.has(DIFFERING) && !isDeepStrictEqual(first, repeated)) seen.warnings.add(DIFFERING);
    },
    maxItems: MAX_REFERRERS,
    noun: "referrers",
  });
  if (!answer.found) return answer;
  const { conformantType, paged, warnings, filters } = seen;
  const [first = [], ...others] = filters;
  const filtersApplied = first.filter((name) => others.every((other) => other.includes(name)));
  return {
    ...answer,
    value: { ...answer.value, conformantType, paged, filtersApplied, warnings: [...warnings] },
  };
}

/** "Each filter SHOULD be comma delimited"; the spec's own conformance test allows spaces. */
function filtersOf(reply: Reply, index: ReferrersIndex): string[] {
  const said = [
    reply.headers["oci-filters-applied"],
    ...FILTER_ANNOTATIONS.map((name) => index.annotations[name]),
  ];
  if (said.every((text) => !text)) return [];
  const names = said.flatMap((text) => (text ?? "").split(",")).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

function isIndexType(reply: Reply): boolean {
  return mediaTypeEssence(reply.headers["content-type"] ?? "") === MEDIA_TYPES.ociIndex;
}
