// What of an image is not there. A 404 may be about the tag or about the repository, and not every registry tells which.
import type { Missing } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { Refusal, Registry } from "#lib/registry";
import { unknownThing } from "#lib/upgrade";

/** `answered` is the registry's word on it: "404 NAME_UNKNOWN". `exchanges` are all that show it. */
export type MissingThing = { missing: Missing; answered: string; exchanges: Exchange[] };

/**
 * Reads a 404 for a manifest. "NAME_UNKNOWN" speaks of the repository. All else leaves that open (distribution says
 * MANIFEST_UNKNOWN for a repository that it does not have), so the tag list is asked; its 404 speaks of the repository
 * only by such a code too, since not every registry has a tag list. Never throws.
 */
export async function whatIsMissing(
  registry: Registry,
  repository: string,
  refusal: Refusal,
): Promise<MissingThing> {
  const { exchanges } = refusal;
  const answered = answerWords(refusal);
  if (unknownThing(refusal.errorCode) === "repository") return { missing: "repository", answered, exchanges };
  const tags = await registry
    .tags(repository, { purpose: "is the repository there", maxTags: 1, maxPages: 1 })
    .catch(() => undefined);
  const shown = [...exchanges, ...(tags?.exchanges ?? [])];
  if (tags?.found) return { missing: "image", answered, exchanges: shown };
  if (tags?.status === 404 && unknownThing(tags.errorCode) === "repository") {
    return { missing: "repository", answered: answerWords(tags), exchanges: shown };
  }
  const isAboutTheImage = unknownThing(refusal.errorCode) === "digest" && tags?.status !== 404;
  return { missing: isAboutTheImage ? "image" : "either", answered, exchanges: shown };
}

/** "404 NAME_UNKNOWN", or the status alone. The code is the registry's, so it is cut. */
export function answerWords({ status, errorCode }: Refusal): string {
  return errorCode ? `${status} ${errorCode.slice(0, 64)}` : `${status}`;
}
