// Whether a log entry was made for this signer: the library compares an entry's signature and digest, but not whose they
// are, so one who finds another key for the same signature could pass off the entry as another's.
import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { isJsonObject } from "#lib/oci";

/** Whom the entry must name: a certificate as DER, or a key. */
export type LogSigner = { certificate: Buffer } | { key: KeyObject };

/** False where the body names a signer, and it is another one, or none. */
export function isLoggedFor(body: unknown, signer: LogSigner): boolean {
  const named = namedIn(isJsonObject(body) ? body.spec : undefined);
  return named.length > 0 && named.every((text) => isSigner(text, signer));
}

/** Where each kind of entry keeps it: Rekor v1 as base64 of PEM, v2 as base64 of DER. */
function namedIn(spec: unknown): string[] {
  if (!isJsonObject(spec)) return [];
  const { hashedRekordV002, dsseV002, signature, signatures, content, publicKey } = spec;
  if (isJsonObject(hashedRekordV002)) return verifierOf(hashedRekordV002.signature);
  if (isJsonObject(dsseV002)) return listOf(dsseV002.signatures).flatMap(verifierOf);
  if (typeof publicKey === "string") return [publicKey];
  if (isJsonObject(signature) && isJsonObject(signature.publicKey)) return texts(signature.publicKey.content);
  if (Array.isArray(signatures))
    return listOf(signatures).flatMap((each) => (isJsonObject(each) ? texts(each.verifier) : []));
  const envelope = isJsonObject(content) ? content.envelope : undefined;
  const within = isJsonObject(envelope) ? listOf(envelope.signatures) : [];
  return within.flatMap((each) => (isJsonObject(each) ? texts(each.publicKey) : []));
}

function verifierOf(signature: unknown): string[] {
  const verifier = isJsonObject(signature) ? signature.verifier : undefined;
  if (!isJsonObject(verifier)) return [];
  const { x509Certificate, publicKey } = verifier;
  return [x509Certificate, publicKey].flatMap((each) => (isJsonObject(each) ? texts(each.rawBytes) : []));
}

const MAX_SIGNATURES = 8;

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_SIGNATURES) : [];
}

function texts(value: unknown): string[] {
  return typeof value === "string" ? [value] : [];
}

function isSigner(base64: string, signer: LogSigner): boolean {
  const bytes = Buffer.from(base64, "base64");
  if ("certificate" in signer) return certificateIn(bytes)?.equals(signer.certificate) === true;
  return keyIn(bytes)?.equals(signer.key) === true;
}

/** The DER of a certificate that is given as DER or PEM; of a chain in PEM the first. */
function certificateIn(bytes: Buffer): Buffer | undefined {
  try {
    return new X509Certificate(bytes).raw;
  } catch {
    return undefined;
  }
}

/** Where a key signs, its certificate may have been logged. */
function keyIn(bytes: Buffer): KeyObject | undefined {
  try {
    if (certificateIn(bytes)) return new X509Certificate(bytes).publicKey;
    return bytes.toString("latin1").trimStart().startsWith("-----BEGIN ")
      ? createPublicKey(bytes)
      : createPublicKey({ key: bytes, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}
