// The seed's table: the eighteen combinations of producer, registry and consumer, in its own words and order.
import type { Reading } from "./shapes.ts";

/** Who pushes, who keeps, who pulls: the seed's names. */
export type Producer = "leaf" | "branch" | "tree";
export type RegistryKind = "bicycle" | "motorcycle";
export type Consumer = "rat" | "squirrel" | "beaver";

/**
 * One row. `supported` is what the table says in bold type, which its plain text lost: scenarios 1 to 12, 16
 * and 18 are supported, 13, 14, 15 and 17 are not.
 */
export type SeedScenario = {
  number: number;
  producer: Producer;
  registry: RegistryKind;
  consumer: Consumer;
  description: string;
  supported: boolean;
};

const PRODUCERS = ["leaf", "branch", "tree"] as const satisfies readonly Producer[];
const REGISTRIES = ["bicycle", "motorcycle"] as const satisfies readonly RegistryKind[];
const CONSUMERS = ["rat", "squirrel", "beaver"] as const satisfies readonly Consumer[];
const UNSUPPORTED = new Set([13, 14, 15, 17]);

// "Upgrade path" of the reference types working group: https://github.com/opencontainers/wg-reference-types/blob/main/docs/UPGRADING.md
const DESCRIPTIONS = [
  "Present state, no refers",
  "Consumer looking for refers that don't exist",
  "Consumer looking for refers that don't exist",
  "Present state, no refers",
  "Consumer looking for refers that don't exist",
  "Consumer looking for refers that don't exist",
  "Producer creating refers, consumer isn't using refers and is not impacted",
  "Producer / consumer working in compatibility mode with tags",
  "Consumer wants artifact-spec, but can fall back to image-spec refers using tags",
  "Producer creating refers, consumer isn't using refers and is not impacted",
  "Producer / consumer using image-spec manifests and referrers API",
  "Producer pushes image-spec manifest, consumer discovers refers via new API and would prefer new manifest",
  "Producer attempts to push new manifest, registry rejects as new manifest is unknown",
  "Producer attempts to push new manifest, registry rejects as new manifest is unknown",
  "Producer attempts to push new manifest, registry rejects as new manifest is unknown",
  "Producer creates new manifest, consumer isn't using refers and is not impacted",
  "Producer pushes new manifest, consumer finds refers via new API but cannot parse new manifest",
  "Producer and consumer both use new manifest and API",
];

/** The rows in the table's order, numbered from 1. */
export const SEED_SCENARIOS: readonly SeedScenario[] = PRODUCERS.flatMap((producer) =>
  REGISTRIES.flatMap((registry) => CONSUMERS.map((consumer) => ({ producer, registry, consumer }))),
).map((combination, index) => ({
  number: index + 1,
  ...combination,
  description: DESCRIPTIONS[index] ?? "",
  supported: !UNSUPPORTED.has(index + 1),
}));

/** What a row says in one reading. `promised` is what the seed says of it, where that reading does not keep it. */
type ScenarioWords = { words: string; promised?: string };

// The final OCI 1.1 has no new manifest: what the seed says of its motorcycles can never be seen there.
const WITHDRAWN = "Producer attempts to push new manifest, registry rejects it as OCI 1.1 withdrew it";
const OCI_WORDS: ReadonlyMap<number, string> = new Map([
  [16, `${WITHDRAWN}, consumer is not impacted`],
  [17, `${WITHDRAWN}, consumer finds nothing`],
  [18, `${WITHDRAWN}, consumer finds nothing`],
]);

/** The seed's own words, but for the rows that OCI 1.1 made into others. */
export function wordsIn({ number, description }: SeedScenario, reading: Reading): ScenarioWords {
  const own = reading === "oci-1.1" ? OCI_WORDS.get(number) : undefined;
  return own === undefined ? { words: description } : { words: own, promised: description };
}
