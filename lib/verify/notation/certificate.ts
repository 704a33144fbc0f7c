// An X.509 certificate as OpenSSL reads it, with the three extensions that notation honours.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#certificate-requirements
import { type KeyObject, X509Certificate } from "node:crypto";
import { childrenOf, type Der, isNameExact, oidOf, readCertificate, readDer } from "#lib/inspect";

export type Certificate = {
  x509: X509Certificate;
  key: KeyObject;
  /**
   * RFC 4514, the last part first and no space after a comma: "CN=wabbit-networks.io,O=Notary,L=Seattle,ST=WA,C=US". As
   * `openssl x509 -noout -subject -nameopt RFC2253,-esc_msb,utf8` writes it, and as the inspector shows it.
   */
  subject: string;
  issuer: string;
  /** Whether `subject` is that name and no other; without it, it is only what can be shown of it, and equals nothing. */
  isNameExact: boolean;
  from: Date;
  until: Date;
  /** In DER, which is what one name is held against another by. */
  names: { subject: Uint8Array; issuer: Uint8Array; serial: Uint8Array };
  extensions: ReadonlyMap<string, Extension>;
};
type Extension = { isCritical: boolean; value: Uint8Array };

const MAX_BYTES = 64 * 1024;
const OID = { usage: "2.5.29.15", constraints: "2.5.29.19", extendedUsage: "2.5.29.37" } as const;
const BOOLEAN = 0x01;

/** Undefined when the bytes are no certificate, or more than one. */
export function certificateOf(bytes: Uint8Array): Certificate | undefined {
  const read = bytes.length <= MAX_BYTES ? readCertificate(bytes) : undefined;
  if (!read || read.der.length !== bytes.length) return undefined;
  const fields = childrenOf(childrenOf(readDer(bytes))[0]);
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serial, , issuer, , subject] = fields;
  try {
    const x509 = new X509Certificate(bytes);
    const [from, until] = [x509.validFromDate, x509.validToDate];
    const extensions = extensionsOf(fields.find(({ tag }) => tag === 0xa3));
    if (!extensions || !serial || !issuer || !subject || Number.isNaN(from.getTime() + until.getTime()))
      return undefined;
    return {
      x509,
      key: x509.publicKey,
      subject: read.subject,
      issuer: read.issuer,
      isNameExact: isNameExact(subject),
      from,
      until,
      names: { subject: subject.whole, issuer: issuer.whole, serial: serial.body },
      extensions,
    };
  } catch {
    return undefined;
  }
}

/** Undefined where one cannot be told, or is there twice (RFC 5280, 4.2): two readers would take two of them. */
function extensionsOf(marked: Der | undefined): Map<string, Extension> | undefined {
  const extensions = new Map<string, Extension>();
  for (const extension of childrenOf(childrenOf(marked)[0])) {
    const [type, second, third] = childrenOf(extension);
    const isMarked = second?.tag === BOOLEAN;
    const value = isMarked ? third : second;
    const oid = oidOf(type);
    if (oid === undefined || !value || extensions.has(oid)) return undefined;
    extensions.set(oid, { isCritical: isMarked && second.body[0] !== 0, value: value.body });
  }
  return extensions;
}

/** `authority`: whether it may issue, and how many authorities may stand below it. */
export function constraintsOf({ extensions }: Certificate): { authority: boolean; below: number } {
  const [first, second] = childrenOf(readDer(extensions.get(OID.constraints)?.value ?? new Uint8Array()));
  const authority = first?.tag === BOOLEAN && first.body[0] !== 0;
  const below = second ? second.body.reduce((sum, byte) => sum * 256 + byte, 0) : Number.POSITIVE_INFINITY;
  return { authority, below };
}

/** The bits of RFC 5280, 4.2.1.3, digitalSignature first; undefined without the extension. */
export function usageOf({ extensions }: Certificate): { isCritical: boolean; bits: boolean[] } | undefined {
  const extension = extensions.get(OID.usage);
  if (!extension) return undefined;
  const [, ...bytes] = readDer(extension.value)?.body ?? [];
  const bits = bytes
    .slice(0, 2)
    .flatMap((byte) => Array.from({ length: 8 }, (_, at) => (byte & (0x80 >> at)) > 0));
  return { isCritical: extension.isCritical, bits };
}

/** The purposes of RFC 5280, 4.2.1.12, by object identifier; undefined without the extension. */
export function purposesOf({ extensions }: Certificate): { isCritical: boolean; oids: string[] } | undefined {
  const extension = extensions.get(OID.extendedUsage);
  if (!extension) return undefined;
  const oids = childrenOf(readDer(extension.value)).map((purpose) => oidOf(purpose) ?? "?");
  return { isCritical: extension.isCritical, oids };
}

/** Whether `issuer` issued it: by name, and by signature. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!isSame(certificate.names.issuer, issuer.names.subject)) return false;
  try {
    return certificate.x509.verify(issuer.key);
  } catch {
    return false;
  }
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Whether it was valid in all of that time, its ends included. */
export function isValidIn({ from, until }: Certificate, time: { from: Date; until: Date }): boolean {
  return from <= time.from && time.until <= until;
}
