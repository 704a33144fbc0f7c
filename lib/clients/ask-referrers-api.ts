// Asks the referrers API: its answer is a list, the absence of an API, or nothing known.
import { type Descriptor, MEDIA_TYPES } from "#lib/oci";
import { hear, type Unheard, unknownOf } from "./hear.ts";
import { count, type Listed } from "./listed.ts";
import type { Question } from "./shapes.ts";

/** One question, all pages. A type filter is passed on, and applied here where the registry did not say that it did. */
export async function askReferrersApi(question: Question): Promise<Listed> {
  const { registry, repository, digest, artifactType, tell } = question;
  const heard = await hear(() =>
    registry.referrers(repository, digest, { artifactType, purpose: "referrers API" }),
  );
  const { exchanges } = heard;
  const what = "asks the referrers API";
  if (!heard.found) {
    const listed = withoutList(heard);
    tell?.({ what, outcome: listed.reason, exchanges });
    return listed;
  }
  const { items, truncated, filtersApplied } = heard.value;
  const wasFiltered = filtersApplied.includes("artifactType");
  const wanted =
    artifactType === undefined || wasFiltered ? items : items.filter((item) => isOf(item, artifactType));
  const filter = artifactType === undefined ? "" : wasFiltered ? ", filtered by it" : ", filtered here";
  const cut = truncated === undefined ? "" : `; cut: ${truncated}`;
  const reason = `${heard.status}, ${count(wanted.length, "entry", "entries")}${filter}${cut}`;
  tell?.({ what, outcome: reason, exchanges });
  const entries = wanted.map((descriptor) => ({ descriptor }));
  const completeness = truncated === undefined ? "complete" : "truncated";
  return { by: "referrers-api", said: "list", entries, completeness, reason, exchanges };
}

/**
 * A list that leaves the type out decides nothing, and neither does one that gives the empty config's: registries and
 * tools of before artifactType say that of every artifact (go-containerregistry, cosign#4641). The manifest will tell.
 */
function isOf({ artifactType }: Descriptor, wanted: string): boolean {
  return !artifactType || artifactType === MEDIA_TYPES.ociEmpty || artifactType === wanted;
}

/**
 * distribution-spec, "Listing Referrers": on a 404 the client MUST fall back to the referrers tag. Other answers mean
 * in the field that there is no such route: 405 of olareg, 406 of old Artifactory, a redirect of GHCR to its web
 * site, a page of HTML. 400, 401, 403, 429, 5xx and silence mean nothing.
 */
function withoutList(heard: Unheard): Listed {
  const { status, exchanges } = heard;
  const isAbsent =
    status === 404 ||
    status === 405 ||
    status === 406 ||
    status === 501 ||
    (status !== undefined && status >= 200 && status < 400);
  const way = { by: "referrers-api", exchanges } as const;
  if (isAbsent) {
    const reason = `${heard.said}: absent`;
    return { ...way, said: "absent", entries: [], completeness: "complete", reason };
  }
  const reason = `${heard.said}: could not check`;
  return { ...way, said: "unknown", entries: [], completeness: unknownOf(heard), reason };
}
