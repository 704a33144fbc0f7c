// What an earlier asking established and a newer one left open: that a registry was not told of is no word against it.
import { CAPABILITIES, type Capabilities, type CapabilityName, type Support } from "#lib/evidence";
import { lifeOf } from "./expiry.ts";

/**
 * How a registry treats subjects and lists follows from whether it has the API: where that is answered otherwise than
 * before, it has taken a step, and what was learnt of these before the step is of the past.
 */
const HANGS_ON_API: ReadonlySet<CapabilityName> = new Set([
  "ociSubjectHeader",
  "artifactTypeFilter",
  "pagination",
  "subjectAccepted",
  "artifactManifest",
  "ociIndexSubject",
]);

/** Proven either way. */
export function isEstablished(support: Support): boolean {
  return support.support !== "unknown";
}

/** Whether both are proven, and say otherwise. Not to know, or to be denied, is no proof. */
export function isOtherwise(now: Support, before: Support): boolean {
  return isEstablished(now) && isEstablished(before) && now.support !== before.support;
}

/** The capabilities that `now` leaves open and `before` had established, but for those that an overturned API took along. */
export function leftStanding(now: Capabilities, before: Capabilities): CapabilityName[] {
  const isOverturned = isOtherwise(now.referrersApi, before.referrersApi);
  return CAPABILITIES.filter(
    (name) =>
      isEstablished(before[name]) && !isEstablished(now[name]) && !(isOverturned && HANGS_ON_API.has(name)),
  );
}

/**
 * Until when one capability may be believed that was established `at` a time (ISO 8601): as long as the verdict on the
 * API that was made with it; where that was left open, as long as its own kind of verdict would stand.
 */
export function expiryOfCapability(name: CapabilityName, at: string, capabilities: Capabilities): string {
  const { referrersApi } = capabilities;
  const deciding = isEstablished(referrersApi) ? referrersApi : capabilities[name];
  const seconds = lifeOf({ capabilities: { ...capabilities, referrersApi: deciding } });
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}
