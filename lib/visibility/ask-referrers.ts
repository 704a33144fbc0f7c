// One client's question for referrers, about one subject: what the API's answer is to it, and what the tag's.
import type { StrategyId } from "#lib/evidence";
import type { Edge, Node } from "#lib/graph";
import type { ApiAnswer } from "./answers.ts";
import type { ApiRule, ReferrersWay } from "./client-rule.ts";
import { judgeEntry } from "./judge-entry.ts";
import { type Listing, verdict } from "./listing.ts";
import type { Verdict } from "./shapes.ts";
import type { Terrain } from "./terrain.ts";

/** distribution-spec, "Referrers Tag Schema": the encoded part is cut to 64 characters. */
const MAX_ENCODED = 64;
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

type Step =
  | { next: "list" }
  | { next: "tag"; since: string; exchanges: string[] }
  | Exclude<Listing, { known: true }>;

export function askReferrers(way: ReferrersWay, subject: string, terrain: Terrain): Listing {
  const answer = terrain.answers.api(subject);
  const step: Step = way.api ? stepAfter(way.api, answer) : { next: "tag", since: "", exchanges: [] };
  if ("known" in step) return step;
  const listing =
    step.next === "list" && answer.said === "list"
      ? byApi(way, subject, answer, terrain)
      : byTag(way, subject, step.next === "tag" ? step : { since: "", exchanges: [] }, terrain);
  return limited(way, listing);
}

/** Whether the API's answer is a list to this client, sends it to the tag, or is an error. */
function stepAfter(rule: ApiRule, answer: ApiAnswer): Step {
  const { exchanges } = answer;
  if (answer.said === "nothing") return { known: false, why: answer.why, exchanges };
  if (answer.said === "list") {
    if (rule.takes !== "index type" || answer.contentType === INDEX_TYPE) return { next: "list" };
    return { next: "tag", since: `a list with Content-Type ${answer.contentType}`, exchanges };
  }
  const { status, words } = answer;
  const said = `the referrers API answered ${words}`;
  const isError = rule.mindsUnknownNames && answer.isNameUnknown;
  if (status === 200 && rule.takes === "index type") return { next: "tag", since: words, exchanges };
  if (rule.fallsBackOn === "unknown")
    return { known: false, why: `${said}, and what it does then is not known`, exchanges };
  const fallsBack = rule.fallsBackOn === "any" || rule.fallsBackOn.includes(status);
  if (fallsBack && !isError) return { next: "tag", since: words, exchanges };
  return { known: "failed", why: `${said}, which it takes for an error`, exchanges };
}

function byApi(
  way: ReferrersWay,
  subject: string,
  answer: Extract<ApiAnswer, { said: "list" }>,
  terrain: Terrain,
): Listing {
  const { exchanges, isCut, firstPage } = answer;
  const isOnePage = !answer.isPaged || way.api?.pages === "all";
  const entries = entriesBy("referrers-api", subject, terrain, (node) => {
    const judged = judgeEntry(way, node, { by: "the referrers API", exchanges });
    if (isOnePage || firstPage?.has(node.digest)) return judged;
    if (firstPage && way.api?.pages === "first")
      return verdict(
        "not-found",
        "it is on a later page of the API's list, and only the first is read",
        exchanges,
      );
    return verdict(
      "not-known",
      "the API's list has several pages; which of them are read, or which holds it, is not known",
      exchanges,
    );
  });
  const others = (node: Node): Verdict => {
    if (isCut) return verdict("not-known", "Refscope did not read the API's list to its end", exchanges);
    const ways = waysTo(node, subject, terrain);
    const reason = ways.includes("referrers-tag")
      ? "only the referrers tag lists it, and a client that the API answers does not look there"
      : `the referrers API does not list it${foundElsewhere(ways)}`;
    return verdict("not-found", reason, exchanges);
  };
  return { known: true, entries, others };
}

function byTag(
  way: ReferrersWay,
  subject: string,
  { since, exchanges: asked }: { since: string; exchanges: string[] },
  terrain: Terrain,
): Listing {
  const after = since ? `the API answered ${since}, and ` : "";
  if (!way.tag) return nothing(`${after}it does not look at the referrers tag`, asked);
  if (!way.cutsTags && subject.slice(subject.indexOf(":") + 1).length > MAX_ENCODED)
    return nothing(`${after}it asks for a tag longer than a tag may be: it does not cut this digest`, asked);
  const answer = terrain.answers.tag(subject);
  const exchanges = [...asked, ...answer.exchanges];
  if (answer.said === "nothing") return { known: false, why: answer.why, exchanges };
  if (answer.said === "set aside") {
    if (way.tag === "checked" && answer.isItself)
      return nothing(
        `${after}the referrers tag names the image itself, which it does not take for a list`,
        exchanges,
      );
    const why = `Refscope set the referrers tag aside (${answer.why}); what this client makes of it is not known`;
    return { known: false, why, exchanges };
  }
  const entries = entriesBy("referrers-tag", subject, terrain, (node) =>
    judgeEntry(way, node, { by: "the referrers tag", exchanges }),
  );
  const { isCut } = answer;
  const others = (node: Node): Verdict =>
    isCut
      ? verdict("not-known", "Refscope could not read all of the referrers tag's list", exchanges)
      : verdict(
          "not-found",
          `${after}the referrers tag does not list it${foundElsewhere(waysTo(node, subject, terrain))}`,
          exchanges,
        );
  return { known: true, entries, others };
}

function entriesBy(
  way: StrategyId,
  subject: string,
  { attachedTo, nodes }: Terrain,
  judge: (node: Node) => Verdict,
): Map<string, Verdict> {
  const entries = new Map<string, Verdict>();
  for (const { source, foundBy } of attachedTo.get(subject) ?? []) {
    const node = nodes.get(source);
    if (node && foundBy.includes(way)) entries.set(source, judge(node));
  }
  return entries;
}

function nothing(reason: string, exchanges: readonly string[]): Listing {
  return { known: true, entries: new Map(), others: () => verdict("not-found", reason, exchanges) };
}

/** What holds for the list as a whole: too long to be taken, or only its first good entry wanted. */
function limited(way: ReferrersWay, listing: Listing): Listing {
  if (listing.known !== true) return listing;
  const { entries, others } = listing;
  if (way.most !== undefined && entries.size > way.most) {
    const why = `the list has ${entries.size} entries, and it fails on more than ${way.most}`;
    return { known: "failed", why, exchanges: [] };
  }
  if (way.onlyIf) {
    const only = (verdictOfOne: Verdict): Verdict =>
      verdictOfOne.state === "not-found"
        ? verdictOfOne
        : verdict(
            "not-known",
            `only where ${way.onlyIf}; then ${verdictOfOne.reason}`,
            verdictOfOne.exchanges,
          );
    return { known: true, entries: mapped(entries, only), others };
  }
  const good = [...entries.values()].filter(({ state }) => state === "found");
  if (!way.onlyFirst || good.length < 2) return listing;
  const first = (one: Verdict): Verdict =>
    one.state === "found"
      ? verdict(
          "not-known",
          `it takes the first of ${good.length} that fit; which that is, the list's order decides`,
          one.exchanges,
        )
      : one;
  return { known: true, entries: mapped(entries, first), others };
}

function mapped(
  entries: ReadonlyMap<string, Verdict>,
  change: (one: Verdict) => Verdict,
): Map<string, Verdict> {
  return new Map([...entries].map(([id, one]) => [id, change(one)]));
}

function waysTo(node: Node, subject: string, { aboutOf }: Terrain): StrategyId[] {
  const edges: readonly Edge[] = aboutOf.get(node.id) ?? [];
  return edges.filter(({ target }) => target === subject).flatMap(({ foundBy }) => foundBy);
}

const PLACES: readonly [StrategyId, string][] = [
  ["cosign-tag", "one of cosign's tags names it"],
  ["tag-listing", "only a tag's name says that it belongs here"],
  ["buildkit", "it lies in the index"],
  ["oras-api", "ORAS' own API lists it"],
  ["wg-api", "the working group's API lists it"],
  ["other-repository", "it lies in another repository, where a client looks only when told to"],
];

function foundElsewhere(ways: readonly StrategyId[]): string {
  const place = PLACES.find(([way]) => ways.includes(way));
  return place ? `: ${place[1]}` : "";
}
