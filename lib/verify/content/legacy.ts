// cosign's signatures and attestations of old, whose certificate and log entry stand in the annotations of their layer:
// https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md. Also envelopes that stand alone.
import type { TransparencyLogEntry } from "@sigstore/bundle";
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "../limits.ts";
import { Covered } from "../sigstore/covered.ts";
import type { Sealed } from "../sigstore/sealed.ts";
import { certificatesOfPem, strictBase64 } from "./base64.ts";
import { severalSignatures } from "./bundle.ts";
import { type Found, malformed } from "./found.ts";
import { jsonObject, jsonObjectOf, plainText } from "./json.ts";
import { envelopePayload, simpleSigningPayload } from "./payload.ts";

type Annotations = Readonly<Record<string, string>>;
type Beside = Omit<Sealed, "covered" | "envelope">;

const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE = "dev.sigstore.cosign/certificate";
const LOG = "dev.sigstore.cosign/bundle";
const TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";

export function hasSignature(annotations: Annotations): boolean {
  return (annotations[SIGNATURE] ?? "") !== "";
}

/** The payload's bytes are signed as they are. */
export function readSimpleSigning(bytes: Uint8Array, annotations: Annotations): Found {
  const signature = strictBase64(annotations[SIGNATURE]);
  if (!signature || signature.length > LIMITS.signature)
    return malformed("The annotation with the signature is not base64, or too long for one.");
  const beside = besideOf(annotations);
  if ("is" in beside) return beside;
  const covered = Covered.payload(Buffer.from(bytes), signature);
  return { is: "sealed", sealed: { ...beside, covered }, payload: simpleSigningPayload(bytes) };
}

/** `bytes`: the envelope as it is stored. */
export function readEnvelope(
  json: Record<string, unknown>,
  bytes: Uint8Array,
  annotations: Annotations,
): Found {
  const payloadType = plainText(json.payloadType);
  const payload = strictBase64(json.payload);
  if (!payload) return malformed("The envelope's payload is not base64.");
  const said = envelopePayload(payloadType, payload);
  const signatures = Array.isArray(json.signatures) ? json.signatures : [];
  const [signature] = signatures;
  if (signatures.length > 1)
    return { is: "unsupported", reason: severalSignatures(signatures.length), payload: said };
  if (!isJsonObject(signature) || signature.sig === undefined || signature.sig === "")
    return { is: "unsigned", what: "An envelope without a signature.", payload: said };
  const sig = strictBase64(signature.sig);
  if (!sig || sig.length > LIMITS.signature)
    return malformed("The envelope's signature is not base64, or too long for one.");
  const beside = besideOf(annotations, signature);
  if ("is" in beside) return beside;
  const covered = Covered.envelope(payloadType, payload, sig);
  return { is: "sealed", sealed: { ...beside, covered, envelope: bytes }, payload: said };
}

/** slsa-github-generator puts the certificate beside the signature. */
function besideOf(annotations: Annotations, signature: Record<string, unknown> = {}): Beside | Found {
  const annotated = annotations[CERTIFICATE] ?? "";
  const beside = typeof signature.cert === "string" ? signature.cert : "";
  if (annotated !== "" && beside !== "" && annotated.trim() !== beside.trim())
    return malformed("The layer and the envelope name two different certificates.");
  const pem = annotated || beside;
  const [certificate] = certificatesOfPem(pem, LIMITS.certificates);
  if (pem !== "" && (!certificate || certificate.length > LIMITS.certificate))
    return malformed("The certificate is not written as PEM.");
  const hint = typeof signature.keyid === "string" ? signature.keyid : "";
  const entry = annotations[LOG] ? logEntry(annotations[LOG]) : [];
  const stamp = annotations[TIMESTAMP] ? timestamp(annotations[TIMESTAMP]) : [];
  if (!entry) return malformed("The annotation with the log entry cannot be read.");
  if (!stamp) return malformed("The annotation with the timestamp cannot be read.");
  return { signer: certificate ? { certificate } : { hint }, entries: entry, timestamps: stamp };
}

/** Rekor's answer as cosign kept it: the entry, and the log's promise to include it. */
function logEntry(text: string): TransparencyLogEntry[] | undefined {
  const json = jsonObjectOf(text);
  const payload = json?.Payload;
  const promise = strictBase64(json?.SignedEntryTimestamp);
  if (!isJsonObject(payload) || !promise) return undefined;
  const body = strictBase64(payload.body);
  const logId = payload.logID;
  if (!body || body.length > LIMITS.logBody || typeof logId !== "string" || !/^[0-9a-f]{64}$/.test(logId))
    return undefined;
  const { kind, apiVersion } = jsonObject(body) ?? {};
  return [
    {
      logIndex: plainText(payload.logIndex),
      logId: { keyId: Buffer.from(logId, "hex") },
      kindVersion: { kind: plainText(kind), version: plainText(apiVersion) },
      integratedTime: plainText(payload.integratedTime),
      inclusionPromise: { signedEntryTimestamp: promise },
      inclusionProof: undefined,
      canonicalizedBody: body,
    },
  ];
}

function timestamp(text: string): Buffer[] | undefined {
  const token = strictBase64(jsonObjectOf(text)?.SignedRFC3161Timestamp);
  return token && token.length > 0 && token.length <= LIMITS.timestamp ? [token] : undefined;
}
