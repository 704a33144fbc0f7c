// The probe's questions to the referrers API, and the control questions that settle an ambiguous answer.
import { asExplorerError } from "#lib/errors";
import type { Exchange, Support } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { Answer, Found, ReferrersAnswer, Refusal } from "#lib/registry";
import { supported, unknownBecause, unsupported } from "#lib/upgrade";
import { type Judgement, outcomeOfFault, outcomeOfRefusal, supportOf } from "./classify.ts";
import { type Gathering, ZERO_DIGEST } from "./gathering.ts";
import { observeReferrers } from "./observations.ts";

/** The API's whole list about the subject; absent when it gave none. */
export type ApiList = Descriptor[] | undefined;

/** A type that nothing has, so that a filter must leave nothing. */
const NO_TYPE = "application/vnd.example.none";
const ASKED = "the referrers API";

/** Asks for the referrers of a digest and adds the verdicts. `isKnown`: the registry has its manifest. */
export async function probeReferrers(
  gathering: Gathering,
  repository: string,
  digest: string,
  { isKnown }: { isKnown: boolean },
): Promise<ApiList> {
  const { registry, observations, notes } = gathering;
  try {
    const answer = await registry.referrers(repository, digest, { purpose: ASKED });
    if (!answer.found) {
      const referrersApi = await judgeRefusal(gathering, repository, answer, { digest, isKnown });
      observations.add({ referrersApi });
      return undefined;
    }
    observations.add(observeReferrers(answer.value, ids(answer)));
    if (!answer.value.conformantType)
      notes.push("the referrers list does not have the media type of an index");
    await probeFilter(gathering, repository, digest, answer);
    return answer.value.truncated === undefined ? answer.value.items : undefined;
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    observations.add({ referrersApi: supportOf(outcomeOfFault(fault), fault.exchanges) });
    return undefined;
  }
}

type About = { digest: string; isKnown: boolean };

/** What a refusal means, after a control question where the answer alone leaves it open. */
async function judgeRefusal(
  gathering: Gathering,
  repository: string,
  refusal: Refusal,
  about: About,
): Promise<Support> {
  const judgement = outcomeOfRefusal(refusal, ASKED);
  if (refusal.status === 400) return judge400(gathering, repository, refusal, about);
  const isOpen = judgement.outcome === "unsupported" && (refusal.status === 404 || refusal.status < 300);
  if (!isOpen) return supportOf(judgement, ids(refusal));
  const compared = await compareWithMadeUpPath(gathering, repository, refusal, {
    judgement,
    digest: about.digest,
  });
  return compared.support === "unknown" ? askAboutNoDigest(gathering, repository, compared) : compared;
}

/** A 404 that speaks of the digest leaves the route open; a route that reads digests calls what is none invalid. */
async function askAboutNoDigest(
  { registry }: Gathering,
  repository: string,
  open: Support,
): Promise<Support> {
  const path = `/v2/${repository}/referrers/not-a-digest`;
  try {
    const control = await registry.bare(path, { purpose: "control: no digest at all" });
    const evidence = [...open.evidence, ...ids(control)];
    if (control.status !== 400) return { ...open, evidence };
    return supported(`${open.reason}, and it calls what is no digest invalid`, evidence, "medium");
  } catch {
    return open;
  }
}

/** The same answer for a path that no registry has shows that this one is not a route either. */
async function compareWithMadeUpPath(
  { registry }: Gathering,
  repository: string,
  refusal: Refusal,
  { judgement, digest }: { judgement: Judgement; digest: string },
): Promise<Support> {
  const path = `/v2/${repository}/referrerz/${digest}`;
  try {
    const control = await registry.bare(path, { purpose: "control: a made-up path" });
    const evidence = [...ids(refusal), ...ids(control)];
    if (isSameAnswer(refusal.exchanges.at(-1), control.exchanges.at(-1))) {
      return unsupported(`${judgement.reason}, and a made-up path got the same answer`, evidence, "high");
    }
    return supportOf(judgement, evidence);
  } catch {
    return supportOf(judgement, ids(refusal));
  }
}

function isSameAnswer(a: Exchange | undefined, b: Exchange | undefined): boolean {
  if (!a || !b || a.bodySha256 === undefined) return false;
  return a.status === b.status && a.contentType === b.contentType && a.bodySha256 === b.bodySha256;
}

/**
 * Quay answers 400 for digests that it does not have (quay PR#3071), so 400 alone is no verdict. When it refuses a
 * digest that it has, but answers for another, the API is there; when it refuses both, nothing is known.
 */
async function judge400(
  { registry, notes }: Gathering,
  repository: string,
  refusal: Refusal,
  { digest, isKnown }: About,
): Promise<Support> {
  const judgement = outcomeOfRefusal(refusal, ASKED);
  if (!isKnown || digest === ZERO_DIGEST) return supportOf(judgement, ids(refusal));
  try {
    const answer = await registry.referrers(repository, ZERO_DIGEST, {
      purpose: "control: a digest of zeros",
    });
    const evidence = [...ids(refusal), ...ids(answer)];
    if (!answer.found) {
      return unknownBecause(
        "failed",
        `${judgement.reason}, and a digest of zeros got ${answer.status}`,
        evidence,
      );
    }
    notes.push(`the referrers API refuses ${digest} and answers for a digest of zeros`);
    return supported("it answers for a digest of zeros", evidence, "medium");
  } catch {
    return supportOf(judgement, ids(refusal));
  }
}

/** distribution-spec: a registry that filtered "MUST include a header OCI-Filters-Applied". */
async function probeFilter(
  { registry, observations }: Gathering,
  repository: string,
  digest: string,
  unfiltered: Found<ReferrersAnswer>,
): Promise<void> {
  try {
    const answer = await registry.referrers(repository, digest, {
      artifactType: NO_TYPE,
      purpose: "referrers API with a filter",
    });
    observations.add({ artifactTypeFilter: filterSupport(answer, unfiltered.value) });
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    observations.add({ artifactTypeFilter: supportOf(outcomeOfFault(fault), fault.exchanges) });
  }
}

function filterSupport(answer: Answer<ReferrersAnswer>, unfiltered: ReferrersAnswer): Support {
  const evidence = ids(answer);
  if (!answer.found) {
    const judgement = outcomeOfRefusal(answer, "the referrers API with a filter");
    // The API is there, so a refusal is about the filter, and a 400 may be about the type that was asked for.
    return unknownBecause(
      judgement.outcome === "unsupported" ? "answered" : judgement.outcome,
      judgement.reason,
      evidence,
    );
  }
  const { filtersApplied, items } = answer.value;
  if (filtersApplied.includes("artifactType")) {
    return supported("it says that it filtered by artifactType", evidence);
  }
  if (unfiltered.items.length === 0) {
    return unknownBecause("answered", "it says nothing of a filter, and the list is empty anyway", evidence);
  }
  if (items.length === 0) return supported("it filters, but does not say so", evidence, "medium");
  return unsupported("it gave the same list, filter or not", evidence);
}

function ids(answer: { exchanges: Exchange[] }): string[] {
  return answer.exchanges.map((exchange) => exchange.id);
}
