// Answers "why does cosign say that there is no signature?" from what was explored.
import type { StrategyId } from "#lib/evidence";
import type { Gap, Graph } from "#lib/graph";
import type { Account } from "../answers.ts";
import { isRejected, type SignatureCase, signatureCase } from "./case.ts";
import { loginLine, signLine, treeLine } from "./commands.ts";
import * as carrier from "./reasons-carrier.ts";
import * as content from "./reasons-content.ts";
import * as place from "./reasons-place.ts";
import type { OpenedSignature, SignatureAnswer, SignatureReason, SignedImage } from "./shapes.ts";
import { joined, plain, signatures } from "./words.ts";

/**
 * Undefined where nothing is known of the image at all. Each reason that holds is told, not only the first.
 * `opened`, by node id: of what was not opened nobody knows yet which digest it names.
 */
export function whyNoSignature(
  graph: Graph,
  account: Account,
  image: SignedImage,
  opened: ReadonlyMap<string, OpenedSignature> = new Map(),
): SignatureAnswer | undefined {
  const given = signatureCase(graph, account, image, opened);
  if (!given) return undefined;
  const reasons = [
    ...couldNotAsk(given),
    content.otherDigest(given),
    place.contradicted(given),
    content.misnamed(given),
    place.missing(given),
    place.tagMoved(given),
    place.onPlatforms(given),
    place.onIndex(given),
    place.onOthers(given),
    place.inOtherRepository(given),
    carrier.notation(given),
    carrier.notationOnOthers(given),
    carrier.passedOver(given),
    carrier.bundle(given),
    carrier.cosignReferrer(given),
    carrier.cosignTag(given),
    carrier.tagOnly(given),
    carrier.unsaid(given),
    content.attestations(given),
    content.unopened(given),
    none(given),
  ].filter((reason) => reason !== undefined);
  return { ...headlineOf(given), reasons };
}

/** What cosign's rule comes to, for what was named. */
function headlineOf(given: SignatureCase): Omit<SignatureAnswer, "reasons"> {
  const { held, cosign, gaps, subject } = given;
  const rejected = held.onRoot.filter((one) => isRejected(given, one));
  const told = held.onRoot.filter((one) => one.carrier !== "unsaid" && !rejected.includes(one));
  const found = new Set(
    told.filter(({ node }) => cosign.get(node.id)?.state === "found").map(({ node }) => node.id),
  );
  if (found.size > 0)
    return {
      finds: "some",
      headline: `cosign 2.6 and 3.x find ${signatures(found.size)} of ${subject}. Whether ${found.size === 1 ? "it" : "they"} can be verified is another question.`,
    };
  const doubts = [
    ...held.onRoot.filter((one) => !rejected.includes(one)).map(({ node }) => cosign.get(node.id)),
    ...held.onRoot.filter(({ carrier }) => carrier === "unsaid").map(() => undefined),
  ].filter((verdict) => verdict === undefined || verdict.state === "not-known");
  const isOpen = gaps.some(({ at }) => at === held.root.id);
  if (doubts.length > 0 || isOpen) {
    // Where a list is open, the reason below says so.
    const why = isOpen ? undefined : doubts.find((verdict) => verdict)?.reason;
    const headline = `Whether cosign finds a signature of ${subject} is not known${why ? `: ${plain(why)}` : ""}.`;
    return { finds: "not-known", headline };
  }
  if (rejected.length > 0)
    return {
      finds: "none",
      headline: `cosign accepts no signature of ${subject}: what is there names another digest.`,
    };
  return { finds: "none", headline: `cosign finds no signature of ${subject}.` };
}

const WAYS: Record<StrategyId, string> = {
  "referrers-api": "the referrers API",
  "referrers-tag": "the referrers tag",
  "tag-listing": "the list of tags",
  "cosign-tag": "cosign's tags",
  buildkit: "what the index holds",
  "oras-api": "the ORAS API",
  "wg-api": "the working-group API",
  "other-repository": "the other repository",
};

const UNANSWERED: Record<Gap["because"], { words: string; next: string }> = {
  denied: { words: "was denied", next: "Log in with an account that may read it, then ask again." },
  "rate-limited": {
    words: "was refused by the registry's rate limit",
    next: "Log in, or wait, then ask again.",
  },
  failed: { words: "was not answered", next: "Ask again." },
  truncated: { words: "was not asked to its end", next: "Ask again, or ask more ways." },
  "not-opened": { words: "", next: "" },
};

/** One reason a cause: where nobody could be asked, nobody can tell. */
function couldNotAsk({ gaps, place: there, subject }: SignatureCase): SignatureReason[] {
  const open = gaps.filter(({ because }) => because !== "not-opened");
  // What a list is called tells more than that it is not whole; without such a name that has to do.
  const named = open.some(({ way }) => way) ? open.filter(({ way, hiding }) => way || hiding) : open;
  return [...Map.groupBy(named, ({ because }) => because)].map(([because, same]) => {
    const { words, next } = UNANSWERED[because];
    const ways = [...new Set(same.flatMap(({ way }) => (way ? WAYS[way] : [])))];
    const what = ways.length > 0 ? joined(ways) : "a list or a manifest";
    const [first] = same;
    // A gap's reason begins with its way's id, which the sentence says in words.
    const why = plain((first?.reason ?? "").replace(first?.way ? `${first.way}: ` : "", ""));
    return {
      id: "could-not-ask",
      sentence: `The question for ${what} ${words} (${why}), so nobody can tell from here whether ${subject} has more signatures than are shown.`,
      next,
      command: because === "denied" || because === "rate-limited" ? loginLine(there) : treeLine(there),
      nodes: [...new Set(same.flatMap(({ at, hiding }) => [at, ...(hiding ? [hiding] : [])]))],
      exchanges: [...new Set(same.flatMap(({ exchanges }) => exchanges))],
    };
  });
}

/** Only where all that was asked has answered. */
function none({
  held,
  gaps,
  asked,
  subject,
  place: there,
  image,
}: SignatureCase): SignatureReason | undefined {
  const all = [
    ...[held.onRoot, held.onPlatforms, held.onOthers, held.contradicted, held.missing].flat(),
    ...[held.notation, held.notationOnOthers, held.misnamed].flat(),
  ];
  if (all.length > 0 || gaps.length > 0 || asked.ways === 0) return undefined;
  const inside = asked.images - 1;
  const where = inside > 0 ? ` and ${inside === 1 ? "its platform" : `its ${inside} platforms`}` : "";
  const ways = asked.ways === 1 ? "1 way was" : `${asked.ways} ways were`;
  return {
    id: "none",
    sentence: `${ways} asked about ${subject}${where}, all of them answered, and none has a signature: there is none in ${plain(image.repository)}. Signatures that are kept in another repository are found only where somebody names it, and those in another registry not from here.`,
    next: "Sign it, or name the repository where its signatures are kept.",
    command: signLine(there, held.root.kind === "index"),
    nodes: [held.root.id],
    exchanges: asked.exchanges,
  };
}
