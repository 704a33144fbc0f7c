// 🐿 squirrel (intermediate): looks for references in image manifests, by the referrers API, else by tags.
import type { Reading } from "#lib/upgrade";
import { type ApiAnswer, askReferrersApi } from "./ask-referrers-api.ts";
import { SQUIRREL } from "./generations.ts";
import { listTagPrefix } from "./list-tag-prefix.ts";
import type { Listed } from "./listed.ts";
import { readExactTag } from "./read-exact-tag.ts";
import { readFound } from "./read-found.ts";
import type { Lookup, Question } from "./shapes.ts";

/** The API first; then the tags, as the reading has it; then each referrer that was listed. */
export async function squirrel(reading: Reading, question: Question): Promise<Lookup> {
  return readFound(SQUIRREL, question, await listReferrers(reading, question));
}

/** Where a consumer of either new generation looks. */
export async function listReferrers(reading: Reading, question: Question): Promise<Listed> {
  const api = await askReferrersApi(question);
  if (api.said === "list") return api.listed;
  if (reading === "oci-1.1") {
    // "Unknown" is no 404: whoever looked at the tag now might miss what only the API lists, and not know it.
    return api.said === "absent" ? after(api, await readExactTag(question)) : api.listed;
  }
  // Proposal E's consumers list the tags on any failure.
  return after(api, await listTagPrefix(question));
}

/** The tags' answer, which is the whole only where the API is known to be absent. */
function after(api: Exclude<ApiAnswer, { said: "list" }>, tags: Listed): Listed {
  const exchanges = [...api.listed.exchanges, ...tags.exchanges];
  const isOpen = api.said === "unknown" && tags.completeness === "complete";
  const completeness = isOpen ? api.listed.completeness : tags.completeness;
  const reason = `the referrers API answered ${api.listed.reason}; the tags: ${tags.reason}`;
  return { ...tags, completeness, reason, exchanges };
}
