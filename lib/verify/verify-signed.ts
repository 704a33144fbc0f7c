// The way in: from one layer's bytes to the state of its signature, with every check on the way.
import { ExplorerError } from "#lib/errors";
import type { Check, Verification } from "#lib/evidence";
import { CheckList } from "./check-list.ts";
import { type Found, malformed } from "./content/found.ts";
import type { Payload } from "./content/payload.ts";
import { readContent } from "./content/read-content.ts";
import { LayerBytes } from "./layer-bytes.ts";
import { LIMITS } from "./limits.ts";
import { verifyNotation } from "./notation/index.ts";
import type { About, Signed } from "./signed.ts";
import { verifySealed } from "./sigstore/verify-sealed.ts";
import { matchSubject } from "./subject.ts";
import type { Trust } from "./trust.ts";
import { shown } from "./words.ts";

/**
 * Verifies what one layer holds, on the very bytes that are given, against what the operator trusts. Asks nobody, and never
 * throws: a fault becomes the state "error". `now` counts for notation's certificates alone, which live long.
 */
export async function verifySigned(
  signed: Signed,
  about: About,
  trust: Trust,
  now: Date,
): Promise<Verification> {
  const checks = new CheckList();
  checks.notChecked("revocation", "Nobody is asked whether a certificate or a key was revoked.");
  try {
    return await verify(signed, withOwnBytes(about), trust, now, checks);
  } catch (thrown) {
    return faulted(thrown, checks);
  }
}

/** Bytes that are not its own would be taken for what a signature covers. */
function withOwnBytes(about: About): About {
  const { bytes, ...rest } = about;
  return bytes && checkBlob(new LayerBytes(bytes), about.digest).result === "passed" ? about : rest;
}

async function verify(
  signed: Signed,
  about: About,
  trust: Trust,
  now: Date,
  checks: CheckList,
): Promise<Verification> {
  const { content, layer } = signed;
  if ("unread" in content) return unread(content, checks);
  const held = "held" in content ? content.held : new LayerBytes(content.bytes);
  const { length } = held.bytes;
  if (length > LIMITS.bytes) return unread({ unread: `it has ${length} bytes`, why: "too-large" }, checks);
  const blob = checkBlob(held, layer.digest);
  checks.add({ name: "blob-digest", ...blob });
  if (blob.result === "failed")
    return checks.done("error", `The content is not what its digest says. ${blob.detail}`);
  const attached = checkManifest(signed, about);
  checks.add({ name: "manifest-subject", ...attached });
  const found =
    "held" in content ? readDocument(signed, content, about) : readContent(signed, content.bytes, about);
  if (found.is === "notation") return await verifyNotation(signed, about, trust, now);
  return attachedElsewhere(judge(found, about, trust, checks), attached);
}

type OneOfSeveral = Extract<Signed["content"], { held: LayerBytes }>;

/** What stands beside a layer, its annotations, is about the first of its documents. */
function readDocument(signed: Signed, { held, document }: OneOfSeveral, about: About): Found {
  const own = held.document(document);
  if (!own) return malformed(`It holds no document ${document + 1}.`);
  const { annotations, ...layer } = signed.layer;
  const found = readContent(document === 0 ? signed : { ...signed, layer }, own, about);
  return found.is === "notation" && own !== held.bytes
    ? malformed("An envelope of the Notary Project among other documents is not read.")
    : found;
}

type Unread = Extract<Signed["content"], { unread: string }>;

/** What could not be had is not what is not there: neither "unsigned" nor "invalid". */
function unread({ unread: reason, why }: Unread, checks: CheckList): Verification {
  checks.notChecked("blob-digest", `The content could not be read: ${shown(reason)}.`);
  if (why === "missing")
    return checks.done("error", `Its content is missing: ${shown(reason)}.`, { isMissing: true });
  const state = why === "too-large" ? "skipped" : "error";
  const what =
    why === "too-large" ? "The content is too large to be verified" : "The content could not be read";
  return checks.done(state, `${what}: ${shown(reason)}.`);
}

type Stage = Pick<Check, "result" | "detail">;

const HASHES = ["sha256", "sha384", "sha512"];

function checkBlob(held: LayerBytes, digest: string): Stage {
  const algorithm = digest.slice(0, digest.indexOf(":"));
  if (!HASHES.includes(algorithm))
    return { result: "not-checked", detail: `Digests as ${shown(digest)} cannot be computed here.` };
  const found = `${algorithm}:${held.hash(algorithm)}`;
  if (found === digest)
    return { result: "passed", detail: `The bytes hash to ${digest}, as the manifest says.` };
  return { result: "failed", detail: `The bytes hash to ${found}, and the manifest says ${shown(digest)}.` };
}

function checkManifest({ manifest }: Signed, about: About): Stage {
  const subject = (manifest.subject ?? manifest.refers)?.digest;
  if (subject === undefined)
    return {
      result: "not-applicable",
      detail: "The manifest names no subject; a tag's name or a list attaches it.",
    };
  if (subject === about.digest)
    return { result: "passed", detail: `The manifest's subject is ${shown(subject)}.` };
  return {
    result: "failed",
    detail: `The manifest's subject is ${shown(subject)}, not ${shown(about.digest)}.`,
  };
}

function judge(found: Found, about: About, trust: Trust, checks: CheckList): Verification {
  switch (found.is) {
    case "sealed":
      return verifySealed(found, about, trust, checks);
    case "unsigned": {
      if (found.payload) subjectOf(found.payload, about, checks);
      checks.notApplicable("signature", found.what);
      return checks.done("unsigned", `It is not signed itself: what it says is a claim. ${found.what}`);
    }
    case "unsupported": {
      const match = found.payload && subjectOf(found.payload, about, checks);
      checks.notChecked("signature", found.reason);
      if (match?.match === "other") return checks.done("subject-mismatch", `${match.detail} ${found.reason}`);
      return checks.done("unverifiable-no-material", found.reason);
    }
    case "unproven":
      checks.failed("transparency-log", found.reason);
      return checks.done("invalid", found.reason);
    case "malformed":
      return checks.done("error", found.reason);
    case "notation":
      return checks.done("error", "notation's envelopes are verified apart.");
  }
}

function subjectOf(payload: Payload, about: About, checks: CheckList) {
  checks.add({ name: "payload-type", ...payload.type });
  const { result, detail, match } = matchSubject(payload.names, about, payload.isCut);
  checks.add({ name: "payload-subject", result, detail });
  return { match, detail };
}

/** Nothing is good for this digest whose own manifest says that it belongs to another. */
function attachedElsewhere(verification: Verification, attached: Stage): Verification {
  const isGood = verification.state === "verified" || verification.state === "valid-identity-unchecked";
  if (attached.result !== "failed" || !isGood) return verification;
  return { ...verification, state: "subject-mismatch", reason: `${attached.detail} ${verification.reason}` };
}

function faulted(thrown: unknown, checks: CheckList): Verification {
  const isTooMuch = thrown instanceof ExplorerError && thrown.code === "limit-exceeded";
  if (isTooMuch) return checks.done("skipped", thrown.message);
  return checks.done("error", "Refscope failed while verifying this.");
}
