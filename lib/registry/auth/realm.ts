// Who may be given a registry's credentials: a challenge is text from the registry, so its realm proves nothing.
import { quirkOf } from "../quirks.ts";

/**
 * "credentials": the token service is the registry itself, or known or named to belong to it. "anonymous": another
 * public host, which may issue a token but is sent no secret. "deny": not asked at all. `why` is for the reader.
 */
export type RealmDecision =
  | { decision: "credentials"; url: URL }
  | { decision: "anonymous"; url: URL; why: string }
  | { decision: "deny"; why: string };

/**
 * Judges a Bearer realm. `trusted` are origins that the operator named for this registry. Sharing a parent domain
 * counts for nothing: tenants of one cloud share it. Whether the address is public is the egress guard's matter.
 */
export function judgeRealm(registry: URL, realm: string, trusted: readonly string[] = []): RealmDecision {
  const url = URL.parse(realm);
  if (!url) return deny("it is not an absolute address");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return deny(`it is no web address (${url.protocol})`);
  if (url.username || url.password) return deny("it holds a user name");
  if (url.hash) return deny("it holds a fragment");
  const isConfirmed = url.origin === registry.origin || trusted.includes(url.origin);
  // Never from https down to http; from http only where somebody confirmed it: a realm could name any plain port.
  if (url.protocol === "http:" && !(registry.protocol === "http:" && isConfirmed)) {
    return deny("it would be asked over plain http");
  }
  if (isConfirmed) return { decision: "credentials", url };
  if (quirkOf(registry.host)?.realms?.includes(url.origin)) return { decision: "credentials", url };
  return {
    decision: "anonymous",
    url,
    why: `${url.origin} is not confirmed as the token service of ${registry.host}`,
  };
}

function deny(why: string): RealmDecision {
  return { decision: "deny", why };
}
