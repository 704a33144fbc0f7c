// How long a verdict may be believed before the registry has to be asked again.
import { CAPABILITIES, type CapabilityName, type Support } from "#lib/evidence";
import type { Upgrade } from "./shapes.ts";

const SECONDS: Record<Support["support"], number> = { supported: 3600, unsupported: 600, unknown: 60 };

/**
 * Seconds for which a verdict stands: an hour where the referrers API answers, ten minutes where it is absent (it
 * may be switched on any time), one minute where nothing is known.
 */
export function lifeOf({ capabilities }: Pick<Upgrade, "capabilities">): number {
  return SECONDS[capabilities.referrersApi.support];
}

/** Until when a verdict that was made `at` a time (ISO 8601) stands. */
export function expiryOf(at: string, upgrade: Pick<Upgrade, "capabilities">): string {
  return new Date(Date.parse(at) + lifeOf(upgrade) * 1000).toISOString();
}

/** Whether what was proven before is proven otherwise now. Not to know, or to be denied, is no proof. */
export function isContrary(
  now: Pick<Upgrade, "capabilities">,
  before: Pick<Upgrade, "capabilities">,
): boolean {
  const isProven = (upgrade: Pick<Upgrade, "capabilities">, name: CapabilityName) =>
    upgrade.capabilities[name].support !== "unknown";
  return CAPABILITIES.some(
    (name) =>
      isProven(now, name) &&
      isProven(before, name) &&
      now.capabilities[name].support !== before.capabilities[name].support,
  );
}
