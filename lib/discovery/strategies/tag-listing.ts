// Proposal E's way without an API: list the tags, take all that start with `<alg>-<encoded>`.
import { referrersTag } from "#lib/oci";
import { isOpen } from "../outcomes.ts";
import { names } from "../prove.ts";
import type { Reading } from "../reader.ts";
import type { Sighting, Strategy, StrategyAnswer, StrategyContext, Subject } from "../strategy.ts";
import { sightingOfTag } from "./tag-sighting.ts";

/** More tags than this on one digest are cut: they are a fault or an attack. */
const MAX_TAGS_A_DIGEST = 500;

export const tagListing: Strategy = {
  id: "tag-listing",
  title: "tag listing",
  spec: "https://github.com/opencontainers/wg-reference-types/blob/main/docs/proposals/PROPOSAL_E.md",
  async find(subject, context) {
    const tags = await context.shared.tags(subject.repository);
    if (tags.outcome !== "found") {
      const { outcome, reason, exchanges } = tags;
      return { outcome, reason, sightings: [], exchanges };
    }
    const answer = await findAmong(tags.list.startingWith(referrersTag(subject.digest)), subject, context);
    const exchanges = [...tags.exchanges, ...answer.exchanges];
    if (tags.list.truncated === undefined) return { ...answer, exchanges };
    const cut = `the tag list was cut: ${tags.list.truncated}`;
    const reason = answer.reason ? `${answer.reason}; ${cut}` : cut;
    // Nothing among the tags that were read is no "none".
    const outcome = answer.outcome === "none" ? "failed" : answer.outcome;
    return { ...answer, outcome, exchanges, reason, truncated: true };
  },
};

async function findAmong(
  tags: string[],
  subject: Subject,
  context: StrategyContext,
): Promise<StrategyAnswer> {
  const read = tags.slice(0, MAX_TAGS_A_DIGEST);
  const readings = await Promise.all(read.map((tag) => context.reader.read(subject.repository, tag)));
  const seen = readings.map((reading, at) => sightTag(reading, read[at] ?? "", subject));
  const sightings = seen.filter((sighting) => sighting !== undefined);
  const cut = tags.length - read.length;
  const exact = whyUnread(readings[read.indexOf(referrersTag(subject.digest))]);
  const more = cut > 0 ? `${cut} more tags start with this digest` : undefined;
  return {
    outcome: sightings.length > 0 ? "found" : (exact?.outcome ?? "none"),
    sightings,
    exchanges: readings.flatMap((reading) => reading.exchanges),
    reason: [exact?.reason, more].filter((part) => part !== undefined).join("; ") || undefined,
    truncated: cut > 0,
  };
}

/** Why the exact tag's manifest is not known: it may be about the subject. A tag of nothing is no such doubt. */
function whyUnread(reading: Reading | undefined): Pick<StrategyAnswer, "outcome" | "reason"> | undefined {
  if (reading === undefined || reading.state === "present") return undefined;
  const outcome = reading.state === "missing" && reading.repositoryUnknown ? "failed" : reading.state;
  if (outcome === "missing" || !isOpen(outcome)) return undefined;
  return { outcome, reason: `the tag of the digest itself could not be read: ${reading.reason}` };
}

/** The exact tag is OCI 1.1's list, not an artifact, unless what it names is itself about the subject. */
function sightTag(reading: Reading, tag: string, subject: Subject): Sighting | undefined {
  if (tag === referrersTag(subject.digest)) {
    if (reading.state !== "present" || reading.manifest.form === "oci-index") return undefined;
    if (!names(reading.manifest, subject.digest)) return undefined;
  }
  return sightingOfTag(reading, tag, subject);
}
