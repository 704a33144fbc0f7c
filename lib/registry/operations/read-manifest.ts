// GET a manifest: hash its bytes, then read it.
import {
  ACCEPT_MANIFESTS,
  type Digest,
  isDigest,
  MEDIA_TYPES,
  mediaTypeEssence,
  parseDigest,
  parseManifest,
} from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";
import { digestBytes } from "../hash.ts";
import type { Answer, ManifestAnswer } from "../registry.ts";
import type { Call } from "./call.ts";
import { askForBytes, checkDigest, checkSize } from "./checked-bytes.ts";
import { endpoint } from "./endpoint.ts";
import { signedPayload } from "./signed-schema1.ts";

/** By tag or digest; unless `accept` says otherwise the whole list goes along: a registry hides what was not named. */
export async function readManifest(
  call: Call,
  repository: string,
  reference: string,
  options: { size?: number; accept?: readonly string[] },
): Promise<Answer<ManifestAnswer>> {
  const wanted = reference.includes(":") ? parseDigest(reference) : undefined;
  const ask = question(call, repository, reference, options.accept?.join(", "));
  return askForBytes(call, ask, (reply) => {
    checkSize(reply.body, options.size, "The manifest");
    const warnings: string[] = [];
    const { digest, bytes } = identify(reply, wanted, warnings);
    const manifest = parseManifest(bytes, { contentType: reply.headers["content-type"] });
    warnings.push(...manifest.warnings);
    return { digest, mediaType: manifest.mediaType, bytes, manifest, warnings, etag: reply.headers.etag };
  });
}

/** By digest; the bytes are hashed and not read, so that also a manifest that means nothing can be looked at. */
export async function readManifestBytes(
  call: Call,
  repository: string,
  digest: string,
): Promise<Answer<Uint8Array>> {
  const wanted = parseDigest(digest);
  return askForBytes(call, question(call, repository, digest), (reply) => identify(reply, wanted, []).bytes);
}

function question(call: Call, repository: string, reference: string, accept = ACCEPT_MANIFESTS) {
  const url = endpoint(call.home, ["v2", repository, "manifests", reference]);
  return { method: "GET", url, repository, headers: { accept } } as const;
}

type Identified = { digest: string; bytes: Uint8Array };

/** The digest that the bytes have been found to have. Throws digest-mismatch when they have another than they should. */
function identify(reply: Reply, wanted: Digest | undefined, warnings: string[]): Identified {
  const claimed = claimedDigest(reply, warnings);
  const expected = wanted ?? claimed;
  if (wanted && claimed && claimed.algorithm === wanted.algorithm && claimed.text !== wanted.text) {
    warnings.push(`Docker-Content-Digest says ${claimed.text}.`);
  }
  if (!expected) return { digest: digestBytes(reply.body), bytes: reply.body };
  try {
    if (checkDigest(reply.body, expected, "The manifest"))
      return { digest: expected.text, bytes: reply.body };
  } catch (error) {
    const payload = isSignedSchema1(reply) ? signedPayload(reply.body) : undefined;
    if (!payload) throw error;
    checkDigest(payload, expected, "The manifest");
    warnings.push("Shown without its signatures, which its digest leaves out.");
    return { digest: expected.text, bytes: payload };
  }
  warnings.push(`Not verified: Refscope cannot check a digest of ${expected.algorithm}.`);
  // Asked for by that digest, it keeps its name; by tag, the bytes can still be given a true one.
  return { digest: wanted ? wanted.text : digestBytes(reply.body), bytes: reply.body };
}

function claimedDigest(reply: Reply, warnings: string[]): Digest | undefined {
  const header = reply.headers["docker-content-digest"];
  if (header === undefined) return undefined;
  if (isDigest(header)) return parseDigest(header);
  warnings.push("Docker-Content-Digest is not a digest.");
  return undefined;
}

function isSignedSchema1(reply: Reply): boolean {
  return mediaTypeEssence(reply.headers["content-type"] ?? "") === MEDIA_TYPES.dockerSchema1Signed;
}
