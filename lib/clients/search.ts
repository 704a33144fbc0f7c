// Where a consumer that knows references looks: the API, then the tags as the reading has it.
import type { Reading } from "#lib/upgrade";
import { askReferrersApi } from "./ask-referrers-api.ts";
import { listTagPrefix } from "./list-tag-prefix.ts";
import { askedOf, type Listed } from "./listed.ts";
import { readExactTag } from "./read-exact-tag.ts";
import type { Asked, Question } from "./shapes.ts";

/** A list, and all ways that were asked for it. */
export type Search = Listed & { asked: Asked[] };

/** Where a consumer of either new generation looks. */
export async function listReferrers(reading: Reading, question: Question): Promise<Search> {
  const api = await askReferrersApi(question);
  if (api.said === "list") return { ...api, asked: [askedOf(api)] };
  if (reading === "oci-1.1") {
    // "Unknown" is no 404: whoever looked at the tag now might miss what only the API lists, and not know it.
    if (api.said === "unknown") return { ...api, asked: [askedOf(api)] };
    return after(api, await readExactTag(question));
  }
  // Proposal E's consumers list the tags on any failure.
  return after(api, await listTagPrefix(question));
}

/** The tags' answer, which is the whole only where the API is known to be absent. */
function after(api: Listed, tags: Listed): Search {
  const exchanges = [...api.exchanges, ...tags.exchanges];
  const isOpen = api.said === "unknown" && tags.completeness === "complete";
  const completeness = isOpen ? api.completeness : tags.completeness;
  const reason = `the referrers API answered ${api.reason}; the tags: ${tags.reason}`;
  return { ...tags, completeness, reason, exchanges, asked: [askedOf(api), askedOf(tags)] };
}
