// A repository's tags: whether one is there, which start with a digest's prefix, which name digests.
import { type DigestTag, parseDigestTag } from "#lib/oci";

export class TagList {
  /** Sorted: registries list in any order (distribution 2.8.2), and a prefix is then one range. */
  readonly #sorted: readonly string[];
  readonly #all: ReadonlySet<string>;
  /** Why there may be more tags; absent when the list is whole. */
  readonly truncated?: string;

  constructor(tags: readonly string[], truncated?: string) {
    this.#all = new Set(tags);
    this.#sorted = [...this.#all].sort();
    this.truncated = truncated;
  }

  get size(): number {
    return this.#all.size;
  }

  /** True or false when that is known; undefined when the list is cut and does not have it. */
  has(tag: string): boolean | undefined {
    if (this.#all.has(tag)) return true;
    return this.truncated === undefined ? false : undefined;
  }

  /** All tags that start with `prefix`, in byte order. */
  startingWith(prefix: string): string[] {
    const found: string[] = [];
    for (let at = this.#firstFrom(prefix); at < this.#sorted.length; at++) {
      const tag = this.#sorted[at];
      if (tag === undefined || !tag.startsWith(prefix)) break;
      found.push(tag);
    }
    return found;
  }

  /** Tags that are made from a digest: referrers tags, cosign's, Proposal E's. */
  digestTags(): { tag: string; parsed: DigestTag }[] {
    return this.#sorted.flatMap((tag) => {
      const parsed = parseDigestTag(tag);
      return parsed ? [{ tag, parsed }] : [];
    });
  }

  /** Tags that a person gave. */
  plainTags(): string[] {
    return this.#sorted.filter((tag) => parseDigestTag(tag) === undefined);
  }

  /** Binary search: the index of the first tag that is not before `text`. */
  #firstFrom(text: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? "") < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
