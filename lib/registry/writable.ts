// The door's contract for writing: what may be done to the one repository that a person named for it.
import type { Answer, AskOptions, Registry } from "./registry.ts";

export type PushedBlob = { digest: string };

/** What the registry said of a manifest that it took. */
export type PushedManifest = {
  /** Computed over the bytes that were sent. */
  digest: string;
  /** `Docker-Content-Digest`, when it is another one: the registry keeps something else than it was sent. */
  registryDigest?: string;
  /** `Docker-Content-Digest`, as it was sent, when it is no digest. */
  oddDigest?: string;
  /** `OCI-Subject`, as it was sent: the registry says that it indexes the subject. */
  ociSubject?: string;
  etag?: string;
};

export type ManifestPush = { bytes: Uint8Array; mediaType: string };

/** Sent as `If-Match` and `If-None-Match`. A registry that does not know them ignores them and writes. */
export type PushConditions = { ifMatch?: string; ifNoneMatch?: "*" };

/**
 * One repository that may be written to. Refscope names no other one in what it sends through it; where at its own
 * origin a blob's bytes go is the registry's to say. Nothing is sent twice (but for a 401, which
 * did nothing) and nothing is redirected: after a fault it is not known whether the registry did it. As with
 * `Registry`, a status is never a fault but a `Refusal`.
 */
export interface WritableRepository {
  readonly host: string;
  readonly origin: string;
  readonly repository: string;
  /**
   * The same registry and session, read as the same user, from the first request on: see `asNobody` in an answer for
   * where that was not possible.
   */
  readonly reading: Registry;
  /**
   * POST, then PUT to the address it answers with, which must be at the registry's own origin. An upload that comes to
   * nothing is called off (DELETE), also when the session's signal has aborted; what comes of that is not told.
   */
  pushBlob(
    bytes: Uint8Array,
    options?: AskOptions & { algorithm?: "sha256" | "sha512" },
  ): Promise<Answer<PushedBlob>>;
  /** By tag or digest. Throws bad-request, unsent, for a digest that the bytes do not have. */
  pushManifest(
    reference: string,
    manifest: ManifestPush,
    options?: AskOptions & PushConditions,
  ): Promise<Answer<PushedManifest>>;
  /** By digest the manifest goes, with its tags; by tag the tag alone, where the registry can do that. */
  deleteManifest(reference: string, options?: AskOptions): Promise<Answer<undefined>>;
  deleteBlob(digest: string, options?: AskOptions): Promise<Answer<undefined>>;
}
