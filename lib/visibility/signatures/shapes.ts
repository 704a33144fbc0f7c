// Why cosign may say that there is no signature: sentences, each with what it rests on and what to do about it.

export const SIGNATURE_REASONS = [
  "could-not-ask",
  "other-digest",
  "contradicted",
  "misnamed",
  "missing",
  "tag-moved",
  "on-platforms",
  "on-index",
  "on-others",
  "other-repository",
  "notation",
  "passed-over",
  "bundle",
  "cosign-referrer",
  "cosign-tag",
  "tag-only",
  "unsaid",
  "attestations",
  "unopened",
  "none",
] as const;
export type SignatureReasonId = (typeof SIGNATURE_REASONS)[number];

export type SignatureReason = {
  id: SignatureReasonId;
  sentence: string;
  /** What to do, in a sentence; `command` does it, quoted for a shell. */
  next: string;
  command?: string;
  /** Ids of nodes, and of exchanges, that it rests on. */
  nodes: string[];
  exchanges: string[];
};

/**
 * `finds`: what cosign's own rule comes to. "not-known": what it would be answered is not known. `reasons` in the
 * order in which they tell most.
 */
export type SignatureAnswer = {
  finds: "some" | "none" | "not-known";
  headline: string;
  reasons: SignatureReason[];
};

/**
 * What opening a signature came to: whether what is signed names the digest that it is attached to (absent: it names
 * none), and the digests that it does name.
 */
export type OpenedSignature = { isNamed?: boolean; digests: string[] };

/** What was asked for, and as what. `earlier`: the digest that the tag had when this browser saw it last. */
export type SignedImage = {
  registry: string;
  repository: string;
  digest: string;
  tag?: string;
  earlier?: { digest: string; at: string };
};
