// Reasons that lie in what is there: what is signed names another digest, or what is there is no signature. cosign
// compares the digest in a signature's payload and not the name beside it: sigstore/cosign, pkg/cosign/verify.go at
// 00873ad, VerifyClaims, read 2026-11-24.
import { idsOf, isRejected, requestsOf, type SignatureCase } from "./case.ts";
import { signLine, treeLine, verifyLine, verifyStatementLine } from "./commands.ts";
import type { SignatureReason } from "./shapes.ts";
import { be, joined, plain, short, signatures } from "./words.ts";

export function otherDigest(given: SignatureCase): SignatureReason | undefined {
  const { held, opened, place, subject } = given;
  const wrong = held.onRoot.filter((one) => isRejected(given, one));
  const [first] = wrong;
  if (!first) return undefined;
  const count = idsOf(wrong).length;
  const digests = [...new Set(wrong.flatMap(({ node }) => opened.get(node.id)?.digests ?? []))];
  const where = wrong.every(({ carrier }) => carrier === "cosign tag")
    ? `The .sig tag of ${subject} is there, but what it holds`
    : `${signatures(count)} ${be(count)} attached to ${subject}, but what is signed`;
  const named = digests.length > 3 ? `${digests.length} other digests` : joined(digests.map(plain));
  return {
    id: "other-digest",
    sentence: `${where} names another digest: ${named}. cosign finds it, compares the digests and rejects it.`,
    next: "Sign this digest; the one that is named keeps its signature.",
    command: signLine(place),
    nodes: idsOf(wrong),
    exchanges: requestsOf(wrong),
  };
}

export function misnamed({ held, place, subject }: SignatureCase): SignatureReason | undefined {
  const { misnamed: wrong } = held;
  const [first] = wrong;
  if (!first) return undefined;
  const what =
    first.node.kindBy === "tag" ? "nothing in its manifest says so" : `it is ${plain(first.node.title)}`;
  return {
    id: "misnamed",
    sentence: `The .sig tag of ${subject} names ${short(first.node.digest)}, and ${what}. cosign reads it for signatures, and finds none in it.`,
    next: "See what the tag holds; signing adds a signature to it.",
    command: treeLine(place),
    nodes: idsOf(wrong),
    exchanges: requestsOf(wrong),
  };
}

export function attestations({ held, place, subject }: SignatureCase): SignatureReason | undefined {
  const { statements, onRoot } = held;
  if (statements.length === 0 || onRoot.length > 0) return undefined;
  const count = idsOf(statements).length;
  return {
    id: "attestations",
    sentence: `${count === 1 ? "1 attestation is" : `${count} attestations are`} attached to ${subject}, and no signature. cosign verify counts no attestation, whether it is signed or not.`,
    next: "Verify what is stated, each by its type, or sign the image.",
    command: verifyStatementLine(place),
    nodes: idsOf(statements),
    exchanges: requestsOf(statements),
  };
}

/** Only a tag says that it is about this image: until it is opened nobody knows which digest is in it. */
export function unopened({ held, opened, place, subject }: SignatureCase): SignatureReason | undefined {
  const open = held.onRoot.filter(({ node, edge }) => edge.proof === "claimed" && !opened.has(node.id));
  if (open.length === 0) return undefined;
  return {
    id: "unopened",
    sentence: `Only the name of a tag says that ${signatures(idsOf(open).length)} ${be(idsOf(open).length)} about ${subject}. cosign rejects what names another digest, and what is signed was not opened yet.`,
    next: "Open it, or have cosign verify it.",
    command: verifyLine(place),
    nodes: idsOf(open),
    exchanges: requestsOf(open),
  };
}
