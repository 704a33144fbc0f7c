// One sandbox registry: its store, its switches, and the handler that answers over HTTP.
import type { IncomingMessage, ServerResponse } from "node:http";
import { TokenService } from "./auth.ts";
import { MAX_STORE_BYTES } from "./body.ts";
import { digestOf } from "./digest.ts";
import { dispatch } from "./dispatch.ts";
import { type Listening, listenOn } from "./listen.ts";
import { errorReply, type Headers, type Reply, writeReply } from "./reply.ts";
import { RequestLog } from "./request-log.ts";
import { Store } from "./store.ts";
import { DEFAULT_SWITCHES, isIndexing, type ReferrersMode, type Switches } from "./switches.ts";
import { UploadSessions } from "./upload-sessions.ts";

/** What a hook may do instead of the registry: nothing more ("handled"), cut the connection ("drop"), or an answer. */
type Intervention = "handled" | "drop" | { status: number; headers?: Headers; body?: string | Uint8Array };

/** Sees every request first. Awaiting in it is latency; undefined lets the registry answer. */
export type OnRequest = (
  request: IncomingMessage,
  response: ServerResponse,
) => Intervention | undefined | Promise<Intervention | undefined>;

/** A manifest to place without a push. `index`: whether the referrers listing names it (default: as the switches say). */
type PutOptions = {
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

/** A registry in this process: what it holds, how it behaves, and the handler that answers over HTTP. */
export class SandboxRegistry {
  readonly store: Store;
  /** May be changed at any time; the next request sees it. */
  readonly switches: Switches;
  readonly requests: RequestLog;
  readonly tokens = new TokenService();
  onRequest: OnRequest | undefined;
  readonly #uploads = new UploadSessions();

  constructor({
    onRequest,
    requestLogSize = 20_000,
    maxBytes = MAX_STORE_BYTES,
    ...chosen
  }: RegistryOptions) {
    this.switches = { ...DEFAULT_SWITCHES, ...chosen };
    this.store = new Store(maxBytes);
    this.requests = new RequestLog(requestLogSize);
    this.onRequest = onRequest;
  }

  /** For node's `createServer`. */
  readonly handler = (request: IncomingMessage, response: ServerResponse): void => {
    void this.#answer(request, response);
  };

  /** Listens on loopback; may be called several times, for several origins of one registry. */
  listen(options: { port?: number; host?: "127.0.0.1" } = {}): Promise<Listening> {
    return listenOn(this.handler, options);
  }

  /** Places a manifest past all checks and switches. Returns its digest. */
  put(repository: string, manifest: PutOptions): string {
    const { tag, mediaType, algorithm, index = isIndexing(this.switches) } = manifest;
    const bytes = Buffer.from(manifest.bytes);
    const stored = this.store.putManifest(repository, mediaType, bytes, digestOf(bytes, algorithm));
    if (tag !== undefined) this.store.repository(repository).tags.set(tag, stored.digest);
    if (index) this.store.index(repository, stored);
    return stored.digest;
  }

  /** Places a blob. Returns its digest. */
  putBlob(repository: string, content: Uint8Array | string, algorithm?: "sha256" | "sha512"): string {
    const bytes = Buffer.from(content);
    const digest = digestOf(bytes, algorithm);
    this.store.putBlob(repository, digest, bytes);
    return digest;
  }

  /**
   * Changes how referrers are answered, as an upgrade does. `reindex` (default: the switch `reindexOnEnable`)
   * takes in what valid referrers tags list. Returns how many manifests that were.
   */
  setReferrersApi(mode: ReferrersMode, { reindex = this.switches.reindexOnEnable } = {}): number {
    this.switches.referrersApi = mode;
    return mode === "on" && reindex ? this.store.reindex() : 0;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const entry = this.requests.add({ method, url, status: 0, headers, at: Date.now() });
    try {
      const instead = await this.onRequest?.(request, response);
      if (instead === "drop") response.destroy();
      else if (instead === undefined) writeReply(response, await this.#reply(request, response));
      else if (instead !== "handled") writeReply(response, interventionReply(instead));
    } catch {
      // The client went away, or a route failed: neither may end the process that the demo runs in.
      if (response.headersSent || request.destroyed) response.destroy();
      else writeReply(response, errorReply(500, "UNKNOWN", "the sandbox registry failed"));
    }
    entry.status = response.headersSent ? response.statusCode : 0;
  }

  #reply(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const { store, switches, tokens } = this;
    response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
    if (switches.server !== "") response.setHeader("Server", switches.server);
    return dispatch(request, { store, switches, tokens, uploads: this.#uploads });
  }
}

/** A registry with nothing in it; without options OCI 1.1, complete and open to all. */
export function createRegistry(options: RegistryOptions = {}): SandboxRegistry {
  return new SandboxRegistry(options);
}

function interventionReply({ status, headers = {}, body = "" }: Exclude<Intervention, string>): Reply {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...headers }, body: bytes };
}
