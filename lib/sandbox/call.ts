// One request on its way through the registry, and what every route may use.
import type { IncomingMessage } from "node:http";
import type { Access, TokenService } from "./auth.ts";
import type { Headers, Reply } from "./reply.ts";
import type { Store } from "./store.ts";
import type { Switches } from "./switches.ts";
import type { UploadSessions } from "./upload-sessions.ts";

export type Call = {
  request: IncomingMessage;
  method: string;
  url: URL;
  /** "http://127.0.0.1:5001", from the Host header. */
  origin: string;
  /** "" on routes that belong to no repository. */
  repository: string;
  /** Tag, digest or upload id; "" where the route has none. */
  reference: string;
  /** What the caller may do; null where the registry asks nobody. */
  access: Access | null;
  store: Store;
  switches: Switches;
  uploads: UploadSessions;
  tokens: TokenService;
};

export type Route = (call: Call) => Reply | Promise<Reply>;

/** `Docker-Content-Digest`, where this registry sends it. */
export function digestHeader(call: Call, digest: string): Headers {
  return call.switches.digestHeader ? { "Docker-Content-Digest": digest } : {};
}
