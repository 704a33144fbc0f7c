// Keeps OCI 1.1's referrers tag: one index that every producer rewrites, so that none may lose another's entry.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
import { type Descriptor, MEDIA_TYPES, referrersTag } from "#lib/oci";
import type { ManifestAnswer, PushConditions, WritableRepository } from "#lib/registry";
import { type Heard, hear, isRejection, type Unheard, unknownOf } from "./hear.ts";
import { count } from "./listed.ts";
import { whyNoList } from "./read-exact-tag.ts";
import type { Tell, Unknown } from "./shapes.ts";

/** More rounds than this are not tried. Where conditions are honoured each lost round is one that another won. */
const MAX_ROUNDS = 10;

/**
 * What became of the tag. `losses` are the times that the entry was written, confirmed, and then not there. "kept" is
 * how it was at the end: where no condition was honoured, a producer that read the tag before this one wrote it, and
 * writes after this one verified it, takes the entry away unseen.
 */
export type KeptTag = {
  tag: string;
  /** "refused": there is something else at the tag, or the registry rejects the index. */
  state: "kept" | "lost" | "refused" | Unknown;
  rounds: number;
  losses: { said: string; exchanges: string[] }[];
  /** Whether the registry was seen to turn away a write that came too late. */
  conditions: "honoured" | "not known";
  said: string;
  exchanges: string[];
};

/** The two moments at which another producer can come between: tests and demonstrations wait there. */
export type Moment = "before the write" | "before the verification";

export type KeepOptions = { tell?: Tell; pause?: (moment: Moment) => Promise<void> };

/** What was read at the tag: the raw document, so that nothing in it is lost by writing it anew. */
type Held = {
  document: Record<string, unknown>;
  list: unknown[];
  digests: Set<string>;
  match: PushConditions;
  exchanges: string[];
};
type Ended = Pick<KeptTag, "state" | "said">;

/**
 * Reads the tag, adds the entry, writes on the condition that the tag is still as it was read, and verifies by reading
 * it again; round after round while another producer comes between. Nothing is written over what could not be read.
 */
export function keepReferrersTag(
  to: WritableRepository,
  subject: string,
  entry: Descriptor,
  options: KeepOptions = {},
): Promise<KeptTag> {
  return new Keeper(to, subject, entry, options).keep();
}

class Keeper {
  private readonly tag: string;
  private readonly exchanges: string[] = [];
  private readonly losses: KeptTag["losses"] = [];
  private rounds = 0;
  private conditions: KeptTag["conditions"] = "not known";
  private readonly to: WritableRepository;
  private readonly subject: string;
  private readonly entry: Descriptor;
  private readonly options: KeepOptions;

  constructor(to: WritableRepository, subject: string, entry: Descriptor, options: KeepOptions) {
    this.to = to;
    this.subject = subject;
    this.entry = entry;
    this.options = options;
    this.tag = referrersTag(subject);
  }

  async keep(): Promise<KeptTag> {
    /** Exchanges of the write and of the answer that did not have it. */
    let unconfirmed: string[] | undefined;
    for (;;) {
      const read = await this.read("reads the referrers tag");
      if ("state" in read) return this.ended(read);
      if (this.lists(read)) return this.ended({ state: "kept", said: "the tag lists X" });
      // Only the second answer without it makes a loss: the first may have been older than the write.
      if (unconfirmed) this.noteLoss([...unconfirmed, ...read.exchanges]);
      if (this.rounds === MAX_ROUNDS) return this.ended({ state: "lost", said: "X is not on the tag" });
      const round = await this.round(read);
      if ("state" in round) return this.ended(round);
      unconfirmed = round.unconfirmed;
    }
  }

  /** Writes what was read and the entry, and reads it back. */
  private async round(read: Held): Promise<Ended | { unconfirmed?: string[] }> {
    const { pause } = this.options;
    this.rounds++;
    await pause?.("before the write");
    const wrote = await this.write(read);
    if (wrote === "too late") return {};
    if ("state" in wrote) return wrote;
    await pause?.("before the verification");
    const seen = await this.read("reads the referrers tag back");
    if ("state" in seen) return { ...seen, said: `written, but not verified: ${seen.said}` };
    if (this.lists(seen)) return { state: "kept", said: "the tag lists X" };
    return { unconfirmed: [...wrote.exchanges, ...seen.exchanges] };
  }

  private async read(what: string): Promise<Held | Ended> {
    const { reading, repository } = this.to;
    const accept = [MEDIA_TYPES.ociIndex];
    const heard = await hear(() =>
      reading.manifest(repository, this.tag, { accept, purpose: "referrers tag" }),
    );
    const read = heard.found ? heldOf(heard.value, this.subject, heard.exchanges) : withoutTag(heard);
    const outcome = "state" in read ? read.said : wordsOf(heard, read);
    this.told(what, outcome, heard.exchanges);
    return read;
  }

  private async write({
    document,
    list,
    match,
  }: Held): Promise<"too late" | Ended | { exchanges: string[] }> {
    const manifests = [...list, this.entry];
    const bytes = new TextEncoder().encode(JSON.stringify({ ...document, manifests }));
    const index = { bytes, mediaType: MEDIA_TYPES.ociIndex };
    const heard = await hear(() =>
      this.to.pushManifest(this.tag, index, { ...match, purpose: "push the referrers tag" }),
    );
    const what = `writes the referrers tag with ${count(manifests.length, "entry", "entries")}`;
    const { exchanges } = heard;
    if (heard.found) {
      this.told(what, `${heard.status}: stored`, exchanges);
      return { exchanges };
    }
    // RFC 9110, 15.5.13: the tag is not what it was when it was read.
    if (heard.status === 412) {
      this.conditions = "honoured";
      this.told(what, "412: another producer was faster; nothing was lost", exchanges);
      return "too late";
    }
    this.told(what, heard.said, exchanges);
    return { state: isRejection(heard) ? "refused" : unknownOf(heard), said: heard.said };
  }

  private lists({ digests }: Held): boolean {
    return digests.has(this.entry.digest);
  }

  private noteLoss(exchanges: string[]): void {
    const said = "lost update detected: X was written to the tag and is not on it";
    this.losses.push({ said, exchanges });
    this.options.tell?.({ what: "compares what it wrote with what is there", outcome: said, exchanges });
  }

  private told(what: string, outcome: string, exchanges: string[]): void {
    this.exchanges.push(...exchanges);
    this.options.tell?.({ what, outcome, exchanges });
  }

  private ended(end: Ended): KeptTag {
    const { tag, rounds, losses, conditions, exchanges } = this;
    return { tag, ...end, rounds, losses, conditions, exchanges };
  }
}

function wordsOf(heard: Heard<ManifestAnswer>, { list }: Held): string {
  if (!heard.found) return `${heard.said}: no list yet`;
  return `${heard.status}, ${count(list.length, "entry", "entries")}`;
}

/** "If the pull returns a manifest other than the expected image index, the client SHOULD report a failure and stop." */
function heldOf(answer: ManifestAnswer, subject: string, exchanges: string[]): Held | Ended {
  const refused = whyNoList(answer, subject);
  if (refused) return { state: "refused", said: refused };
  const { json, manifests } = answer.manifest;
  const list = Array.isArray(json.manifests) ? json.manifests : [];
  const digests = new Set(manifests.map(({ digest }) => digest));
  return {
    document: json,
    list,
    digests,
    match: { ifMatch: answer.etag ?? `"${answer.digest}"` },
    exchanges,
  };
}

/** Only a tag that is not there may be begun; over what could not be read nothing is written. */
function withoutTag(heard: Unheard): Held | Ended {
  if (heard.state !== "missing") return { state: heard.state, said: `${heard.said}: could not check` };
  const document = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex };
  return { document, list: [], digests: new Set(), match: { ifNoneMatch: "*" }, exchanges: heard.exchanges };
}
