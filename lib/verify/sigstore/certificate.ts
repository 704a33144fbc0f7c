// A signing certificate: its key, and the identity that it was issued to.
import { createPublicKey, type KeyObject, X509Certificate as NodeCertificate } from "node:crypto";
import { type ASN1Obj, X509Certificate } from "@sigstore/core";
import type { Signer } from "#lib/evidence";
import { hasLongOid } from "./bounded-der.ts";

/** https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const ISSUER_V2 = "1.3.6.1.4.1.57264.1.8";
const ISSUER_V1 = "1.3.6.1.4.1.57264.1.1";
const OTHER_NAME = "1.3.6.1.4.1.57264.1.7";
const ALTERNATIVE_NAME = "2.5.29.17";

export type Leaf = {
  certificate: X509Certificate;
  der: Buffer;
  key: KeyObject;
  /** Undefined where the certificate names nobody, or more than one: then it is nobody in particular. */
  signer: Signer | undefined;
  /** The name of the authority that issued it, in one line. */
  issuerName: string;
  notBefore: Date;
  notAfter: Date;
};

/** Bytes of a certificate: real ones have less than two thousand. */
const MAX_BYTES = 16 * 1024;

/** @throws anything, where the bytes are no certificate, or none as real ones are. */
export function readLeaf(bytes: Uint8Array): Leaf {
  if (bytes.length > MAX_BYTES || hasLongOid(bytes)) throw new RangeError("No certificate is like this.");
  const der = Buffer.from(bytes);
  const certificate = X509Certificate.parse(der);
  const node = new NodeCertificate(der);
  return {
    certificate,
    der,
    key: createPublicKey({ key: certificate.publicKey, format: "der", type: "spki" }),
    signer: signerOf(certificate),
    issuerName: node.issuer.split("\n").join(", "),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  };
}

function signerOf(certificate: X509Certificate): Signer | undefined {
  const extensions = certificate.extensions.filter((each) => each.subs[0]?.toOID() === ALTERNATIVE_NAME);
  const names = certificate.extension(ALTERNATIVE_NAME)?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (extensions.length !== 1 || names.length !== 1 || !name) return undefined;
  const identity = identityOf(name);
  if (!identity) return undefined;
  const issuer = issuerOf(certificate);
  return issuer === undefined ? identity : { ...identity, issuer };
}

function identityOf(name: ASN1Obj): Pick<Signer, "kind" | "subject"> | undefined {
  const kind = name.tag.isContextSpecific(1) ? "email" : name.tag.isContextSpecific(6) ? "uri" : "other-name";
  if (kind !== "other-name") return named(kind, textOf(name.value));
  const [type, wrapped] = name.subs;
  if (!name.tag.isContextSpecific(0) || type?.toOID() !== OTHER_NAME) return undefined;
  const value = wrapped?.subs[0];
  return value && named(kind, textOf(value.value));
}

function named(
  kind: Signer["kind"],
  subject: string | undefined,
): Pick<Signer, "kind" | "subject"> | undefined {
  return subject === undefined || subject === "" ? undefined : { kind, subject };
}

/** The newer extension wraps the text as DER, the older holds it bare. Where the newer is there, it alone counts. */
function issuerOf(certificate: X509Certificate): string | undefined {
  const newer = certificate.extension(ISSUER_V2);
  if (!newer) return textOf(certificate.extension(ISSUER_V1)?.value);
  try {
    return textOf(newer.valueObj.subs[0]?.value);
  } catch {
    return undefined;
  }
}

/** Strictly: a reading that forgives (as ASCII without its eighth bit) makes two names one. */
function textOf(bytes: Buffer | undefined): string | undefined {
  if (!bytes) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
