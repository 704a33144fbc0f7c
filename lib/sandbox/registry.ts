// One sandbox registry: its store, its switches, and the handler that answers over HTTP.
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveToken, TokenService } from "./auth.ts";
import { authorize } from "./authorize.ts";
import { MAX_STORE_BYTES } from "./body.ts";
import type { Call, Route } from "./call.ts";
import { digestOf } from "./digest.ts";
import { type Listening, listenOn } from "./listen.ts";
import {
  errorReply,
  type Headers,
  jsonReply,
  noRouteReply,
  type Reply,
  unsupportedReply,
  writeReply,
} from "./reply.ts";
import { RequestLog } from "./request-log.ts";
import { matchRoute, type RouteName } from "./router.ts";
import { serveBlob } from "./routes/blobs.ts";
import { serveExtDiscover, serveOrasExt, serveOrasV1, serveWg } from "./routes/extensions.ts";
import { serveManifest } from "./routes/manifests.ts";
import { serveReferrers } from "./routes/referrers.ts";
import { serveCatalog, serveTags } from "./routes/tags.ts";
import { serveUpload, serveUploads } from "./routes/uploads.ts";
import { Store } from "./store.ts";
import { DEFAULT_SWITCHES, isIndexing, type ReferrersMode, type Switches } from "./switches.ts";
import { UploadSessions } from "./upload-sessions.ts";

/** What a hook may do instead of the registry: nothing more ("handled"), cut the connection ("drop"), or an answer. */
export type Intervention =
  | "handled"
  | "drop"
  | { status: number; headers?: Headers; body?: string | Uint8Array };

/** Sees every request first. Awaiting in it is latency; undefined lets the registry answer. */
export type OnRequest = (
  request: IncomingMessage,
  response: ServerResponse,
) => Intervention | undefined | Promise<Intervention | undefined>;

/** A manifest to place without a push. `index`: whether the referrers listing names it (default: as the switches say). */
export type PutOptions = {
  tag?: string;
  mediaType: string;
  bytes: Uint8Array | string;
  /** "sha256" unless given. */
  algorithm?: "sha256" | "sha512";
  index?: boolean;
};

export type RegistryOptions = Partial<Switches> & {
  onRequest?: OnRequest;
  /** Requests that `requests` remembers; 20,000 without it. */
  requestLogSize?: number;
  /** Bytes that pushes may fill it with; 512 MiB without it. */
  maxBytes?: number;
};

export type SandboxRegistry = {
  readonly store: Store;
  /** May be changed at any time; the next request sees it. */
  readonly switches: Switches;
  readonly requests: RequestLog;
  readonly tokens: TokenService;
  onRequest: OnRequest | undefined;
  /** For node's `createServer`; `listen` may also be called several times for several origins of one registry. */
  handler(request: IncomingMessage, response: ServerResponse): void;
  listen(options?: { port?: number; host?: "127.0.0.1" }): Promise<Listening>;
  /** Places a manifest past all checks and switches. Returns its digest. */
  put(repository: string, manifest: PutOptions): string;
  /** Places a blob. Returns its digest. */
  putBlob(repository: string, bytes: Uint8Array | string, algorithm?: "sha256" | "sha512"): string;
  /**
   * Changes how referrers are answered, as an upgrade does. `reindex` (default: the switch `reindexOnEnable`)
   * takes in what valid referrers tags list. Returns how many manifests that were.
   */
  setReferrersApi(mode: ReferrersMode, options?: { reindex?: boolean }): number;
};

/** A registry with nothing in it; without options OCI 1.1, complete and open to all. */
export function createRegistry(options: RegistryOptions = {}): SandboxRegistry {
  const { onRequest, requestLogSize = 20_000, maxBytes = MAX_STORE_BYTES, ...chosen } = options;
  const switches: Switches = { ...DEFAULT_SWITCHES, ...chosen };
  const store = new Store(maxBytes);
  const tokens = new TokenService();
  const uploads = new UploadSessions();
  const requests = new RequestLog(requestLogSize);

  const registry: SandboxRegistry = {
    store,
    switches,
    requests,
    tokens,
    onRequest,
    handler(request, response) {
      void answer(request, response);
    },
    listen: (where = {}) => listenOn(registry.handler, where),
    put(repository, { tag, mediaType, bytes, algorithm, index = isIndexing(switches) }) {
      const buffer = Buffer.from(bytes);
      const stored = store.putManifest(repository, mediaType, buffer, digestOf(buffer, algorithm));
      if (tag !== undefined) store.repository(repository).tags.set(tag, stored.digest);
      if (index) store.index(repository, stored);
      return stored.digest;
    },
    putBlob(repository, bytes, algorithm) {
      const buffer = Buffer.from(bytes);
      const digest = digestOf(buffer, algorithm);
      store.putBlob(repository, digest, buffer);
      return digest;
    },
    setReferrersApi(mode, { reindex = switches.reindexOnEnable } = {}) {
      switches.referrersApi = mode;
      return mode === "on" && reindex ? store.reindex() : 0;
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const entry = requests.add({ method, url, status: 0, headers, at: Date.now() });
    try {
      const instead = await registry.onRequest?.(request, response);
      if (instead === "drop") response.destroy();
      else if (instead === undefined) writeReply(response, await serve(request, response));
      else if (instead !== "handled") writeReply(response, interventionReply(instead));
    } catch {
      // The client went away, or a route failed: neither may end the process that the demo runs in.
      if (response.headersSent || request.destroyed) response.destroy();
      else writeReply(response, errorReply(500, "UNKNOWN", "the sandbox registry failed"));
    }
    entry.status = response.headersSent ? response.statusCode : 0;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
    if (switches.server !== "") response.setHeader("Server", switches.server);
    const { method = "GET", url: path = "/", headers } = request;
    const target = `http://${headers.host ?? "localhost"}${path.startsWith("/") ? path : "/"}`;
    const url = URL.canParse(target) ? new URL(target) : undefined;
    const match = url && matchRoute(url.pathname);
    if (!url || !match) return noRouteReply();
    const { repository, reference } = match;
    const asked = { request, method, url, origin: url.origin, repository, reference, access: null };
    return dispatch({ ...asked, store, switches, uploads, tokens }, match.name);
  }

  return registry;
}

const ROUTES: Record<RouteName, Route> = {
  ping: () => jsonReply(200, {}),
  token: serveToken,
  catalog: serveCatalog,
  "ext-discover": serveExtDiscover,
  tags: serveTags,
  manifest: serveManifest,
  blob: serveBlob,
  uploads: serveUploads,
  upload: serveUpload,
  referrers: serveReferrers,
  "oras-ext": serveOrasExt,
  "oras-v1": serveOrasV1,
  wg: serveWg,
};
/** The routes that something can be written to; the others know GET and HEAD alone. */
const WRITABLE: ReadonlySet<RouteName> = new Set(["manifest", "blob", "uploads", "upload"]);

function dispatch(call: Call, route: RouteName): Reply | Promise<Reply> {
  const refused = authorize(call, route);
  if (refused) return refused;
  if (call.method !== "GET" && call.method !== "HEAD") {
    if (!WRITABLE.has(route)) return unsupportedReply("this can only be read", "GET, HEAD");
    // Registry clients send no Origin; a web page in the reader's browser does, and has nothing to push here.
    if (call.request.headers.origin !== undefined) return errorReply(403, "DENIED", "web pages cannot write");
    if (call.switches.readOnly) return unsupportedReply("this registry is read-only", "GET, HEAD");
  }
  return ROUTES[route](call);
}

function interventionReply({ status, headers = {}, body = "" }: Exclude<Intervention, string>): Reply {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...headers }, body: bytes };
}
