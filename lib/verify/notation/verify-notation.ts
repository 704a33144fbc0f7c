// The stages, in order; the first finding that settles the state is the reason for it.
// https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#signature-verification
import { createHash } from "node:crypto";
import { ExplorerError } from "#lib/errors";
import type { Verification, VerificationState } from "#lib/evidence";
import { CheckList } from "../check-list.ts";
import type { About, Signed } from "../signed.ts";
import type { Trust } from "../trust.ts";
import { shown } from "../words.ts";
import { algorithmOf, keyText } from "./algorithms.ts";
import { type Certificate, certificateOf } from "./certificate.ts";
import { type Envelope, readEnvelope } from "./envelope.ts";
import { headerFault, pluginNeeded, SIGNING_AUTHORITY, unknownCritical, X509 } from "./header.ts";
import { malformed } from "./limits.ts";
import { compareSubject, PAYLOAD_TYPE, targetOf } from "./payload.ts";
import { checkSigner } from "./signer.ts";

/** A state, with the sentence that says why. */
export type Verdict = { state: VerificationState; reason: string };

const GOOD: VerificationState[] = ["verified", "valid-identity-unchecked"];
const HASHES = ["sha256", "sha384", "sha512"];

/** Said of a fault that is ours: no content may lead to it. */
export const OWN_FAULT = "The signature could not be verified, by a fault of Refscope.";

/**
 * Verifies one envelope on the bytes that are shown. `now` is the time by which certificates and expiry are judged where
 * nobody trusted says when it was signed. Whatever the content, it ends in a Verification and never throws.
 */
export async function verifyNotation(
  signed: Signed,
  about: About,
  trust: Trust,
  now: Date,
): Promise<Verification> {
  const checks = new CheckList();
  checks.notApplicable("sct", "Certificates of the Notary Project are in no certificate transparency log.");
  checks.notApplicable("transparency-log", "Signatures of the Notary Project are in no transparency log.");
  checks.notChecked("revocation", "Whether a certificate was revoked is not asked.");
  try {
    return await verify(checks, signed, about, trust, now);
  } catch (error) {
    if (!(error instanceof ExplorerError)) return checks.done("error", OWN_FAULT);
    return checks.done(error.code === "limit-exceeded" ? "skipped" : "error", error.message);
  }
}

async function verify(
  checks: CheckList,
  signed: Signed,
  about: About,
  trust: Trust,
  now: Date,
): Promise<Verification> {
  const { content, layer } = signed;
  if ("unread" in content) {
    checks.notChecked("blob-digest", content.unread);
    return checks.done(content.why === "too-large" ? "skipped" : "error", content.unread);
  }
  const bytes = "held" in content ? content.held.bytes : content.bytes;
  const changed = blobFault(checks, layer.digest, bytes);
  if (changed !== undefined) return checks.done("error", changed);
  const elsewhere = manifestFault(checks, signed, about);
  const envelope = readEnvelope(layer.mediaType, bytes);
  if (!envelope) {
    const reason = `The Notary Project has no envelope of the type ${shown(layer.mediaType)}.`;
    return checks.done("unverifiable-no-material", reason);
  }
  const verification = await envelopeVerification(checks, envelope, about, trust, now);
  // Nothing is good for this digest whose own manifest says that it belongs to another.
  const isGood = GOOD.includes(verification.state);
  if (elsewhere === undefined || !isGood) return verification;
  return { ...verification, state: "subject-mismatch", reason: elsewhere };
}

function blobFault(checks: CheckList, digest: string, bytes: Uint8Array): string | undefined {
  const [algorithm = ""] = digest.split(":");
  if (!HASHES.includes(algorithm)) {
    checks.notChecked("blob-digest", `Digests as ${shown(digest)} cannot be computed here.`);
    return undefined;
  }
  const found = `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
  if (found === digest) {
    checks.passed("blob-digest", `The ${bytes.length} bytes have the digest ${digest}.`);
    return undefined;
  }
  const reason = `The bytes have the digest ${found}, and the manifest names ${shown(digest)}.`;
  checks.failed("blob-digest", reason);
  return reason;
}

/** A client finds signatures by the manifest's subject; a manifest without one was found in another way. */
function manifestFault(checks: CheckList, { manifest }: Signed, about: About): string | undefined {
  const subject = (manifest.subject ?? manifest.refers)?.digest;
  if (subject === undefined) {
    checks.notApplicable("manifest-subject", "The manifest names no subject.");
    return undefined;
  }
  if (subject === about.digest) {
    checks.passed("manifest-subject", `The manifest names ${about.digest} as its subject.`);
    return undefined;
  }
  const reason = `The manifest names ${shown(subject)} as its subject, and not ${about.digest}.`;
  checks.failed("manifest-subject", reason);
  return reason;
}

async function envelopeVerification(
  checks: CheckList,
  envelope: Envelope,
  about: About,
  trust: Trust,
  now: Date,
): Promise<Verification> {
  const unread = unknownVerdict(checks, envelope);
  if (unread) return checks.done(unread.state, unread.reason);
  const chain = chainOf(envelope);
  const broken = await signatureVerdict(checks, envelope, chain);
  if (broken) return checks.done(broken.state, broken.reason);
  const subject = compareSubject(targetOf(envelope.payload), about);
  if (subject.equal) checks.passed("payload-subject", subject.detail);
  else checks.failed("payload-subject", subject.detail);
  const { verdict, ...more } = checkSigner(checks, envelope, chain, { about, trust, now });
  const plugin = pluginNeeded(envelope);
  if (!subject.equal) return checks.done("subject-mismatch", subject.detail, more);
  if (plugin !== undefined && verdict.state !== "invalid")
    return checks.done("unverifiable-no-material", plugin, more);
  return checks.done(verdict.state, verdict.reason, more);
}

/** What may mean something else than is known here, so that nothing further is said of it. */
function unknownVerdict(checks: CheckList, envelope: Envelope): Verdict | undefined {
  const { contentType, scheme } = envelope;
  const unverifiable = (reason: string): Verdict => ({ state: "unverifiable-no-material", reason });
  if (contentType !== PAYLOAD_TYPE) {
    const reason = `The payload is said to be ${shown(contentType ?? "of no type")}, and ${PAYLOAD_TYPE} is what is known here.`;
    checks.failed("payload-type", reason);
    return unverifiable(reason);
  }
  checks.passed("payload-type", `The payload is said to be ${PAYLOAD_TYPE}.`);
  const unknown = unknownCritical(envelope);
  if (unknown !== undefined) {
    const reason = `The header calls ${shown(unknown)} critical, which is not known here, so the signature must not be accepted.`;
    checks.notChecked("signature", reason);
    return unverifiable(reason);
  }
  if (scheme === undefined || scheme === X509 || scheme === SIGNING_AUTHORITY) return undefined;
  const reason = `The signing scheme ${shown(scheme)} is not known here.`;
  checks.notChecked("signature", reason);
  return unverifiable(reason);
}

function chainOf({ chain }: Envelope): [Certificate, ...Certificate[]] {
  const [leaf, ...rest] = chain.map((bytes, at) => {
    const certificate = certificateOf(bytes);
    if (!certificate) throw malformed(`Certificate ${at + 1} of the chain cannot be read.`);
    return certificate;
  });
  if (!leaf) throw malformed("The envelope carries no certificate.");
  return [leaf, ...rest];
}

async function signatureVerdict(
  checks: CheckList,
  envelope: Envelope,
  [leaf]: readonly [Certificate, ...Certificate[]],
): Promise<Verdict | undefined> {
  const fault = headerFault(envelope) ?? algorithmFault(envelope, leaf);
  const name = shown(leaf.subject);
  if (fault === undefined && (await envelope.isSignedBy(leaf.key))) {
    checks.passed(
      "signature",
      `The ${envelope.form} signature by ${envelope.algorithm} is made with the key of ${name} (${keyText(leaf.key)}).`,
    );
    return undefined;
  }
  const reason =
    fault ??
    `The ${envelope.form} signature by ${envelope.algorithm} is not made with the key of ${name} over these bytes.`;
  checks.failed("signature", reason);
  return { state: "invalid", reason };
}

/** The key decides on the algorithm: a header that names another may want a weaker one tried. */
function algorithmFault({ algorithm }: Envelope, { key }: Certificate): string | undefined {
  const expected = algorithmOf(key);
  if (expected === undefined)
    return `The Notary Project does not sign with a key like the certificate's, ${keyText(key)}.`;
  if (algorithm !== expected)
    return `The header names the algorithm ${shown(algorithm)}, and the certificate's key, ${keyText(key)}, signs by ${expected}.`;
  return undefined;
}
