// Upgrade states for tests, made by the decision table itself.
import type { Capabilities, Support } from "#lib/evidence";
import {
  assess,
  supported,
  type Upgrade,
  unknownBecause,
  unknownCapabilities,
  unsupported,
} from "#lib/upgrade";

export const yes = supported("it answered with a list of 7", ["x7"]);
export const no = unsupported("404 (text/plain)", ["x7"]);
export const denied = unknownBecause("denied", "401 for the referrers API", ["x7"]);
export const limited = unknownBecause("rate-limited", "429 for the referrers API", ["x7"]);

/** What the table makes of these capabilities; the others were not asked. */
export function upgradeOf(
  capabilities: Partial<Record<keyof Capabilities, Support>>,
  more: { reindexGap?: string[]; tagEvidence?: { digestTags: number; compared?: number } } = {},
): Upgrade {
  return assess({
    registry: "registry.example.com",
    repository: "shop/checkout",
    capabilities: { ...unknownCapabilities("it was not asked for"), ...capabilities },
    ...more,
  });
}
