// A repository's tags by what they are: names that people gave, and bookkeeping that is filed under a digest.
import { TagList } from "#lib/discovery";
import { type DigestTag, referrersTag } from "#lib/oci";
import type { Listed } from "#lib/registry";

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const COSIGN = new Set([".sig", ".att", ".sbom"]);

/**
 * The tags that are made from one digest. `exact` is the referrers tag; `others` have a suffix that is not cosign's,
 * as Proposal E's have. `digest` is absent where every tag cuts it off (sha512).
 */
export type FiledTags = { stem: string; digest?: string; exact?: string; cosign: string[]; others: string[] };

export type TagCounts = {
  all: number;
  plain: number;
  referrers: number;
  cosign: number;
  others: number;
  /** Not tags by the specification's grammar: left alone. */
  malformed: number;
};

export class RepositoryTags {
  readonly plain: readonly string[];
  readonly counts: TagCounts;
  /** Why there may be more; absent when the list is whole. */
  readonly truncated?: string;
  readonly #list: TagList;
  readonly #byStem = new Map<string, FiledTags>();

  constructor({ items, truncated }: Listed<string>) {
    const sound = items.filter((tag) => TAG.test(tag));
    this.#list = new TagList(sound, truncated);
    this.truncated = truncated;
    this.plain = this.#list.plainTags();
    for (const { tag, parsed } of this.#list.digestTags()) this.#file(tag, parsed);
    const filed = [...this.#byStem.values()];
    const sum = (of: (tags: FiledTags) => number) => filed.reduce((total, tags) => total + of(tags), 0);
    this.counts = {
      all: this.#list.size,
      plain: this.plain.length,
      referrers: sum(({ exact }) => (exact ? 1 : 0)),
      cosign: sum(({ cosign }) => cosign.length),
      others: sum(({ others }) => others.length),
      malformed: items.length - sound.length,
    };
  }

  /** The tags that are made from this digest. */
  of(digest: string): FiledTags | undefined {
    return this.#byStem.get(referrersTag(digest));
  }

  /** True or false when that is known; undefined when the list was cut and does not have it. */
  has(tag: string): boolean | undefined {
    return this.#list.has(tag);
  }

  filed(): Iterable<FiledTags> {
    return this.#byStem.values();
  }

  #file(tag: string, { algorithm, encoded, suffix, digest }: DigestTag): void {
    const stem = `${algorithm}-${encoded.slice(0, 64)}`;
    const tags = this.#byStem.get(stem) ?? { stem, cosign: [], others: [] };
    this.#byStem.set(stem, tags);
    tags.digest ??= digest;
    if (suffix === undefined) tags.exact = tag;
    else if (COSIGN.has(suffix)) tags.cosign.push(tag);
    else tags.others.push(tag);
  }
}
