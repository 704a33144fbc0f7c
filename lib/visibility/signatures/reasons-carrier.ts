// Reasons that lie in what carries the signatures, and in the ways by which they are found. What each version of
// cosign reads: client-rules.ts, and https://docs.sigstore.dev/cosign (storage modes), read 2026-11-24.
import { pushAgainLine } from "#lib/oci";
import { idsOf, isRejected, requestsOf, type SignatureCase } from "./case.ts";
import { notationLine, oldVerifyLine, treeLine, verifyLine } from "./commands.ts";
import type { Carrier, Held } from "./held.ts";
import type { SignatureReason } from "./shapes.ts";
import { be, plain, signatures } from "./words.ts";

/** Those of the image where it has any, else those of its platforms: what cosign could be asked for, and accepts. */
function nearest(given: SignatureCase): Held[] {
  const { onRoot, onPlatforms } = given.held;
  return (onRoot.length > 0 ? onRoot : onPlatforms).filter((one) => !isRejected(given, one));
}

/** All of the nearest, where they are carried by one of these and by nothing else. */
function onlyIn(given: SignatureCase, ...carriers: Carrier[]): Held[] {
  const all = nearest(given);
  return all.every(({ carrier }) => carriers.includes(carrier)) ? all : [];
}

/** Told beside what cosign does read as well: who sees it in the graph has to know that it does not count. */
export function notation(given: SignatureCase): SignatureReason | undefined {
  const { notation: held } = given.held;
  const count = idsOf(held).length;
  if (count === 0) return undefined;
  const told = `${signatures(count)} ${be(count)} there, made by notation (Notary Project). cosign does not read that format, in any version.`;
  const left = leftBehind(given, held);
  const [first] = left;
  const about = { id: "notation" as const, nodes: idsOf(held), exchanges: requestsOf(held) };
  if (!first)
    return {
      ...about,
      sentence: told,
      next: "Verify with notation and its trust policy.",
      command: notationLine(given.place),
    };
  const lost = idsOf(left).length;
  const it = lost === 1 ? "it" : "them";
  const found = lost === count ? it : `${lost} of them`;
  return {
    ...about,
    sentence: `${told} Nor does notation find ${found} here: the referrers tag lists ${it}, and the referrers API, which this registry has, does not.`,
    next: `Push ${it} again, so that the API lists ${it}, then verify with notation.`,
    command: pushAgainLine({ ...given.place, digest: first.node.digest }, given.place.isPlain),
  };
}

/** Only where nothing nearer is signed. */
export function notationOnOthers({ held, place, subject }: SignatureCase): SignatureReason | undefined {
  const { notationOnOthers: others, notation: own, onRoot, onPlatforms } = held;
  const [first] = others;
  if (!first || own.length + onRoot.length + onPlatforms.length > 0) return undefined;
  const count = idsOf(others).length;
  const { target } = first.edge;
  return {
    id: "notation",
    sentence: `${signatures(count)} ${be(count)} there, made by notation (Notary Project), of another artifact, and none of ${subject}. cosign does not read that format, in any version.`,
    next: "Verify that artifact with notation and its trust policy, or sign the image.",
    command: notationLine({ ...place, digest: target }),
    nodes: [...idsOf(others), target],
    exchanges: requestsOf(others),
  };
}

/** An upgrade left them behind: the API answers about what each hangs on, and does not list what the tag does. */
function leftBehind({ hasWholeList }: SignatureCase, held: readonly Held[]): Held[] {
  return held.filter(
    ({ edge }) =>
      edge.foundBy.includes("referrers-tag") &&
      !edge.foundBy.includes("referrers-api") &&
      hasWholeList(edge.target),
  );
}

export function passedOver(given: SignatureCase): SignatureReason | undefined {
  const over = given.held.onRoot.filter(
    ({ node }) => given.cosign.get(node.id)?.reason === "it found others before, and then looks no further",
  );
  const [first] = over;
  if (!first) return undefined;
  return {
    id: "passed-over",
    sentence: `A sigstore bundle is among the referrers, and then cosign 2.6 and 3.x do not look at the .sig tag, where ${signatures(idsOf(over).length)} ${be(idsOf(over).length)} kept. The bundle may be an attestation and no signature.`,
    next: "Have cosign read the tag alone.",
    command: verifyLine(given.place).replace("cosign verify ", "cosign verify --new-bundle-format=false "),
    nodes: idsOf(over),
    exchanges: requestsOf(over),
  };
}

export function bundle(given: SignatureCase): SignatureReason | undefined {
  const held = onlyIn(given, "bundle");
  if (held.length === 0) return undefined;
  return {
    id: "bundle",
    sentence: `The signatures are sigstore bundles among the referrers, and there is no .sig tag. cosign 2.6 and 3.x take them; cosign 1.x, and 2.x before 2.6, look at the tag alone and find none.`,
    next: "Verify with cosign 2.6 or later.",
    command: verifyLine(given.place),
    nodes: idsOf(held),
    exchanges: requestsOf(held),
  };
}

export function cosignReferrer(given: SignatureCase): SignatureReason | undefined {
  const held = onlyIn(given, "cosign referrer");
  if (held.length === 0) return undefined;
  return {
    id: "cosign-referrer",
    sentence: `The signatures are in cosign's older form among the referrers (${plain(held[0]?.node.artifactType ?? "")}). cosign looks for that form only with --experimental-oci11; without it, it takes bundles and the .sig tag.`,
    next: "Verify with that flag, or sign again with cosign 3.",
    command: oldVerifyLine(given.place),
    nodes: idsOf(held),
    exchanges: requestsOf(held),
  };
}

export function cosignTag(given: SignatureCase): SignatureReason | undefined {
  const held = onlyIn(given, "cosign tag");
  if (held.length === 0 || passedOver(given)) return undefined;
  return {
    id: "cosign-tag",
    sentence: `The signatures are kept at the .sig tag alone. cosign of every version looks there, but oras, notation, gh and policies that ask for referrers find none; and a copy that leaves such tags behind arrives unsigned.`,
    next: "Check that the tag is where you look.",
    command: treeLine(given.place),
    nodes: idsOf(held),
    exchanges: requestsOf(held),
  };
}

export function tagOnly(given: SignatureCase): SignatureReason | undefined {
  const left = leftBehind(given, nearest(given));
  const [first] = left;
  if (!first) return undefined;
  const count = idsOf(left).length;
  return {
    id: "tag-only",
    sentence: `${signatures(count)} ${be(count)} listed by the referrers tag and not by the referrers API, which this registry has. A client that the API answers never looks at the tag.`,
    next: `Push ${count === 1 ? "it" : "each of them"} again: then the registry indexes what is pushed.`,
    command: pushAgainLine({ ...given.place, digest: first.node.digest }, given.place.isPlain),
    nodes: idsOf(left),
    exchanges: requestsOf(left),
  };
}

export function unsaid(given: SignatureCase): SignatureReason | undefined {
  const held = nearest(given).filter(({ carrier }) => carrier === "unsaid");
  if (held.length === 0) return undefined;
  return {
    id: "unsaid",
    sentence: `A sigstore bundle is attached that does not tell what is in it: it may be a signature, or an attestation, which cosign verify does not count.`,
    next: "Open it to see what is signed.",
    command: verifyLine(given.place),
    nodes: idsOf(held),
    exchanges: requestsOf(held),
  };
}
