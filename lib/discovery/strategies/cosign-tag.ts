// cosign's tags: `<alg>-<encoded>.sig`, `.att` and `.sbom` name the artifact of a digest.
import { cosignTags } from "#lib/oci";
import type { Sighting, Strategy, StrategyAnswer, StrategyContext, Subject } from "../strategy.ts";
import { sightingOfTag } from "./tag-sighting.ts";

export const cosignTag: Strategy = {
  id: "cosign-tag",
  title: "cosign tags",
  spec: "https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#discovery",
  find: findByCosignTags,
};

type Asked = {
  sighting?: Sighting;
  exchanges: string[];
  failure?: { outcome: "denied" | "rate-limited" | "failed"; reason: string };
};

/**
 * A complete tag list says which of the three exist, and only those are read; without one each is asked for.
 * Read with GET, not HEAD: the manifest is wanted anyway, so a hit costs one request.
 */
export async function findByCosignTags(subject: Subject, context: StrategyContext): Promise<StrategyAnswer> {
  const tags = await context.shared.tags(subject.repository);
  const wanted = cosignTags(subject.digest);
  const possible = wanted.filter((tag) => tags.list.has(tag) !== false);
  if (possible.length === 0) {
    const reason =
      wanted.length === 0 ? "such a tag would be too long" : "the complete tag list has none of them";
    return { outcome: "none", reason, sightings: [], exchanges: tags.exchanges };
  }
  const asked = await Promise.all(
    possible.map((tag) => ask(tag, subject, context, tags.list.has(tag) === true)),
  );
  return combine(asked);
}

async function ask(
  tag: string,
  subject: Subject,
  { reader }: StrategyContext,
  listed: boolean,
): Promise<Asked> {
  const reading = await reader.read(subject.repository, tag);
  const { exchanges } = reading;
  if (reading.state === "present" || listed) {
    return { sighting: sightingOfTag(reading, tag, subject), exchanges };
  }
  if (reading.state !== "missing") {
    return { exchanges, failure: { outcome: reading.state, reason: reading.reason } };
  }
  if (!reading.repositoryUnknown) return { exchanges };
  return { exchanges, failure: { outcome: "failed", reason: reading.reason } };
}

function combine(asked: Asked[]): StrategyAnswer {
  const sightings = asked.map((one) => one.sighting).filter((sighting) => sighting !== undefined);
  const exchanges = asked.flatMap((one) => one.exchanges);
  const failure = asked.find((one) => one.failure)?.failure;
  if (sightings.length === 0) {
    return { outcome: failure?.outcome ?? "none", reason: failure?.reason, sightings, exchanges };
  }
  return {
    outcome: "found",
    sightings,
    exchanges,
    reason: failure?.reason,
    truncated: failure !== undefined,
  };
}
