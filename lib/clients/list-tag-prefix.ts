// Proposal E's fallback: list the tags, take all that start with `<alg>-<ref>`. Each names one artifact.
// https://github.com/opencontainers/wg-reference-types/blob/main/docs/proposals/PROPOSAL_E.md#digest-tags
import { referrersTag } from "#lib/oci";
import { hear, unknownOf } from "./hear.ts";
import { count, type Listed } from "./listed.ts";
import type { Question } from "./shapes.ts";

/** Lists the tags and reads none of them. */
export async function listTagPrefix(question: Question): Promise<Listed> {
  const { registry, repository, digest, tell } = question;
  const heard = await hear(() => registry.tags(repository, { purpose: "tag listing" }));
  const { exchanges } = heard;
  const way = { by: "tag-listing", exchanges } as const;
  let listed: Listed;
  if (!heard.found) {
    // Every registry has the route, so a 404 speaks of the repository: it hides it, or has never seen a tag in it.
    const reason = `${heard.said}: could not check`;
    listed = { ...way, said: "unknown", entries: [], completeness: unknownOf(heard), reason };
  } else {
    const { items, truncated } = heard.value;
    const prefix = referrersTag(digest);
    const tags = items.filter((tag) => tag.startsWith(prefix));
    const begin = `${tags.length} ${tags.length === 1 ? "begins" : "begin"} with the digest`;
    const cut = truncated === undefined ? "" : `; cut: ${truncated}`;
    const reason = `${heard.status}, ${count(items.length, "tag", "tags")}, ${begin}${cut}`;
    const entries = tags.map((tag) => ({ tag }));
    const completeness = truncated === undefined ? "complete" : "truncated";
    listed = { ...way, said: "list", entries, completeness, reason };
  }
  tell?.({ what: "lists the tags", outcome: listed.reason, exchanges });
  return listed;
}
