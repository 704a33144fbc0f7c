// The door's contract: what one registry can be asked, and in which shape it answers.
import type { Exchange } from "#lib/evidence";
import type { Descriptor, Manifest } from "#lib/oci";
import type { CredentialSource } from "./auth/credential-store.ts";
import type { WritableRepository } from "./writable.ts";

/**
 * Of every answer. `exchanges` are all requests it took, in order. `asNobody`: there is a credential for it, which did
 * not go along (or was held back), so that what is not shown may only be hidden.
 */
type Asked = { exchanges: Exchange[]; asNobody?: true };

/** A definite positive answer (2xx, bounded, parsed). */
export type Found<T> = Asked & { found: true; value: T; status: number };

/**
 * Any other HTTP answer, and a 200 whose body is something else than was asked for (an HTML page, other JSON).
 * A token service's 429 or 5xx stands here too, with its own status. What it means (none? unsupported? denied?)
 * is the caller's to say.
 */
export type Refusal = Asked & {
  found: false;
  status: number;
  /** The first `errors[].code` of the distribution spec's error body, where there is one: "NAME_UNKNOWN". */
  errorCode?: string;
  contentType?: string;
  /** Seconds, from Retry-After, where the registry sent it. */
  retryAfterSeconds?: number;
  /** The origin that a redirect pointed to when it was not followed. */
  redirectedTo?: string;
  /** In words, where the status does not say it all: why a 401 was not overcome, what a 200 was instead of a list. */
  reason?: string;
};
export type Answer<T> = Found<T> | Refusal;

/** A manifest whose bytes were hashed before they were parsed. `digest` is computed over `bytes`. */
export type ManifestAnswer = {
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
  manifest: Manifest;
  /** Oddities that do not stop the reading: "Content-Type says …, the body says …". */
  warnings: string[];
  /** The answer's `ETag`, as it was sent: what a conditional write of the tag names. */
  etag?: string;
};

export type ResolveAnswer = {
  digest: string;
  mediaType: string;
  /** Bytes, from Content-Length or the body; absent when the registry sent neither. */
  size?: number;
  /** How the digest was learnt: the header of a HEAD, or hashing the body of a GET. */
  by: "HEAD" | "GET";
  /** The manifest, where a GET was needed. */
  manifest?: ManifestAnswer;
};

/** A list read page by page. `truncated` says why it ends early: a page cap, a repeated or foreign Link. */
export type Listed<T> = { items: T[]; pages: number; truncated?: string };

export type ReferrersAnswer = Listed<Descriptor> & {
  /** Content-Type was an OCI index. If not, the body was still index-shaped: non-conformant, but usable. */
  conformantType: boolean;
  /** `OCI-Filters-Applied`, or the rc-era annotations of the same meaning; [] when none was said. */
  filtersApplied: string[];
  /** Whether any page came with a `Link: rel="next"`. */
  paged: boolean;
  /** What was odd in the pages, or left out of them: "The index has no mediaType." */
  warnings: string[];
};

export type Extension = { name: string; url?: string; description?: string; endpoints: string[] };

export type PingAnswer = {
  /** The `WWW-Authenticate` schemes, lower case. */
  challenges: string[];
  /** `Docker-Distribution-Api-Version` and `Server`, as claimed. */
  apiVersion?: string;
  server?: string;
};

/** Extra, per request. */
export type AskOptions = {
  /** Shown as the exchange's purpose. */
  purpose?: string;
};

/**
 * One registry as one exploration sees it: bound to a signal and a sink for exchanges.
 * Every method throws `ExplorerError` for faults (no connection, limits, malformed or wrong bytes), with the
 * ids of the exchanges that show it; an HTTP status is never a fault but a `Refusal`.
 */
export interface Registry {
  /** The host as references name it: "docker.io", "localhost:5000". */
  readonly host: string;
  /** The origin that is asked: "https://registry-1.docker.io". */
  readonly origin: string;
  /** `GET /v2/`. A 401 with a challenge is an answer (status 401), found: true. */
  ping(options?: AskOptions): Promise<Answer<PingAnswer>>;
  /**
   * HEAD, then GET where the digest header is missing. A 404 to HEAD has no `errorCode`: `withCode` asks for it with a
   * GET, for whoever tells an unknown repository from an unknown manifest.
   */
  resolve(
    repository: string,
    reference: string,
    options?: AskOptions & { withCode?: boolean },
  ): Promise<Answer<ResolveAnswer>>;
  /**
   * By digest (then the bytes are checked against it) or by tag. `size` in bytes is checked when given. `accept` are
   * the media types that the asker knows; absent: all.
   */
  manifest(
    repository: string,
    reference: string,
    options?: AskOptions & { size?: number; accept?: readonly string[] },
  ): Promise<Answer<ManifestAnswer>>;
  /** The bytes of a manifest, by digest and checked against it, without being parsed. */
  manifestBytes(repository: string, digest: string, options?: AskOptions): Promise<Answer<Uint8Array>>;
  /** Whole blob, digest and size checked, at most `maxBytes`. */
  blob(
    repository: string,
    digest: string,
    options?: AskOptions & { size?: number; maxBytes?: number },
  ): Promise<Answer<Uint8Array>>;
  /** Up to 10,000 tags and 50 pages unless told otherwise. */
  tags(
    repository: string,
    options?: AskOptions & { maxTags?: number; maxPages?: number },
  ): Promise<Answer<Listed<string>>>;
  catalog(options?: AskOptions & { maxRepositories?: number }): Promise<Answer<Listed<string>>>;
  /** All pages of `/referrers/<digest>`; `artifactType` is passed on, never applied here. */
  referrers(
    repository: string,
    digest: string,
    options?: AskOptions & { artifactType?: string },
  ): Promise<Answer<ReferrersAnswer>>;
  /** `GET /v2/_oci/ext/discover`, or the repository's own. */
  extensions(repository?: string, options?: AskOptions): Promise<Answer<Extension[]>>;
  /** `_oras/artifacts/referrers` ("ext"), or the older `/oras/artifacts/v1/...` ("v1"). */
  orasReferrers(
    repository: string,
    digest: string,
    form: "ext" | "v1",
    options?: AskOptions,
  ): Promise<Answer<Listed<Descriptor>>>;
  /** The working group's test API: `_oci/artifacts/referrers?digest=`. */
  wgReferrers(repository: string, digest: string, options?: AskOptions): Promise<Answer<Listed<Descriptor>>>;
  /**
   * A GET whose answer is judged by its status and bytes alone: the probe's control questions. In pieces, a path is
   * encoded, and none of them leads out of its place; as one text it is sent as it is.
   */
  bare(path: string | readonly string[], options?: AskOptions & { accept?: string }): Promise<BareAnswer>;
}

export type BareAnswer = Asked & {
  status: number;
  contentType?: string;
  headers: Record<string, string>;
  /** At most 64 KiB. */
  bytes: Uint8Array;
};

/** What an exploration lends to the registries it opens. */
export type Session = {
  /** Aborts every request of this exploration, down to the socket. */
  signal: AbortSignal;
  /** Called once for each finished request. */
  onExchange: (exchange: Exchange) => void;
};

/** One per process: connections, tokens, politeness and breakers are shared by all explorations. */
export interface RegistryClient {
  open(host: string, session: Session): Registry;
  /**
   * The one repository of a registry that may be written to. `credentials` are used for it instead of the client's.
   * Throws writes-off unless the client was made with writes, bad-reference for what is no host, and bad-request for
   * what is no repository.
   */
  openForWriting(
    host: string,
    repository: string,
    session: Session,
    options?: { credentials?: CredentialSource },
  ): WritableRepository;
  close(): Promise<void>;
}
