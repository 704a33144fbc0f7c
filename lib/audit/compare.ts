// One digest: what its tags list held against what the API lists, in both directions.
import type { Made } from "#lib/upgrade";
import type { ApiAnswer } from "./api-way.ts";
import { readEntries, type ValidEntry } from "./read-entries.ts";
import type { FiledTags } from "./repository-tags.ts";
import { lastOf, type Run } from "./run.ts";
import { readTagSide, type TagEntry, type TagSide } from "./tag-side.ts";

/** How what is attached to a digest was made. `isWhole`: every way was asked and answered to the end. */
export type Compared = { made: Made; isWhole: boolean };

/** Asks for the digest's referrers in every way, and writes down what does not agree. */
export async function compareSubject(run: Run, subject: string): Promise<Compared> {
  const tags = run.tags.of(subject);
  const [api, side] = await Promise.all([run.api.list(subject), readTagSide(run, subject, tags)]);
  const alone = await readApiAlone(run, subject, api, side);
  tellOneSided(run, subject, api, side);
  const attached = [...side.valid, ...alone.valid];
  await tellMissingSubject(run, subject, tags, attached);
  const cosign = tags?.cosign.length ?? 0;
  const trees = attached.filter(({ isArtifact }) => isArtifact).length;
  const inTags = side.valid.filter(({ isArtifact }) => !isArtifact).length;
  const made: Made = {
    "cosign-tags": cosign,
    "branch-with-tag": inTags,
    "branch-without-tag": attached.length - trees - inTags + alone.claimed,
    tree: trees,
  };
  const isAnswered = api.state === "absent" || (api.state === "listed" && api.cut === undefined);
  // A tag that was cut off the list may be cosign's.
  const isWhole = isAnswered && side.isWhole && alone.isWhole && run.tags.truncated === undefined;
  return { made, isWhole };
}

/** `claimed`: how many stand by the list's word alone, since the audit's bound was reached. */
type ApiAlone = { valid: ValidEntry[]; claimed: number; isWhole: boolean };

/** Reads what the API lists and no tag does; what the tags list was read already. */
async function readApiAlone(run: Run, subject: string, api: ApiAnswer, side: TagSide): Promise<ApiAlone> {
  if (api.state === "absent") return { valid: [], claimed: 0, isWhole: true };
  if (api.state === "unanswered") {
    const { because, reason, exchanges } = api;
    run.ledger.add({ kind: "unchecked", subject, because, reason, exchanges: lastOf(exchanges) });
    return { valid: [], claimed: 0, isWhole: false };
  }
  const exchanges = lastOf(api.exchanges);
  if (api.cut !== undefined) {
    run.ledger.add({ kind: "unchecked", subject, because: "truncated", reason: api.cut, exchanges });
  }
  const alone = [...new Set(api.entries.map(({ digest }) => digest))].filter(
    (digest) => !side.named.has(digest),
  );
  const source = { subject, list: "the API", listed: api.entries, exchanges };
  const { valid, unread, isOpen } = await readEntries(run, alone, source);
  for (const { digest, exchanges: shown } of valid) {
    const reason =
      side.named.size > 0
        ? "the API lists it, and the referrers tag of its subject does not"
        : "the API lists it; its subject has no referrers tag";
    run.ledger.add({ kind: "api-only", digest, subject, reason, exchanges: shown });
  }
  for (const digest of unread) {
    const reason = "the API lists it; its own manifest was not read, since the audit's bound was reached";
    run.ledger.add({ kind: "api-only", digest, subject, reason, exchanges });
  }
  return { valid, claimed: unread.length, isWhole: !isOpen };
}

/** The gap: only what is valid in a tag, and only where the API gave its whole list. */
function tellOneSided(run: Run, subject: string, api: ApiAnswer, side: TagSide): void {
  if (api.state !== "listed" || api.cut !== undefined || run.signal.aborted) return;
  const listed = new Set(api.entries.map(({ digest }) => digest));
  run.ledger.compared += side.valid.length;
  for (const entry of side.valid) {
    if (listed.has(entry.digest)) continue;
    const { digest, tag, exchanges } = entry;
    run.ledger.add({
      ...{ kind: "tag-only", digest, tag, subject },
      reason: `${entry.by === "refers" ? "by Proposal E's field refers, " : ""}the tag leads to it, and the API does not list it`,
      exchanges: lastOf(exchanges, api.exchanges),
    });
  }
}

/** A subject need not be there (distribution-spec), so what names it is not lost, only about nothing. */
async function tellMissingSubject(
  run: Run,
  subject: string,
  tags: FiledTags | undefined,
  attached: readonly (ValidEntry | TagEntry)[],
): Promise<void> {
  if (!tags && attached.length === 0) return;
  const presence = await run.presence.of(subject);
  if (presence.is === "unknown") {
    const { because = "failed", reason = "it was not answered", exchanges } = presence;
    run.ledger.add({ kind: "unchecked", subject, because, reason, exchanges: lastOf(exchanges) });
  }
  if (presence.is !== "gone") return;
  const reason = "the digest that the tag is made from is not in the repository";
  const exchanges = lastOf(presence.exchanges);
  for (const tag of [
    ...(tags?.exact ? [tags.exact] : []),
    ...(tags?.cosign ?? []),
    ...(tags?.others ?? []),
  ]) {
    run.ledger.add({ kind: "dangling-tag", tag, subject, reason, exchanges });
  }
  for (const entry of attached) {
    run.ledger.add({
      ...{ kind: "orphaned-referrer", digest: entry.digest, subject },
      ...("tag" in entry ? { tag: entry.tag } : {}),
      reason: "what it refers to is not in the repository",
      exchanges: lastOf(entry.exchanges, presence.exchanges),
    });
  }
}
