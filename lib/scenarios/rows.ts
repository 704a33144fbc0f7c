// The eighteen rows, as promises: what each expects in which reading, and why it comes out so.
import { type Reading, SEED_SCENARIOS, type SeedScenario } from "#lib/upgrade";
import {
  apiAbsent,
  apiEmpty,
  apiLists,
  blobsShown,
  cannotParse,
  imagePulled,
  imageUnchanged,
  listedAsNewManifest,
  noneFound,
  noTagAsked,
  oldFormNoted,
  oneFound,
  oneRequest,
  oneUnusable,
  onlyItsType,
  type Promised,
  tagListsX,
  tagsEmpty,
} from "./checks.ts";
import type { Watch } from "./performance.ts";
import {
  noTagWritten,
  nothingStored,
  oneTagMore,
  rejectedX,
  storedWithHeader,
  storedWithoutHeader,
  storedX,
  tagStillAbsent,
  tagsUnchanged,
  tagWritten,
} from "./push-checks.ts";

/** `expected` is one line for the table. */
export type Row = { expected: string; why: string; watch: Watch; promises: readonly Promised[] };

/** Rows by number, in the table's order. */
export function rowsNumbered(numbers: readonly number[]): SeedScenario[] {
  return SEED_SCENARIOS.filter(({ number }) => numbers.includes(number));
}

/** The row of the seed's table in this reading. */
export function rowOf(scenario: SeedScenario, reading: Reading): Row {
  const { producer } = scenario;
  if (producer === "leaf") return leafRow(scenario);
  if (producer === "branch") return branchRow(scenario, reading);
  // OCI 1.1 has no new manifest: its motorcycle rejects what a bicycle rejects.
  const isRejected = scenario.registry === "bicycle" || reading === "oci-1.1";
  return isRejected ? rejectedRow(scenario) : treeRow(scenario);
}

function leafRow({ registry, consumer }: SeedScenario): Row {
  if (consumer === "rat") {
    const why = "An image without references is pulled as ever; nobody asks for more.";
    return { expected: "image pulled, 1 request", why, watch: {}, promises: [imagePulled, oneRequest] };
  }
  if (registry === "bicycle") {
    const why =
      "Without the API the consumer looks at the tags; there is nothing, and it knows that it is all.";
    return { expected: "0 found, complete", why, watch: {}, promises: [apiAbsent, tagsEmpty, noneFound] };
  }
  const why = "The API's empty list is the whole answer, so no tag needs to be asked.";
  return {
    expected: "0 found, no tag asked",
    why,
    watch: {},
    promises: [apiEmpty, noTagAsked, noneFound],
  };
}

function branchRow(scenario: SeedScenario, reading: Reading): Row {
  const { registry, consumer } = scenario;
  if (consumer === "rat") return branchRatRow(scenario, reading);
  const isBeaver = consumer === "beaver";
  const noted = isBeaver ? [oldFormNoted] : [];
  const preferring = isBeaver ? PREFERRING[reading] : "";
  if (registry === "bicycle")
    return {
      expected: isBeaver ? "1 found, image-spec form" : `1 found by ${WAYS[reading]}`,
      why: `${WITHOUT_API[reading]}${preferring}`,
      watch: {},
      promises: [apiAbsent, tagListsX, oneFound, ...noted],
    };
  const isFinal = reading === "oci-1.1";
  return {
    expected: isBeaver ? "1 found, image-spec form" : "1 found by API",
    why: `The registry indexed X when it was pushed: the API lists it, and no tag is needed on either side.${preferring}`,
    watch: { referrersTag: true, filter: isFinal },
    promises: [apiLists, ...(isFinal ? [onlyItsType] : []), oneFound, noTagAsked, tagStillAbsent, ...noted],
  };
}

function branchRatRow({ registry }: SeedScenario, reading: Reading): Row {
  const isFinal = reading === "oci-1.1";
  if (registry === "bicycle")
    return {
      expected: "unchanged, 1 more tag",
      why: "X is another manifest beside the image. A consumer that knows nothing of references sees one more tag at most.",
      watch: { tags: true },
      promises: [isFinal ? storedWithoutHeader : storedX, tagWritten, imageUnchanged, oneRequest, oneTagMore],
    };
  return {
    expected: "unchanged, no new tag",
    why: "The registry lists X by its API, so not even a tag shows that it is there.",
    watch: { tags: true },
    promises: [isFinal ? storedWithHeader : storedX, noTagWritten, imageUnchanged, oneRequest, tagsUnchanged],
  };
}

function rejectedRow({ registry, consumer, description }: SeedScenario): Row {
  const isBicycle = registry === "bicycle";
  const why = isBicycle
    ? "The registry does not know the new manifest and says so; the producer must be told, and has to push an image manifest instead (row 7)."
    : `Proposal E's document promises “${description}”. OCI 1.1 withdrew the artifact manifest (rc3, 2023-07), so registries of its final release reject it like a bicycle: the right outcome in this reading. The modern equivalent is an image manifest with artifactType and the empty config: row 11.`;
  const nothing = [rejectedX, nothingStored];
  const watch = { artifact: true };
  if (consumer === "rat")
    return {
      expected: "push rejected, image unchanged",
      why,
      watch,
      promises: [...nothing, imageUnchanged, oneRequest],
    };
  return {
    expected: "push rejected, 0 found",
    why,
    watch,
    promises: isBicycle
      ? [...nothing, apiAbsent, tagsEmpty, noneFound]
      : [...nothing, apiEmpty, noTagAsked, noneFound],
  };
}

function treeRow({ consumer }: SeedScenario): Row {
  if (consumer === "rat")
    return {
      expected: "unchanged, X stored",
      why: "X is another manifest beside the image, of a type that this consumer never asks for.",
      watch: {},
      promises: [storedX, imageUnchanged, oneRequest],
    };
  if (consumer === "squirrel")
    return {
      expected: "1 found, 0 usable",
      why: "The API tells of X in words that the consumer knows, but X itself is of a form that it was not built for.",
      watch: {},
      promises: [storedX, apiLists, listedAsNewManifest, cannotParse, oneUnusable],
    };
  return {
    expected: "1 found by API",
    why: "Producer, registry and consumer all know the new manifest and the API.",
    watch: {},
    promises: [storedX, apiLists, listedAsNewManifest, oneFound, blobsShown],
  };
}

const WAYS: Record<Reading, string> = { "oci-1.1": "referrers tag", "proposal-e": "tag listing" };
const WITHOUT_API: Record<Reading, string> = {
  "oci-1.1":
    "Without the API both sides use the tag that the image's digest spells: the producer keeps the list there, the consumer reads it.",
  "proposal-e":
    "Without the API the producer tags X with the image's digest in the tag's name, and the consumer finds it by listing the tags.",
};
const PREFERRING: Record<Reading, string> = {
  "oci-1.1":
    " The consumer would prefer the artifact manifest, which OCI 1.1 withdrew, and reads the form that is left.",
  "proposal-e": " The consumer would prefer the new manifest, and reads the old form.",
};
