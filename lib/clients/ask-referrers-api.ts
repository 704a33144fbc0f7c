// Asks the referrers API, and says whether its answer is a list, the absence of an API, or nothing known.
import type { Descriptor } from "#lib/oci";
import { hear, type Unheard } from "./hear.ts";
import { count, type Listed } from "./listed.ts";
import type { Question } from "./shapes.ts";

/** `isSpecified`: a 404, the one answer that the specification names for it. */
export type ApiAnswer =
  | { said: "list"; listed: Listed }
  | { said: "absent"; isSpecified: boolean; listed: Listed }
  | { said: "unknown"; listed: Listed };

/** One question, all pages. A type filter is passed on, and applied here where the registry did not say that it did. */
export async function askReferrersApi(question: Question): Promise<ApiAnswer> {
  const { registry, repository, digest, artifactType, tell } = question;
  const heard = await hear(() =>
    registry.referrers(repository, digest, { artifactType, purpose: "referrers API" }),
  );
  const { exchanges } = heard;
  const what = "asks the referrers API";
  if (!heard.found) {
    const answer = withoutList(heard);
    tell?.({ what, outcome: answer.listed.reason, exchanges });
    return answer;
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
  return { said: "list", listed: { by: "referrers-api", entries, completeness, reason, exchanges } };
}

/** The type of an image manifest that does not say one is its config's; a list that leaves it out decides nothing. */
function isOf({ artifactType }: Descriptor, wanted: string): boolean {
  return artifactType === undefined || artifactType === "" || artifactType === wanted;
}

/**
 * distribution-spec, "Listing Referrers": on a 404 the client MUST fall back to the referrers tag. Other answers mean
 * in the field that there is no such route: 405 of olareg, 406 of old Artifactory, a redirect of GHCR to its web
 * site, a page of HTML. 400, 401, 403, 429, 5xx and silence mean nothing.
 */
function withoutList(heard: Unheard): ApiAnswer {
  const { status, exchanges } = heard;
  const isAbsent =
    status === 404 ||
    status === 405 ||
    status === 406 ||
    status === 501 ||
    (status !== undefined && status >= 200 && status < 400);
  const listed = { by: "referrers-api", entries: [], exchanges } as const;
  if (isAbsent)
    return {
      said: "absent",
      isSpecified: status === 404,
      listed: { ...listed, entries: [], completeness: "complete", reason: `${heard.said}: absent` },
    };
  const completeness = heard.state === "missing" ? "failed" : heard.state;
  const reason = `${heard.said}: could not check`;
  return { said: "unknown", listed: { ...listed, entries: [], completeness, reason } };
}
