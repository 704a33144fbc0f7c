// What the probe reads off a repository's tags: re-indexing held against the API, and tags left behind.
import { parseDigest, referrersTag } from "#lib/oci";
import type { Gathering } from "./gathering.ts";
import { observeManifest } from "./observations.ts";
import type { ApiList } from "./probe-referrers.ts";
import { isUnknown, type Reindexing } from "./reindex-gap.ts";

/** Entries that only the tag lists are read to see if they count; a few show a gap as well as all. */
const MAX_READ = 4;
const MAX_HEADS = 2;
const COSIGN_SUFFIXES = new Set([".sig", ".att", ".sbom"]);

/** Holds the subject's referrers tag against the API's list. Only entries whose own manifest names the subject count. */
export async function compareWithTag(
  { reader, observations, notes }: Gathering,
  repository: string,
  subject: string,
  api: ApiList,
): Promise<Reindexing> {
  const tag = await reader.read(repository, referrersTag(subject));
  if (tag.state !== "present") return { compared: 0 };
  if (tag.digest === subject) {
    notes.push("it reads a referrers tag as the digest that the tag spells");
    return { compared: 0 };
  }
  if (tag.manifest.form !== "oci-index" || tag.manifest.subject) return { compared: 0 };
  const listed = new Set(api?.map((descriptor) => descriptor.digest));
  const entries = tag.manifest.manifests.map((descriptor) => descriptor.digest);
  const both = entries.filter((digest) => listed.has(digest)).length;
  // Without an API to hold them against, one entry shows that the registry takes subjects.
  const alone = [...new Set(entries.filter((digest) => !listed.has(digest)))];
  const checked = alone.slice(0, api ? MAX_READ : 1);
  const readings = await Promise.all(checked.map((digest) => reader.read(repository, digest)));
  const gap: string[] = [];
  for (const reading of readings) {
    if (reading.state !== "present" || reading.manifest.subject?.digest !== subject) continue;
    observations.add(observeManifest(reading.digest, reading.manifest, reading.exchanges));
    gap.push(reading.digest);
  }
  if (api === undefined) return { compared: 0 };
  if (api.length === 0 && gap.length > 0) {
    notes.push(
      "its referrers list is empty though a referrers tag has entries: a cache may answer for itself",
    );
  }
  const compared = both + gap.length;
  // "No gap" needs a look at every entry.
  const isOpen = alone.length > checked.length || readings.some(({ state }) => isUnknown(state));
  return compared === 0 || (isOpen && gap.length === 0) ? { compared } : { gap, compared };
}

/** Counted tags: those made from digests, of these cosign's, and how many of the `looked` at are about nothing. */
export type TagCounts = {
  all: number;
  digestTags: number;
  cosignTags: number;
  looked: number;
  dangling: number;
};

/** Counts, and looks whether a few digest tags still have what they are about; undefined when no list was given. */
export async function countTags(
  { registry, shared, notes }: Gathering,
  repository: string,
  subject: string | undefined,
): Promise<TagCounts | undefined> {
  const { list, outcome } = await shared.tags(repository);
  if (outcome !== "found") return undefined;
  const digestTags = list.digestTags();
  const cosignTags = digestTags.filter(({ parsed }) => COSIGN_SUFFIXES.has(parsed.suffix ?? "")).length;
  const digests = digestTags.flatMap(({ parsed }) => parsed.digest ?? []);
  const others = [...new Set(digests)].filter(
    (digest) => digest !== subject && parseDigest(digest).verifiable,
  );
  const asked = others.slice(0, MAX_HEADS);
  const answers = await Promise.all(
    asked.map((digest) =>
      registry.resolve(repository, digest, { purpose: "subject of a digest tag" }).catch(() => undefined),
    ),
  );
  const dangling = answers.filter((answer) => answer && !answer.found && answer.status === 404).length;
  if (dangling > 0)
    notes.push(`${dangling} of ${asked.length} digest tags looked at are about nothing: dangling`);
  return { all: list.size, digestTags: digestTags.length, cosignTags, looked: asked.length, dangling };
}
