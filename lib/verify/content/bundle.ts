// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto, versions 0.1 to 0.3.
import { createHash } from "node:crypto";
import { type Bundle, bundleFromJSON, ValidationError } from "@sigstore/bundle";
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "../limits.ts";
import { Covered } from "../sigstore/covered.ts";
import type { Sealed } from "../sigstore/sealed.ts";
import { counted, shown } from "../words.ts";
import { strictBase64 } from "./base64.ts";
import { type Found, malformed } from "./found.ts";
import { plainText } from "./json.ts";
import { bytesPayload, envelopePayload } from "./payload.ts";

type Json = Record<string, unknown>;

const KNOWN = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.3\+json)$/;
/** As the protobuf's JSON counts them. */
const HASHES = new Map([
  [0, "sha256"],
  [1, "sha256"],
  [2, "sha384"],
  [3, "sha512"],
]);

/** `artifact`: the bytes of what it is attached to, which a bundle with a message signature covers. */
export function readBundle(json: Json, artifact: Uint8Array | undefined): Found {
  const type = plainText(json.mediaType);
  if (!KNOWN.test(type)) {
    const reason = `Bundles of type "${shown(type)}" are not verified here; 0.1, 0.2 and 0.3 are.`;
    return { is: "unsupported", reason };
  }
  const flaw = flawOf(json);
  if (flaw) return flaw;
  try {
    const bundle = bundleFromJSON(json);
    return isBounded(bundle) ? seal(bundle, artifact) : malformed(TOO_MUCH);
  } catch (thrown) {
    return invalidFields(thrown instanceof ValidationError ? thrown.fields : []);
  }
}

function invalidFields(fields: string[]): Found {
  const where = fields.length > 0 ? `: ${shown(fields.join(", "))}` : "";
  const reason = `The bundle lacks what its version asks for${where}.`;
  const isUnproven = fields.length > 0 && fields.every((field) => /\.inclusionPro(of|mise)\b/.test(field));
  return isUnproven ? { is: "unproven", reason } : malformed(reason);
}

const TOO_MUCH = "The bundle holds more certificates, log entries or timestamps than any signature needs.";

/** One of them, or nobody could say which counts. */
const SIGNERS = ["certificate", "x509CertificateChain", "publicKey"];

/** What the library would read around. */
function flawOf({ dsseEnvelope, messageSignature, verificationMaterial }: Json): Found | undefined {
  const signers = isJsonObject(verificationMaterial)
    ? SIGNERS.filter((name) => (verificationMaterial[name] ?? undefined) !== undefined)
    : [];
  if (signers.length > 1)
    return malformed(`The bundle names its signer in several ways: ${signers.join(", ")}.`);
  if (isJsonObject(dsseEnvelope) && isJsonObject(messageSignature))
    return malformed("The bundle holds both an envelope and a message signature.");
  if (!isJsonObject(dsseEnvelope)) return undefined;
  const { payload, signatures } = dsseEnvelope;
  const list = Array.isArray(signatures) ? signatures : [];
  if (list.length > 1) return { is: "unsupported", reason: severalSignatures(list.length) };
  const [signature] = list;
  if (!signature) return malformed("The bundle's envelope carries no signature.");
  if (!strictBase64(payload) || !isJsonObject(signature) || !strictBase64(signature.sig))
    return malformed("The envelope's payload or signature is not base64.");
  return undefined;
}

export function severalSignatures(count: number): string {
  return `The envelope carries ${counted(count, "signature", "signatures")}; only one with exactly one is verified here.`;
}

function seal(bundle: Bundle, artifact: Uint8Array | undefined): Found {
  const { content, verificationMaterial } = bundle;
  const beside: Omit<Sealed, "covered"> = {
    signer: signerOf(bundle),
    entries: verificationMaterial.tlogEntries,
    timestamps: (verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? []).map(
      ({ signedTimestamp }) => signedTimestamp,
    ),
  };
  if (content.$case === "dsseEnvelope") {
    const { payloadType, payload, signatures } = content.dsseEnvelope;
    const [signature] = signatures;
    const covered = Covered.envelope(payloadType, payload, signature?.sig ?? Buffer.alloc(0));
    return { is: "sealed", sealed: { ...beside, covered }, payload: envelopePayload(payloadType, payload) };
  }
  const { messageDigest, signature } = content.messageSignature;
  const algorithm = HASHES.get(messageDigest.algorithm);
  if (algorithm === undefined)
    return { is: "unsupported", reason: "The bundle's digest is of an algorithm that is not read here." };
  // Of other bytes than it is about it says nothing, so that nothing is wrong with it.
  const meant = artifact && createHash(algorithm).update(artifact).digest().equals(messageDigest.digest);
  const bytes = artifact && meant ? Buffer.from(artifact) : undefined;
  const covered = Covered.message(bytes, messageDigest.digest, signature);
  const payload = bytesPayload(algorithm, messageDigest.digest.toString("hex"));
  return { is: "sealed", sealed: { ...beside, covered }, payload };
}

function signerOf({ verificationMaterial: { content } }: Bundle): Sealed["signer"] {
  switch (content.$case) {
    case "certificate":
      return { certificate: content.certificate.rawBytes };
    case "x509CertificateChain":
      return { certificate: content.x509CertificateChain.certificates[0]?.rawBytes ?? Buffer.alloc(0) };
    default:
      return { hint: content.publicKey.hint };
  }
}

function isBounded({ content: signed, verificationMaterial: material }: Bundle): boolean {
  const { content, tlogEntries, timestampVerificationData } = material;
  const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  const signature =
    signed.$case === "dsseEnvelope"
      ? signed.dsseEnvelope.signatures[0]?.sig
      : signed.messageSignature.signature;
  return (
    (signature?.length ?? 0) <= LIMITS.signature &&
    isBoundedChain(content) &&
    stamps.length <= LIMITS.timestamps &&
    stamps.every(({ signedTimestamp }) => signedTimestamp.length <= LIMITS.timestamp) &&
    tlogEntries.length <= LIMITS.logEntries &&
    tlogEntries.every(
      ({ inclusionProof, canonicalizedBody }) =>
        (inclusionProof?.hashes.length ?? 0) <= LIMITS.proofHashes &&
        canonicalizedBody.length <= LIMITS.logBody,
    )
  );
}

function isBoundedChain(content: Bundle["verificationMaterial"]["content"]): boolean {
  if (content.$case === "certificate") return content.certificate.rawBytes.length <= LIMITS.certificate;
  if (content.$case !== "x509CertificateChain") return content.publicKey.hint.length <= LIMITS.name;
  const { certificates } = content.x509CertificateChain;
  return (
    certificates.length <= LIMITS.certificates &&
    certificates.every(({ rawBytes }) => rawBytes.length <= LIMITS.certificate)
  );
}
