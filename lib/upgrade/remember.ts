// How long a verdict may be remembered before it is asked again.
import type { Support } from "#lib/evidence";

const SECONDS = { supported: 3600, unsupported: 600, unknown: 60 } as const satisfies Record<
  Support["support"],
  number
>;

/** Seconds. What is not known is kept only so long that a burst of questions asks once. */
export function ttlSeconds({ support }: Support): number {
  return SECONDS[support];
}
