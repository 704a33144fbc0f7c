// The addresses of the distribution API's endpoints.
import { ExplorerError } from "#lib/errors";
import type { Home } from "../auth/authorised-sender.ts";

/**
 * `<origin>/<path>?<query>`; a path is given in pieces, whose slashes are kept. Throws bad-request for a piece that
 * would lead out of its place ("..", an empty one): names also come from registries.
 */
export function endpoint(home: Home, pieces: readonly string[], query: Record<string, string> = {}): URL {
  const path = pieces.map((piece) => piece.split("/").map(segment).join("/")).join("/");
  const url = new URL(`${home.origin}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** Nothing in it needs to be encoded: nearly every name, tag and digest. */
const PLAIN = /^[\w.:@+-]+$/;

function segment(text: string): string {
  if (text === "" || text === "." || text === "..") {
    throw new ExplorerError("bad-request", {
      detail: "A name has no empty part, and none that is only dots.",
    });
  }
  if (PLAIN.test(text)) return text;
  // Legal in a path (RFC 3986, 3.3), and how every client writes a digest.
  return encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%40", "@").replaceAll("%2B", "+");
}

/**
 * The repository that a path below /v2/ is about, for the scope to ask for: all before an extension's "_…" part, or
 * before the last two parts ("manifests/latest"). Nothing for the registry's own endpoints.
 */
export function repositoryOf(pathname: string): string | undefined {
  const parts = pathname.replace(/^\/v2\//, "").split("/");
  if (!pathname.startsWith("/v2/")) return undefined;
  const extension = parts.findIndex((part) => part.startsWith("_"));
  const name = (extension < 0 ? parts.slice(0, -2) : parts.slice(0, extension)).join("/");
  return name === "" ? undefined : name;
}
