// An X.509 certificate's fields (RFC 5280), read and not judged.
import { toHex } from "../base64.ts";
import { childrenOf, type Der, oidOf, readDer, TAG, timeOf } from "./der.ts";
import { type AlternativeName, alternativeNames, distinguishedName } from "./names.ts";

export type Certificate = {
  der: Uint8Array;
  /** As `openssl x509 -text` writes it. */
  serial: string;
  issuer: string;
  subject: string;
  /** RFC 3339. */
  notBefore?: string;
  notAfter?: string;
  /** "RSA 2048", "EC P-256". */
  key: string;
  names: AlternativeName[];
  /** By object identifier. */
  extensions: Map<string, Uint8Array>;
};

const SUBJECT_ALT_NAME = "2.5.29.17";
const KEYS = new Map([
  ["1.2.840.113549.1.1.1", "RSA"],
  ["1.2.840.113549.1.1.10", "RSA-PSS"],
  ["1.2.840.10045.2.1", "EC"],
  ["1.3.101.112", "Ed25519"],
  ["1.3.101.113", "Ed448"],
]);
const CURVES = new Map([
  ["1.2.840.10045.3.1.7", "P-256"],
  ["1.3.132.0.34", "P-384"],
  ["1.3.132.0.35", "P-521"],
]);
const MAX_EXTENSIONS = 200;

/** Undefined when the bytes are no certificate. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const whole = readDer(bytes);
  const fields = childrenOf(childrenOf(whole)[0]);
  // The version stands first, marked as [0], unless it is the first version.
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serial, , issuer, validity, subject, key] = fields;
  if (whole?.tag !== TAG.sequence || serial?.tag !== TAG.integer || key?.tag !== TAG.sequence)
    return undefined;
  const [notBefore, notAfter] = childrenOf(validity).map(timeOf);
  const extensions = extensionsOf(fields.find(({ tag }) => tag === 0xa3));
  return {
    der: whole.whole,
    serial: serialText(serial.body),
    issuer: distinguishedName(issuer),
    subject: distinguishedName(subject),
    ...(notBefore ? { notBefore } : {}),
    ...(notAfter ? { notAfter } : {}),
    key: keyText(key),
    names: alternativeNames(readDer(extensions.get(SUBJECT_ALT_NAME) ?? new Uint8Array())),
    extensions,
  };
}

/** Small numbers in digits and in hex, large ones as bytes. */
function serialText(bytes: Uint8Array): string {
  const digits = bytes[0] === 0 && bytes.length > 1 ? bytes.subarray(1) : bytes;
  if (digits.length > 8) return toHex(digits.subarray(0, 64), ":");
  const number = BigInt(`0x${toHex(digits) || "0"}`);
  return `${number} (0x${number.toString(16)})`;
}

function extensionsOf(marked: Der | undefined): Map<string, Uint8Array> {
  const extensions = new Map<string, Uint8Array>();
  for (const extension of childrenOf(childrenOf(marked)[0]).slice(0, MAX_EXTENSIONS)) {
    const parts = childrenOf(extension);
    const oid = oidOf(parts[0]);
    const value = parts.at(-1);
    if (oid !== undefined && value?.tag === TAG.octetString) extensions.set(oid, value.body);
  }
  return extensions;
}

function keyText(info: Der): string {
  const [algorithm, bits] = childrenOf(info);
  const [type, parameter] = childrenOf(algorithm);
  const name = KEYS.get(oidOf(type) ?? "") ?? oidOf(type) ?? "unknown";
  const curve = oidOf(parameter);
  if (name === "EC") return `EC ${CURVES.get(curve ?? "") ?? curve ?? "on a curve of its own"}`;
  if (!name.startsWith("RSA") || !bits) return name;
  // A bit string begins with the number of unused bits.
  const [modulus] = childrenOf(readDer(bits.body.subarray(1)));
  const leading = modulus?.body[0] === 0 ? 1 : 0;
  return modulus ? `${name} ${(modulus.body.length - leading) * 8}` : name;
}
