// How an audit ended, and how much is known by it, in words.
import type { Audit } from "#lib/api";
import { formatCount } from "../ui/format.ts";

const ENDS: Record<Audit["end"], string> = {
  complete: "it went through the whole repository",
  stopped: "stopped: what was found until then is here",
  "time-limit": "the time limit was reached: what was found until then is here",
};

export function endWords(end: Audit["end"]): string {
  return ENDS[end];
}

const COMPLETENESS: Record<Audit["completeness"], string> = {
  complete: "Every tag was seen, and every question answered.",
  truncated: "Not everything was looked at, so what was not found may still be there.",
  denied: "Some of it was denied, so what was not found may still be there.",
  "rate-limited": "The registry limited the rate of requests, so what was not found may still be there.",
  failed: "Some questions were not answered, so what was not found may still be there.",
};

export function completenessWords(completeness: Audit["completeness"]): string {
  return COMPLETENESS[completeness];
}

/** Of an audit that found nothing to mend: what its referrers tags were held against. */
export function heldWords({ compared, tags, upgrade }: Pick<Audit, "compared" | "tags" | "upgrade">): string {
  if (compared > 0)
    return `All ${formatCount(compared)} entries of referrers tags that were compared are in the API.`;
  const hasTags = tags.referrers + tags.others > 0;
  if (upgrade.capabilities.referrersApi.support === "unsupported") {
    return hasTags
      ? "This registry has no referrers API, so its referrers tags were held against nothing."
      : "This registry has no referrers API, and the repository has no referrers tag.";
  }
  return hasTags
    ? "No entry of a referrers tag was held against the referrers API."
    : "There was no referrers tag to hold against the referrers API.";
}
