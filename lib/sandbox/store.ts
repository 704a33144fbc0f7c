// All that a sandbox registry holds, in memory: blobs shared by digest, and per repository what it may show.
import { digestOf, referrersTagOf } from "./digest.ts";
import { type ManifestFacts, manifestFacts } from "./manifest-facts.ts";

export type StoredManifest = {
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
  /** Empty lists and no fields where the bytes are not a JSON object. */
  facts: ManifestFacts;
};

export type Repository = {
  readonly name: string;
  /** Digests of the blobs that this repository may serve. */
  readonly blobs: Set<string>;
  readonly manifests: Map<string, StoredManifest>;
  readonly tags: Map<string, string>;
  /** Subject digest to the digests of its referrers, in the order of their arrival. */
  readonly referrers: Map<string, Set<string>>;
};

export class Store {
  readonly repositories = new Map<string, Repository>();
  /** The bytes of every blob that at least one repository holds. */
  readonly blobs = new Map<string, Uint8Array>();
  readonly #maxBytes: number;
  #bytes = 0;

  /** `maxBytes`: what pushes may fill; see `hasRoom`. */
  constructor(maxBytes = Number.POSITIVE_INFINITY) {
    this.#maxBytes = maxBytes;
  }

  /** Whether `size` bytes more may be pushed. What is placed by the program itself is never refused. */
  hasRoom(size: number): boolean {
    return this.#bytes + size <= this.#maxBytes;
  }

  /** The repository, made when it is not there yet. */
  repository(name: string): Repository {
    const known = this.repositories.get(name);
    if (known) return known;
    const made = {
      name,
      blobs: new Set<string>(),
      manifests: new Map(),
      tags: new Map(),
      referrers: new Map(),
    };
    this.repositories.set(name, made);
    return made;
  }

  /** Keeps the bytes under a digest that the caller has checked. */
  putBlob(name: string, digest: string, bytes: Uint8Array): void {
    if (!this.blobs.has(digest)) {
      this.blobs.set(digest, bytes);
      this.#bytes += bytes.byteLength;
    }
    this.repository(name).blobs.add(digest);
  }

  /** The blob's bytes, if this repository may serve them. */
  blob(name: string, digest: string): Uint8Array | undefined {
    return this.repositories.get(name)?.blobs.has(digest) ? this.blobs.get(digest) : undefined;
  }

  /** Takes the blob from this repository; its bytes go with the last one that held it. */
  deleteBlob(name: string, digest: string): boolean {
    if (!this.repositories.get(name)?.blobs.delete(digest)) return false;
    for (const repository of this.repositories.values()) if (repository.blobs.has(digest)) return true;
    this.#bytes -= this.blobs.get(digest)?.byteLength ?? 0;
    this.blobs.delete(digest);
    return true;
  }

  /** Stores a manifest as it is, under `digest` (checked by the caller) or its sha256. */
  putManifest(name: string, mediaType: string, bytes: Uint8Array, digest = digestOf(bytes)): StoredManifest {
    const facts = manifestFacts(bytes, mediaType) ?? { blobs: [], children: [] };
    const stored = { digest, mediaType, bytes, facts };
    const { manifests } = this.repository(name);
    this.#bytes += bytes.byteLength - (manifests.get(digest)?.bytes.byteLength ?? 0);
    manifests.set(digest, stored);
    return stored;
  }

  /** Removes a manifest, its tags and its place in the referrers index. Its own referrers stay. */
  deleteManifest(name: string, digest: string): boolean {
    const repository = this.repositories.get(name);
    const manifest = repository?.manifests.get(digest);
    if (!repository || !manifest) return false;
    repository.manifests.delete(digest);
    this.#bytes -= manifest.bytes.byteLength;
    for (const [tag, target] of repository.tags) if (target === digest) repository.tags.delete(tag);
    for (const set of repository.referrers.values()) set.delete(digest);
    return true;
  }

  /** Notes under the manifest's subject (or `refers`) that it refers to it. Each listing shows its own forms. */
  index(name: string, manifest: StoredManifest): void {
    const subject = manifest.facts.subject ?? manifest.facts.refers;
    if (subject === undefined) return;
    const { referrers } = this.repository(name);
    referrers.set(subject, (referrers.get(subject) ?? new Set()).add(manifest.digest));
  }

  /** The indexed referrers of a subject, in the order of their arrival. */
  referrersOf(name: string, subject: string): StoredManifest[] {
    const repository = this.repositories.get(name);
    return [...(repository?.referrers.get(subject) ?? [])].flatMap((digest) => {
      const manifest = repository?.manifests.get(digest);
      return manifest ? [manifest] : [];
    });
  }

  /**
   * "Manifests listed in a referrers tag index that have a valid subject MUST be included in the response"
   * (distribution-spec, "Enabling the Referrers API"). Returns how many were indexed.
   */
  reindex(): number {
    let count = 0;
    for (const repository of this.repositories.values()) {
      for (const [tag, target] of repository.tags) {
        for (const child of repository.manifests.get(target)?.facts.children ?? []) {
          const manifest = repository.manifests.get(child);
          const subject = manifest?.facts.subject;
          if (!manifest || subject === undefined || referrersTagOf(subject) !== tag) continue;
          this.index(repository.name, manifest);
          count++;
        }
      }
    }
    return count;
  }
}
