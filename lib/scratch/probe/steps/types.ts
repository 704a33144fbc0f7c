// A4: what a list says of types, and whether it can be filtered by them. Pushed last of all referrers: when it is
// listed, the others should be.
import type { Support } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { Answer, ReferrersAnswer } from "#lib/registry";
import { supported, unknownBecause, unsupported } from "#lib/upgrade";
import { PROBE_CONFIG_TYPE, PROBE_TYPE, type ProbeContent } from "../content.ts";
import { judgedBy, pushVerdict, wordsOf } from "../push-verdict.ts";
import { idsOf, type Judged, type Listing, type Step, type Trial } from "../step.ts";

export const pushUntyped: Step = {
  id: "A4",
  title: "A referrer without a type",
  asks: "Does it stand in the list under its config's media type?",
  decides: ["artifactTypeFilter"],
  async begin(trial) {
    const { repository, content, subject } = trial;
    const { untyped } = content;
    const answer = await repository.pushManifest(untyped.digest, untyped, { purpose: untyped.name });
    const pushed = pushVerdict(answer, "a referrer without a type", subject);
    const look = async (listing: Listing): Promise<Judged> => {
      const judged = judgeEntry(listing, untyped.digest, pushed);
      if (!listing.items) return judged;
      const pagination = paginationOf(listing.paged, listing.exchanges.slice(-1));
      const filter = await filterVerdict(trial, listing.items);
      if (!filter) return { ...judged, capabilities: { pagination } };
      return {
        ...judged,
        facts: [["filter by artifactType", filter.reason]],
        exchanges: [...judged.exchanges, ...filter.evidence],
        capabilities: { pagination, artifactTypeFilter: filter },
      };
    };
    return { known: { ...judgedBy(pushed), outcome: "unknown" }, look };
  },
};

/** "If the artifactType is empty or missing in the image manifest, the value of artifactType MUST be set to the config descriptor mediaType value" */
function judgeEntry(listing: Listing, digest: string, pushed: Support): Judged {
  if (pushed.support !== "supported") {
    return { outcome: "unknown", observed: pushed.reason, exchanges: pushed.evidence };
  }
  const exchanges = [...pushed.evidence, ...listing.exchanges];
  if (!listing.items) return { outcome: "unknown", observed: `it took it; ${listing.reason}`, exchanges };
  const entry = listing.items.find((item) => item.digest === digest);
  // It was pushed last, so nothing in the list could tell that it will not come.
  if (!entry) return { outcome: "unknown", observed: "it took it, and has not listed it", exchanges };
  const type = entry.artifactType?.slice(0, 128) ?? "none";
  const isRight = type === PROBE_CONFIG_TYPE;
  const observed = isRight ? "its type in the list is the config's" : `its type in the list: ${type}`;
  return { outcome: isRight ? "yes" : "no", observed, exchanges };
}

function paginationOf(paged: boolean, evidence: string[]): Support {
  if (paged) return supported("the list came in pages, with Link", evidence);
  return unknownBecause("answered", "the list fitted on one page", evidence);
}

/** Undefined where there is nothing in the list that a filter would leave out. */
async function filterVerdict(trial: Trial, items: Descriptor[]): Promise<Support | undefined> {
  const { repository, content } = trial;
  if (!wouldFilter(items, content)) return undefined;
  const answer = await repository.reading.referrers(repository.repository, content.image.digest, {
    artifactType: PROBE_TYPE,
    purpose: "the image's referrers of one type",
  });
  return filterSupport(answer, content);
}

function wouldFilter(items: Descriptor[], { typed, untyped }: ProbeContent): boolean {
  const listed = new Set(items.map(({ digest }) => digest));
  return listed.has(typed.digest) && listed.has(untyped.digest);
}

function filterSupport(answer: Answer<ReferrersAnswer>, { typed, untyped }: ProbeContent): Support {
  const evidence = idsOf(answer);
  if (!answer.found) return unknownBecause("answered", `it was answered with ${wordsOf(answer)}`, evidence);
  const { items, filtersApplied, truncated } = answer.value;
  const has = (digest: string) => items.some((item) => item.digest === digest);
  const saysSo = filtersApplied.includes("artifactType");
  if (has(untyped.digest)) {
    return unsupported(saysSo ? "it says that it filtered, and did not" : "it gave the whole list", evidence);
  }
  if (truncated !== undefined) return unknownBecause("answered", `its list is cut: ${truncated}`, evidence);
  if (!has(typed.digest)) return unsupported("it left out what has the type", evidence, "medium");
  return saysSo
    ? supported("it filtered, and says so", evidence)
    : supported("it filtered, and does not say so", evidence, "medium");
}
