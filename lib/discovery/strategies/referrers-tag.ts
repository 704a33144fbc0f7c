// OCI 1.1's fallback: clients keep the list, in an index at the tag `<alg>-<encoded>`.
import { referrersTag as referrersTagOf } from "#lib/oci";
import { names } from "../prove.ts";
import type { PresentManifest, Reading } from "../reader.ts";
import type { Strategy, StrategyAnswer, StrategyContext, Subject } from "../strategy.ts";
import { unreadableEntries } from "./unreadable-entries.ts";

/** How many entries may be read to tell a list of referrers from an index that was only named like one. */
const MAX_CHECKED = 8;

export const referrersTag: Strategy = {
  id: "referrers-tag",
  title: "referrers tag",
  spec: "https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema",
  find: findByReferrersTag,
};

/**
 * Asked though the API works: "stale" tags beside it are what a registry's re-indexing is judged by.
 * For what is found attached to something, a complete tag list that lacks the tag answers instead.
 */
export async function findByReferrersTag(
  subject: Subject,
  { reader, shared }: StrategyContext,
): Promise<StrategyAnswer> {
  const tag = referrersTagOf(subject.digest);
  if (subject.place === "referrer") {
    const tags = await shared.tags(subject.repository);
    if (tags.list.has(tag) === false) {
      const reason = "the complete tag list does not have the tag";
      return { outcome: "none", reason, sightings: [], exchanges: tags.exchanges };
    }
  }
  const reading = await reader.read(subject.repository, tag);
  if (reading.state !== "present") return answerWithoutList(reading);
  const refused = whyNoList(reading, subject.digest);
  if (refused) return { outcome: "none", reason: refused, sightings: [], exchanges: reading.exchanges };
  if (await isAboutOthers(reading, subject, { reader })) {
    const reason = "no entry of the tag's index names this digest: it is not a list of referrers";
    return { outcome: "none", reason, sightings: [], exchanges: reading.exchanges };
  }
  const { dropped } = reading.manifest;
  const sightings = reading.manifest.manifests.map((descriptor) => ({
    descriptor,
    repository: subject.repository,
    relation: "refers" as const,
    tag,
  }));
  return {
    // What could not be read may be a referrer: an empty rest is no "none".
    outcome: sightings.length > 0 ? "found" : dropped ? "failed" : "none",
    sightings,
    exchanges: reading.exchanges,
    ...(dropped && { truncated: true, reason: unreadableEntries(dropped, "the tag's index") }),
  };
}

function answerWithoutList(reading: Exclude<Reading, PresentManifest>): StrategyAnswer {
  const { state, reason, exchanges, repositoryUnknown } = reading;
  if (state !== "missing") return { outcome: state, reason, sightings: [], exchanges };
  // A registry that does not know the repository, or hides it, has not spoken about the tag.
  if (repositoryUnknown) return { outcome: "failed", reason, sightings: [], exchanges };
  return { outcome: "none", sightings: [], exchanges };
}

/** "If the tag does not resolve to a valid image index, the client SHOULD assume there are no referrers." */
function whyNoList(reading: PresentManifest, subject: string): string | undefined {
  // GitLab reads the tag `sha256-x` as the digest `sha256:x` (oras#2148, 2026-09).
  if (reading.digest === subject)
    return "the tag resolves to the subject itself, so it is no list of referrers";
  if (reading.manifest.form !== "oci-index") {
    return `ignored: the tag names ${reading.mediaType.slice(0, 96)}, not an OCI index`;
  }
  if (reading.manifest.subject) return "ignored: the tag's index has a subject of its own";
  return undefined;
}

/**
 * Whether all entries were read and none names the subject. One good entry settles it, and what cannot be read
 * counts for the list: then each entry is shown and judged by itself.
 */
async function isAboutOthers(
  list: PresentManifest,
  subject: Subject,
  { reader }: Pick<StrategyContext, "reader">,
): Promise<boolean> {
  const { manifests: entries, dropped } = list.manifest;
  if (dropped || entries.length === 0 || entries.length > MAX_CHECKED) return false;
  for (const entry of entries) {
    const reading = await reader.read(subject.repository, entry.digest);
    if (reading.state !== "present") return false;
    if (names(reading.manifest, subject.digest)) return false;
  }
  return true;
}
