// Says which manifests lie in which repository of which stage, and gathers that into the catalog.
import type { Stage } from "#lib/sandbox";
import { referrerEntry, referrersIndex, referrersTag } from "./carriers.mts";
import type { Descriptor, Manifest, Shelf } from "./shelf.mts";

type StageId = Stage["id"];

/** A repository as the catalog has it: lib/sandbox/content-catalog.ts, which reads it back, has the last word. */
export type Listing = {
  name: string;
  blobs: string[];
  manifests: { digest: string; mediaType: string; tags: string[]; indexed: boolean }[];
  missing: string[];
};
type Link = {
  subject?: Descriptor;
  manifests?: Descriptor[];
  config?: Descriptor;
  layers?: Descriptor[];
  blobs?: Descriptor[];
};

/** One repository of one stage, filled in the order in which its manifests can be pushed. */
export class Repository {
  readonly name: string;
  readonly #shelf: Shelf;
  readonly #manifests = new Map<string, Listing["manifests"][number]>();
  readonly #blobs = new Set<string>();
  readonly #named = new Set<string>();
  readonly #lost = new Set<string>();

  constructor(shelf: Shelf, name: string) {
    this.#shelf = shelf;
    this.name = name;
  }

  /** Stores manifests that no listing of referrers names. */
  push(manifests: Manifest[], tags: string[] = []): this {
    for (const manifest of manifests) this.#store(manifest, tags, false);
    return this;
  }

  /** Stores referrers that the stage's API lists. */
  pushIndexed(manifests: Manifest[]): this {
    for (const manifest of manifests) this.#store(manifest, [], true);
    return this;
  }

  /** Writes the referrers tag of `subject` as a client does that pushes `referrers` where there is no API. */
  tagReferrers(subject: Manifest, referrers: Manifest[]): this {
    return this.tagEntries(subject.descriptor.digest, referrers.map(referrerEntry));
  }

  /** Writes a referrers tag with whatever entries are given, true or not. */
  tagEntries(digest: string, entries: Descriptor[]): this {
    return this.push([referrersIndex(this.#shelf, entries)], [referrersTag(digest)]);
  }

  /** Takes back a blob that a manifest names, as a clean-up does that went too far. */
  lose({ digest }: Descriptor): this {
    this.#lost.add(digest);
    return this;
  }

  listing(): Listing {
    const absent = [...this.#named].filter((digest) => !this.#manifests.has(digest));
    return {
      name: this.name,
      blobs: [...this.#blobs].filter((digest) => !this.#lost.has(digest)),
      manifests: [...this.#manifests.values()],
      missing: [...absent, ...this.#lost],
    };
  }

  #store({ descriptor, body }: Manifest, tags: string[], indexed: boolean): void {
    const { digest, mediaType } = descriptor;
    const known = this.#manifests.get(digest);
    this.#manifests.set(digest, {
      digest,
      mediaType,
      tags: [...(known?.tags ?? []), ...tags],
      indexed: indexed || (known?.indexed ?? false),
    });
    const link = body as Link & { refers?: Descriptor };
    for (const blob of [link.config, ...(link.layers ?? []), ...(link.blobs ?? [])]) {
      if (blob) this.#blobs.add(blob.digest);
    }
    for (const named of [link.subject, link.refers, ...(link.manifests ?? [])]) {
      if (named) this.#named.add(named.digest);
    }
  }
}

type SampleText = { repository: Repository; tag: string; about: string; otherRepositories?: string[] };

/** What one stage holds; `samples` in the order of the front page. */
export type StagePlan = { stage: StageId; repositories: Repository[]; samples: SampleText[] };

export function samplesOf({ stage, samples }: StagePlan) {
  return samples.map(({ repository, tag, about, otherRepositories = [] }) => ({
    stage,
    repository: repository.name,
    tag,
    about,
    otherRepositories,
  }));
}
