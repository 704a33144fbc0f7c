// From a registry's name in references to the origin of its API.
import { ExplorerError } from "#lib/errors";
import type { Home } from "./auth/authorised-sender.ts";
import { quirkOf } from "./quirks.ts";
import { bareHost, type EgressPolicy, listedAs, portOf } from "./wire/targets.ts";

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)(:\d{1,5})?$/;

/**
 * HTTPS, but for a host and port that the operator listed with http. Whether the address may be reached is the
 * guard's to say. Throws bad-reference for what is no host.
 */
export function homeOf(host: string, policy: EgressPolicy): Home {
  const name = host.toLowerCase();
  const apiHost = quirkOf(name)?.apiHost ?? name;
  const plain = HOST.test(apiHost) ? URL.parse(`http://${apiHost}`) : null;
  if (!plain) throw new ExplorerError("bad-reference", { detail: "The registry's host is not a host name." });
  if (listedAs(bareHost(plain), portOf(plain), policy)?.http) return { host: name, origin: plain.origin };
  return { host: name, origin: new URL(`https://${apiHost}`).origin };
}
