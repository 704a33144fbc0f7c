// Timestamps of RFC 3161, minted for a test by an authority that was minted for it too.
import { createHash, sign } from "node:crypto";
import { der, integer, objectId, octets, sequence, setOf } from "../../../scripts/demo-content/der.mts";
import { chainOf, type Minted, nameOf, sha256 } from "./certificates.test-support.ts";

const OID = {
  signedData: "1.2.840.113549.1.7.2",
  info: "1.2.840.113549.1.9.16.1.4",
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  ecdsa: "1.2.840.10045.4.3.2",
  rsa: "1.2.840.113549.1.1.1",
  pss: "1.2.840.113549.1.1.10",
} as const;

export type Stamp = {
  at: string;
  /** What is stamped, where it is not the signature itself. */
  about?: Uint8Array;
  accuracy?: number;
  policy?: string;
  imprint?: "sha1" | "sha256";
  names?: "v1" | "v2" | "nobody" | "another";
  algorithm?: keyof typeof OID;
  certificates?: Buffer[];
  version?: number;
  contentType?: keyof typeof OID;
  /** Signs another time than it says. */
  isSwapped?: boolean;
  signers?: number;
};

/** A token over `signature`, by the authority's certificate. */
export function mintTimestamp(signature: Uint8Array, authority: Minted, stamp: Stamp): Buffer {
  const info = infoOf(stamp.about ?? signature, stamp, stamp.at);
  const signed = stamp.isSwapped ? infoOf(stamp.about ?? signature, stamp, "2020-01-01T00:00:00Z") : info;
  const attributes = attributesOf(signed, authority, stamp);
  const certificates = stamp.certificates ?? chainOf(authority);
  const signer = signerOf(attributes, authority, stamp);
  const data = sequence(
    integer(Buffer.from([3])),
    setOf(hash("sha256")),
    sequence(objectId(OID[stamp.contentType ?? "info"]), der(0xa0, octets(info))),
    ...(certificates.length === 0 ? [] : [der(0xa0, ...certificates)]),
    setOf(...Array.from({ length: stamp.signers ?? 1 }, () => signer)),
  );
  return sequence(objectId(OID.signedData), der(0xa0, data));
}

function infoOf(about: Uint8Array, { imprint = "sha256", accuracy, policy, version = 1 }: Stamp, at: string) {
  const seconds = accuracy === undefined ? [] : [sequence(integer(Buffer.from([accuracy])))];
  return sequence(
    integer(Buffer.from([version])),
    objectId(policy ?? "1.2.3.4"),
    sequence(hash(imprint), octets(createHash(imprint).update(about).digest())),
    integer(Buffer.from([7])),
    der(0x18, Buffer.from(at.replace(/[-:T]/g, ""))),
    ...seconds,
  );
}

function attributesOf(info: Buffer, authority: Minted, { names = "v2" }: Stamp): Buffer[] {
  const attribute = (id: string, value: Buffer) => sequence(objectId(id), setOf(value));
  const certificate = names === "another" ? (authority.above[0] ?? authority).der : authority.der;
  const id = names === "v1" ? createHash("sha1").update(certificate).digest() : sha256(certificate);
  const named = sequence(sequence(sequence(octets(id))));
  return [
    attribute(OID.contentType, objectId(OID.info)),
    attribute(OID.messageDigest, octets(sha256(info))),
    ...(names === "nobody"
      ? []
      : [attribute(names === "v1" ? OID.signingCertificate : OID.signingCertificateV2, named)]),
  ];
}

function signerOf(attributes: Buffer[], { x509, key }: Minted, { algorithm }: Stamp): Buffer {
  const serial = Buffer.from(x509.serialNumber, "hex");
  const issuer = nameOf(x509.issuer.split("CN=")[1] ?? "");
  const kind = algorithm ?? (key.asymmetricKeyType === "rsa" ? "rsa" : "ecdsa");
  return sequence(
    integer(Buffer.from([1])),
    sequence(issuer, integer(serial)),
    hash("sha256"),
    der(0xa0, ...attributes),
    sequence(objectId(OID[kind])),
    octets(sign("sha256", setOf(...attributes), key)),
  );
}

function hash(name: "sha1" | "sha256"): Buffer {
  return sequence(objectId(OID[name]));
}
