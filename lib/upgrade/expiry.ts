// How long a verdict may be believed before the registry has to be asked again.
import type { Support } from "#lib/evidence";
import type { Upgrade } from "./shapes.ts";

const SECONDS: Record<Support["support"], number> = { supported: 3600, unsupported: 600, unknown: 60 };

/**
 * Seconds for which a verdict stands: an hour where the referrers API answers, ten minutes where it is absent (it
 * may be switched on any time), one minute where nothing is known.
 */
export function lifeOf({ capabilities }: Pick<Upgrade, "capabilities">): number {
  return SECONDS[capabilities.referrersApi.support];
}
