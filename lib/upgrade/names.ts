// The seed's names for producers, registries and consumers: each with its icon, its stage and its plain words.

import type { Upgrade } from "./shapes.ts";

/** `words` is how a state is named on screen, always after its icon. */
export type StateWords = { icon: string; name: string; stage: string; words: string; meaning: string };

const named = (icon: string, name: string, stage: string, meaning: string): StateWords => ({
  icon,
  name,
  stage,
  words: `${name} (${stage})`,
  meaning,
});

// "Upgrade path" of the reference types working group: https://github.com/opencontainers/wg-reference-types/blob/main/docs/UPGRADING.md
const NAMES = {
  leaf: named("🌱", "leaf", "current", "pushes no references"),
  branch: named("🌿", "branch", "intermediate", "pushes image manifests that name a subject"),
  tree: named("🌲", "tree", "complete", "pushes references with the new manifest"),
  bicycle: named("🚲", "bicycle", "current", "references as tags, in image manifests"),
  motorcycle: named("🏍", "motorcycle", "complete", "new API and manifest"),
  rat: named("🐀", "rat", "current", "knows nothing of references"),
  squirrel: named(
    "🐿",
    "squirrel",
    "intermediate",
    "asks the referrers API, else the tag; reads image manifests",
  ),
  beaver: named("🦫", "beaver", "complete", "asks the referrers API; reads the new manifest too"),
} as const satisfies Record<string, StateWords>;

export type StateName = keyof typeof NAMES;

/** Icon, name, stage and meaning of one of the seed's eight states. */
export function stateWords(name: StateName): StateWords {
  return NAMES[name];
}

/**
 * Whose icon a registry bears. It follows the API alone, since all that consumers get but the new manifest hangs on
 * it; what is missing for the name itself stands in `proposalE`. Undefined while the API is not known.
 */
export function registryIcon({ capabilities }: Pick<Upgrade, "capabilities">): StateName | undefined {
  const api = capabilities.referrersApi.support;
  if (api === "unknown") return undefined;
  return api === "supported" ? "motorcycle" : "bicycle";
}
