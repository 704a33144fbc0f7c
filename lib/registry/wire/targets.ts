// Which URLs may be asked at all, before any name is resolved: the gate for every target that a person or
// a registry supplies.
import { isIP } from "node:net";
import { ExplorerError } from "#lib/errors";

/** A `host:port` that the operator allows though its address is private; `http` allows plain HTTP there. */
export type PrivateRegistry = { host: string; port: number; http: boolean };

/** What may be reached. `nat64Prefixes` are the network's own, `denyCidrs` are to be treated as private. */
export type EgressPolicy = {
  privateRegistries: PrivateRegistry[];
  denyCidrs?: string[];
  nat64Prefixes?: string[];
};

const MAX_URL = 8192;

/** The host in lower case, without brackets or the root's dot. */
export function bareHost(url: URL): string {
  return bareName(url.hostname);
}

export function bareName(hostname: string): string {
  const host = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return host.toLowerCase().replace(/\.$/, "");
}

/** The port that will be connected to, with the scheme's own when the URL names none. */
export function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "http:" ? 80 : 443;
}

/** The operator's entry for exactly this host and port. */
export function listedAs(host: string, port: number, policy: EgressPolicy): PrivateRegistry | undefined {
  return policy.privateRegistries.find((entry) => bareName(entry.host) === host && entry.port === port);
}

/**
 * Reads a URL that an answer supplied (redirect, realm, Link, Location) against the URL that answered.
 * @throws ExplorerError "malformed-answer" when it is no URL, "address-refused" when it may not be asked.
 */
export function parseReferred(text: string, from: URL, policy: EgressPolicy): URL {
  if (text.length > MAX_URL) throw refused(`a URL of ${text.length} characters`);
  const url = URL.parse(text, from);
  if (!url) {
    throw new ExplorerError("malformed-answer", {
      detail: `${from.host} points to something that is not a URL.`,
    });
  }
  checkTarget(url, policy, from);
  url.hash = "";
  return url;
}

/**
 * Throws unless `url` may be asked. `from` is the URL whose answer named it; absent when a person named it.
 * @throws ExplorerError "address-refused"
 */
export function checkTarget(url: URL, policy: EgressPolicy, from?: URL): void {
  if (url.href.length > MAX_URL) throw refused(`a URL of ${url.href.length} characters`);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused(`the scheme ${url.protocol}`);
  if (url.username !== "" || url.password !== "")
    throw refused(`a URL with a user name in it, to ${url.host}`);
  const host = bareHost(url);
  if (host === "") throw refused("a URL without a host");
  const listed = listedAs(host, portOf(url), policy);
  if (from) checkReferral(url, from, policy, listed !== undefined);
  if (url.protocol === "http:" && !listed?.http) throw refused(`plain HTTP to ${url.host}`);
  if (isIP(host) === 0 && !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host))
    throw refused("a host name of odd characters");
}

function checkReferral(url: URL, from: URL, policy: EgressPolicy, listed: boolean): void {
  if (from.protocol === "https:" && url.protocol === "http:") {
    throw refused(`the way from HTTPS down to plain HTTP at ${url.host}`);
  }
  if (url.origin === from.origin) return;
  // A public registry must not steer Refscope into what the operator listed for other purposes.
  if (listed && !listedAs(bareHost(from), portOf(from), policy)) {
    throw refused(`the private registry ${url.host}, named by ${from.host}`);
  }
  if (!listed && portOf(url) !== 443 && bareHost(url) !== bareHost(from)) {
    throw refused(`port ${portOf(url)} of ${bareHost(url)}, named by ${from.host}`);
  }
}

function refused(what: string): ExplorerError {
  return new ExplorerError("address-refused", { detail: `Refscope does not ask ${what}.` });
}
