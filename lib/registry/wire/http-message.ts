// The shapes of one request to a registry and its reply, as the rest of this room uses them.
import type { Exchange } from "#lib/evidence";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * A credential for exactly one origin: it is dropped at the first change of origin for the rest of the chain.
 * `value` is the whole header ("Bearer ..."); `source` says where it came from and may be shown.
 */
export type Authorization = { value: string; origin: string; source: string };

/** What a request does there, where it does more than read; "token" is the POST to a token service that logs in. */
type WireDeed = "push" | "delete" | "token";

export type HttpRequest = {
  method: Method;
  /** Must be there for every method but GET and HEAD, and for these it must not. */
  deed?: WireDeed;
  url: URL;
  /** Must not hold credentials or framing headers: see `authorization`. Only accept, range and user-agent survive a change of origin. */
  headers?: Record<string, string>;
  body?: Uint8Array;
  authorization?: Authorization;
  /** Shown with the exchange: "resolve", "referrers API". */
  purpose: string;
  /** Cap for the body, in bytes on the wire and decoded. Default 4 MiB. Error answers are cut at 64 KiB instead. */
  maxBytes?: number;
  /**
   * Time on the wire in ms, all hops and retries together; default 30,000. Waiting for a free slot or for
   * Retry-After is not counted (the caller's `signal` bounds that).
   */
  deadlineMs?: number;
  /**
   * "follow" (default): up to five, each hop guarded. "same-origin": a redirect to another origin is the reply.
   * "none": every redirect is the reply. Methods other than GET and HEAD are never redirected.
   */
  redirects?: "follow" | "same-origin" | "none";
  /** Default: true for GET and HEAD. */
  retry?: boolean;
  /**
   * The URL whose answer named `url` (token realm, Link, upload Location), when a registry chose the target
   * and not the person: the rules for redirect targets then hold for it too.
   */
  referredBy?: URL;
  signal: AbortSignal;
  /** Called once for each finished attempt; must not throw. */
  onExchange: (exchange: Exchange) => void;
  /**
   * Scope of sharing: the identity that asks. Requests alike in scope, method, URL and headers are sent once
   * while one is under way. Absent: never shared.
   */
  share?: string;
};

/** What came back. `headers` in lower case, `url` the one that answered at last, `body` empty for HEAD. */
export type HttpReply = {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  url: URL;
  /** The origin that a redirect pointed to when it was not followed. */
  redirectedTo?: string;
  /** Every attempt it took, in order: retries and redirects too. */
  exchanges: Exchange[];
};
