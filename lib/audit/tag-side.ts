// What the tags that are made from a digest say about it: its referrers tag, and Proposal E's tags.
import { names, observeManifest, type PresentManifest, Reader, type Reading } from "#lib/discovery";
import { referrersTag } from "#lib/oci";
import { type ReadEntries, readEntries, type ValidEntry } from "./read-entries.ts";
import type { FiledTags } from "./repository-tags.ts";
import { lastOf, type Run } from "./run.ts";
import { whyUnread } from "./unread.ts";

/** An entry and the tag that leads to it. */
export type TagEntry = ValidEntry & { tag: string };

export type TagSide = {
  valid: TagEntry[];
  /** Every digest that the tags name, valid or not. */
  named: Set<string>;
  /** All tags were read to the end. */
  isWhole: boolean;
};

type Asked = { subject: string; tag: string };

/** Proposal E's tags of one digest that are read: more are a fault or an attack. */
const MOST_OTHERS = 100;

/** Reads the tags of a digest and writes down what is wrong with them. `tags`: those that the tag list has. */
export async function readTagSide(run: Run, subject: string, tags: FiledTags | undefined): Promise<TagSide> {
  const side: TagSide = { valid: [], named: new Set(), isWhole: true };
  const tag = tags?.exact ?? referrersTag(subject);
  // A list that was cut may have left the tag out, so it is asked for.
  if (run.tags.has(tag) !== false) await readReferrersTag(run, { subject, tag }, side);
  const others = tags?.others ?? [];
  if (others.length > MOST_OTHERS)
    leaveOpen(run, { subject }, side, `only the first ${MOST_OTHERS} tags of this digest were read`);
  for (const other of others.slice(0, MOST_OTHERS)) {
    if (run.signal.aborted) break;
    takeArtifact(
      run,
      { subject, tag: other },
      await new Reader(run.registry).read(run.repository, other),
      side,
    );
  }
  return side;
}

async function readReferrersTag(run: Run, asked: Asked, side: TagSide): Promise<void> {
  const { subject, tag } = asked;
  const isListed = run.tags.has(tag) === true;
  const reading = await new Reader(run.registry).read(run.repository, tag);
  if (reading.state !== "present") {
    tellUnread(run, asked, reading, { side, isListed });
    return;
  }
  const { digest, manifest } = reading;
  const about = { subject, tag, exchanges: lastOf(reading.exchanges) };
  if (digest === subject) {
    // GitLab reads the tag `sha256-x` as the digest `sha256:x` (oras#2148, 2026-09).
    run.ledger.add({
      ...about,
      digest,
      kind: "tag-is-subject",
      reason: "the tag leads to the subject itself",
    });
  } else if (manifest.form !== "oci-index") {
    takeArtifact(run, asked, reading, side);
  } else if (manifest.subject) {
    const reason = "clients ignore it: the index has a subject of its own";
    run.ledger.add({ ...about, digest, kind: "not-a-list", reason });
  } else {
    await readList(run, asked, reading, side);
  }
}

async function readList(run: Run, asked: Asked, list: PresentManifest, side: TagSide): Promise<void> {
  const { subject, tag } = asked;
  const all = list.manifest.manifests.map(({ digest }) => digest);
  const exchanges = lastOf(list.exchanges);
  const seen = new Set<string>();
  for (const digest of all) {
    if (seen.has(digest)) {
      const reason = "the referrers tag lists it more than once";
      run.ledger.add({ kind: "duplicate-entry", digest, tag, subject, reason, exchanges });
    }
    seen.add(digest);
  }
  const { dropped = 0 } = list.manifest;
  if (dropped > 0) {
    const reason = `${dropped} of the list's entries ${dropped === 1 ? "is" : "are"} no descriptor that can be read`;
    run.ledger.add({ kind: "unreadable-entry", digest: list.digest, tag, subject, reason, exchanges });
    leaveOpen(run, asked, side, reason);
  }
  const entries = [...seen];
  if (entries.length > run.limits.entries) {
    leaveOpen(
      run,
      asked,
      side,
      `only the first ${run.limits.entries} entries of the referrers tag were looked at`,
    );
  }
  const listed = list.manifest.manifests;
  const source = { subject, tag, list: "the referrers tag", listed, exchanges };
  const read = await readEntries(run, entries.slice(0, run.limits.entries), source);
  takeEntries(run, asked, read, side);
  for (const digest of entries) side.named.add(digest);
}

function takeEntries(run: Run, asked: Asked, { valid, unread, isOpen }: ReadEntries, side: TagSide): void {
  side.valid.push(...valid.map((entry) => ({ ...entry, tag: asked.tag })));
  if (isOpen) side.isWhole = false;
  if (unread.length > 0) {
    leaveOpen(
      run,
      asked,
      side,
      `${unread.length} entries of the referrers tag were not read: the audit's bound was reached`,
    );
  }
}

/** A tag that names the artifact itself: what Proposal E's producers push. */
function takeArtifact(run: Run, asked: Asked, reading: Reading, side: TagSide): void {
  const { subject, tag } = asked;
  if (reading.state !== "present") {
    tellUnread(run, asked, reading, { side, isListed: true });
    return;
  }
  const { digest, manifest } = reading;
  const exchanges = lastOf(reading.exchanges);
  side.named.add(digest);
  run.presence.saw(digest, exchanges);
  run.observations.add(observeManifest(digest, manifest, reading.exchanges));
  if (names(manifest, subject)) {
    const by = manifest.subject?.digest === subject ? "subject" : "refers";
    side.valid.push({ digest, isArtifact: manifest.form === "oci-artifact", by, tag, exchanges });
  } else if (tag === referrersTag(subject)) {
    const reason = `clients ignore it: the tag names ${reading.mediaType.slice(0, 96)}, not an OCI index`;
    run.ledger.add({ kind: "not-a-list", digest, tag, subject, reason, exchanges });
  }
}

function tellUnread(
  run: Run,
  { subject, tag }: Asked,
  reading: Exclude<Reading, PresentManifest>,
  { side, isListed }: { side: TagSide; isListed: boolean },
): void {
  const { reason } = reading;
  const about = { subject, tag, exchanges: lastOf(reading.exchanges) };
  const because = whyUnread(reading);
  if (because === "gone") {
    if (isListed)
      run.ledger.add({ ...about, kind: "dangling-tag", reason: "the tag is listed, and nothing is there" });
    return;
  }
  side.isWhole = false;
  run.ledger.add({ ...about, kind: "unchecked", because, reason });
}

function leaveOpen(
  run: Run,
  { subject, tag }: { subject: string; tag?: string },
  side: TagSide,
  reason: string,
): void {
  side.isWhole = false;
  run.ledger.add({ kind: "unchecked", because: "truncated", subject, tag, reason, exchanges: [] });
}
