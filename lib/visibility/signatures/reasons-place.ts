// Reasons that lie in where the signatures hang: on a platform, on the index, on something else, or elsewhere.
import { idsOf, requestsOf, type SignatureCase } from "./case.ts";
import { elsewhereLine, signLine, treeLine, verifyLine } from "./commands.ts";
import type { Held, HeldSignatures } from "./held.ts";
import type { SignatureReason } from "./shapes.ts";
import { be, joined, plain, platformNames, short, signatures } from "./words.ts";

export function onPlatforms({ held, place, subject }: SignatureCase): SignatureReason | undefined {
  const { root, onRoot, platforms } = held;
  const own = held.onPlatforms;
  if (root.kind !== "index" || onRoot.length > 0 || own.length === 0) return undefined;
  const targets = new Set(own.map(({ edge }) => edge.target));
  const signed = platforms.filter(({ id }) => targets.has(id));
  const [first] = signed;
  return {
    id: "on-platforms",
    sentence: `${counted(held, own)} attached to ${platformNames(signed)}, and none to ${subject}. cosign asks about what it is given, and about nothing inside it.`,
    next: "Verify the platform by its own digest, or sign the index with its images.",
    command: first && verifyLine(place, first.digest),
    nodes: [...signed.map(({ id }) => id), ...idsOf(own)],
    exchanges: requestsOf(own),
  };
}

export function onIndex({ held, place, isBare, subject }: SignatureCase): SignatureReason | undefined {
  const { root, onRoot, platforms } = held;
  const bare = platforms.filter(({ id }) => isBare(id));
  if (root.kind !== "index" || onRoot.length === 0 || bare.length === 0) return undefined;
  return {
    id: "on-index",
    sentence: `${counted(held, onRoot)} attached to ${subject}, and none to ${platformNames(bare)}. Whoever is given the digest of a platform, as after a pull, is told of none.`,
    next: "Verify the index, which names its platforms by digest, or sign them as well.",
    command: verifyLine(place),
    nodes: [...bare.map(({ id }) => id), ...idsOf(onRoot)],
    exchanges: requestsOf(onRoot),
  };
}

export function onOthers({ held, place, subject }: SignatureCase): SignatureReason | undefined {
  const { onRoot, onPlatforms: inside, onOthers: others, root } = held;
  if (others.length === 0 || onRoot.length + inside.length > 0) return undefined;
  const digest = others[0]?.edge.target ?? root.id;
  return {
    id: "on-others",
    sentence: `${capital(signatures(idsOf(others).length))} ${be(idsOf(others).length)} attached to an artifact that refers to ${subject}, and none to ${subject} itself: what is signed is that artifact.`,
    next: "Verify the artifact by its own digest, or sign the image.",
    command: verifyLine(place, digest),
    nodes: [...idsOf(others), digest],
    exchanges: requestsOf(others),
  };
}

export function inOtherRepository({
  held,
  place,
  image,
  subject,
}: SignatureCase): SignatureReason | undefined {
  const all = [...held.onRoot, ...held.onPlatforms];
  const away = all.filter(({ edge }) => edge.foundBy.every((way) => way === "other-repository"));
  if (away.length === 0 || away.length < all.length) return undefined;
  const places = [...new Set(away.map(({ node }) => node.repository))].filter(
    (name) => name !== image.repository,
  );
  const [first] = places;
  return {
    id: "other-repository",
    sentence: `The signatures of ${subject} are kept in ${joined(places.map(plain)) || "another repository"}, and cosign looks in ${plain(image.repository)} unless it is told otherwise.`,
    next: "Tell cosign where they are.",
    command: first === undefined ? undefined : elsewhereLine(place, first),
    nodes: idsOf(away),
    exchanges: requestsOf(away),
  };
}

export function contradicted({ held, place, subject }: SignatureCase): SignatureReason | undefined {
  const { contradicted: wrong } = held;
  const [first] = wrong;
  if (!first) return undefined;
  const count = idsOf(wrong).length;
  const where = wrong.every(({ edge }) => edge.target === held.root.id) ? subject : `an image in ${subject}`;
  return {
    id: "contradicted",
    sentence: `${capital(signatures(count))} ${be(count)} listed for ${where}, but the manifest of ${plain(first.node.title)} ${plain(first.edge.reason ?? "names another digest")}. A signature of another digest proves nothing here.`,
    next: "Sign this digest; the one that is named keeps its signature.",
    command: signLine(place),
    nodes: idsOf(wrong),
    exchanges: requestsOf(wrong),
  };
}

export function missing({ held, place }: SignatureCase): SignatureReason | undefined {
  const { missing: gone } = held;
  const [first] = gone;
  if (!first) return undefined;
  const count = idsOf(gone).length;
  const isTold = gone.every(({ node, carrier }) => node.kind === "signature" || carrier === "cosign tag");
  const what = isTold
    ? signatures(count)
    : `${count === 1 ? "1 artifact" : `${count} artifacts`} of which nobody can tell any more whether ${count === 1 ? "it was a signature" : "they were signatures"}`;
  const name = first.node.tags[0] ?? short(first.node.digest);
  return {
    id: "missing",
    sentence: `${capital(what)} ${be(count)} named by a list or a tag and not there: the registry does not have ${plain(name)}. Clean-up jobs, and mirrors that copy images alone, leave such names behind.`,
    next: "Copy the signature from where the image came from, or sign again.",
    command: signLine(place),
    nodes: idsOf(gone),
    exchanges: requestsOf(gone),
  };
}

export function tagMoved({ image, held, place }: SignatureCase): SignatureReason | undefined {
  const { earlier, tag } = image;
  if (!earlier || !tag || earlier.digest === image.digest) return undefined;
  return {
    id: "tag-moved",
    sentence: `The tag ${plain(tag)} named ${short(earlier.digest)} when this browser saw it on ${earlier.at.slice(0, 10)}, and names ${short(image.digest)} now. Signatures belong to a digest: they do not follow a tag.`,
    next: "See what is attached to the earlier digest.",
    command: treeLine(place, earlier.digest),
    nodes: [held.root.id],
    exchanges: held.root.exchanges,
  };
}

/** "2 signatures are", "1 signature that cosign reads is" where there are others beside. */
function counted({ notation }: HeldSignatures, held: readonly Held[]): string {
  const count = idsOf(held).length;
  return `${signatures(count)}${notation.length > 0 ? " that cosign reads" : ""} ${be(count)}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
