// How an answer that is a list of descriptors becomes a strategy's answer; used by every way that is an API.
import type { Capabilities } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { Answer, Listed, Registry } from "#lib/registry";
import { outcomeOfRefusal, supportOf } from "../classify.ts";
import { observeReferrers } from "../observations.ts";
import type { StrategyAnswer } from "../strategy.ts";

/** All pages of `/referrers/<digest>`, never filtered: a filter would hide what this product exists to show. */
export async function askReferrersApi(
  registry: Registry,
  repository: string,
  digest: string,
): Promise<StrategyAnswer> {
  const answer = await registry.referrers(repository, digest, { purpose: "referrers API" });
  const result = answerOfList(answer, { asked: "the referrers API", repository, capability: "referrersApi" });
  if (!answer.found) return result;
  const { conformantType, warnings } = answer.value;
  const notes = conformantType ? [] : ["the list does not have the media type of an index"];
  if (result.reason) notes.push(result.reason);
  return {
    ...result,
    reason: [...notes, ...warnings.slice(0, 3)].join("; ") || undefined,
    observed: observeReferrers(answer.value, result.exchanges),
  };
}

type Question = {
  /** For the reason: "the referrers API". */
  asked: string;
  repository: string;
  /** The capability that a refusal speaks of. */
  capability: keyof Capabilities;
};

/** Found or none with the list, or what the refusal means. */
export function answerOfList(answer: Answer<Listed<Descriptor>>, question: Question): StrategyAnswer {
  const exchanges = answer.exchanges.map((exchange) => exchange.id);
  if (!answer.found) {
    const judgement = outcomeOfRefusal(answer, question.asked);
    const observed = { [question.capability]: supportOf(judgement, exchanges) };
    const { outcome, reason, general } = judgement;
    return { outcome, reason, general, sightings: [], exchanges, observed };
  }
  const { items, truncated } = answer.value;
  const sightings = items.map((descriptor) => ({
    descriptor,
    repository: question.repository,
    relation: "refers" as const,
  }));
  return {
    // An empty list that was cut is no "none": the rest is not known.
    outcome: sightings.length > 0 ? "found" : truncated ? "failed" : "none",
    sightings,
    exchanges,
    reason: truncated,
    truncated: truncated !== undefined,
  };
}
