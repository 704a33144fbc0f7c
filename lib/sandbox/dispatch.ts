// From a request to its answer: route, permission, then the route's own work.
import type { IncomingMessage } from "node:http";
import { serveToken } from "./auth.ts";
import { authorize } from "./authorize.ts";
import type { Call, Route } from "./call.ts";
import { errorReply, jsonReply, noRouteReply, type Reply, unsupportedReply } from "./reply.ts";
import { matchRoute, type RouteName } from "./router.ts";
import { serveBlob } from "./routes/blobs.ts";
import { serveExtDiscover, serveOrasExt, serveOrasV1, serveWg } from "./routes/extensions.ts";
import { serveManifest } from "./routes/manifests.ts";
import { serveReferrers } from "./routes/referrers.ts";
import { serveCatalog, serveTags } from "./routes/tags.ts";
import { serveUpload, serveUploads } from "./routes/uploads.ts";

/** What a call gets from its registry. */
type CallParts = Pick<Call, "store" | "switches" | "uploads" | "tokens">;

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

/** The answer to a request; rejects when the client goes away in the middle of its body. */
export async function dispatch(request: IncomingMessage, parts: CallParts): Promise<Reply> {
  const { method = "GET", url: path = "/", headers } = request;
  const target = `http://${headers.host ?? "localhost"}${path.startsWith("/") ? path : "/"}`;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const match = url && matchRoute(url.pathname);
  if (!url || !match) return noRouteReply();
  const { name, repository, reference } = match;
  return perform(
    { request, method, url, origin: url.origin, repository, reference, access: null, ...parts },
    name,
  );
}

function perform(call: Call, route: RouteName): Reply | Promise<Reply> {
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
