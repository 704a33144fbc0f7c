// What is sent to run rows, and under which name their runs are kept. Pure.
import { EXTRA_SCENARIOS, type ScenariosRequest } from "#lib/api";
import type { Reading } from "#lib/upgrade";

/** A scratch repository; undefined: the demo registries. */
export type Place = { registry: string; repository: string } | undefined;

/** How a place is named in a sentence. */
export function placeWords(place: Place): string {
  return place ? `${place.registry}/${place.repository}` : "the demo registries";
}

export function placeKey(place: Place, reading: Reading): string {
  return `${reading} ${place ? `${place.registry}/${place.repository}` : "demo"}`;
}

/** The rows besides the seed's run on the demo registries alone, and always as OCI 1.1 has it. */
export const EXTRAS_KEY = "extras";

/** `notEmpty`: the reader said that the repository may hold something. Ids are "1" to "18" or an extra row's name. */
export function requestOf(
  ids: readonly string[],
  place: Place,
  reading: Reading,
  notEmpty = false,
): ScenariosRequest {
  const scenarios = ids.map(Number).filter((number) => Number.isInteger(number));
  const extras = EXTRA_SCENARIOS.filter((name) => ids.includes(name));
  return {
    ...(scenarios.length > 0 ? { scenarios } : {}),
    ...(extras.length > 0 ? { extras } : {}),
    reading,
    ...place,
    ...(notEmpty ? { notEmpty } : {}),
  };
}
