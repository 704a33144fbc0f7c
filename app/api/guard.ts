// Who may call: the browser of the person in front of this machine, and programs on it.
// The server has no login, so a page of another site must not reach it through that person's browser
// (DNS rebinding, cross-site posts). Checked in every handler, not only in proxy.ts.
import { ExplorerError } from "#lib/errors";

const LOOPBACK_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** @throws ExplorerError "foreign-host" when the Host header names neither this machine nor an allowed host. */
export function requireOwnHost(headers: Headers): void {
  const host = headers.get("host") ?? "";
  if (LOOPBACK_NAMES.has(withoutPort(host)) || allowedHosts().has(host.toLowerCase())) return;
  throw new ExplorerError("foreign-host", {
    detail:
      "The Host header is not one of this server's. List it in REFSCOPE_ALLOWED_HOSTS if a proxy of yours sends it.",
  });
}

/** @throws ExplorerError "forbidden-origin" when a browser says that another site made the request. */
export function requireOwnOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const foreignSite = site !== null && site !== "same-origin" && site !== "none";
  if (foreignSite || (origin !== null && !isOwnOrigin(origin, headers.get("host") ?? ""))) {
    throw new ExplorerError("forbidden-origin", {
      detail: "Only Refscope's own pages may send this request.",
    });
  }
}

function isOwnOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, "");
}

function allowedHosts(): Set<string> {
  const listed = (process.env.REFSCOPE_ALLOWED_HOSTS ?? "").toLowerCase().split(",");
  return new Set(listed.map((host) => host.trim()).filter(Boolean));
}
