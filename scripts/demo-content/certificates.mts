// Mints the certificate chain that the notation signatures are made under.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bits, der, integer, objectId, octets, sequence, setOf, TRUE, time, utf8 } from "./der.mts";

const ECDSA_SHA256 = sequence(objectId("1.2.840.10045.4.3.2"));
const TEN_YEARS = 10 * 365 * 24 * 3600 * 1000;

/** A key with its certificate chain in DER, its own certificate first and the root last. */
export type Chain = { key: KeyObject; certificates: Buffer[] };

type Name = { CN: string; O: string; ST: string; C: string };
type Profile = { issuer: Name; subject: Name; from: Date; authority: boolean };

const NAME_IDS = { C: "2.5.4.6", ST: "2.5.4.8", O: "2.5.4.10", CN: "2.5.4.3" } as const;

function distinguishedName(name: Name): Buffer {
  const part = (id: string, value: string) => setOf(sequence(objectId(id), utf8(value)));
  return sequence(
    part(NAME_IDS.C, name.C),
    part(NAME_IDS.ST, name.ST),
    part(NAME_IDS.O, name.O),
    part(NAME_IDS.CN, name.CN),
  );
}

function extension(id: string, value: Uint8Array, critical = true): Buffer {
  return sequence(objectId(id), ...(critical ? [TRUE] : []), octets(value));
}

function keyId(publicKey: Buffer): Buffer {
  return createHash("sha1").update(publicKey).digest();
}

/** Extensions as notation asks for them: https://github.com/notaryproject/specifications, "Certificate Requirements". */
function extensionsOf(authority: boolean, own: Buffer, issuer: Buffer): Buffer {
  const usage = authority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7);
  const parts = [
    extension("2.5.29.19", authority ? sequence(TRUE) : sequence()),
    extension("2.5.29.15", usage),
    extension("2.5.29.14", octets(keyId(own)), false),
    extension("2.5.29.35", sequence(der(0x80, keyId(issuer))), false),
  ];
  if (!authority) parts.push(extension("2.5.29.37", sequence(objectId("1.3.6.1.5.5.7.3.3")), false));
  return der(0xa3, sequence(...parts));
}

function certificate(
  profile: Profile,
  publicKey: Buffer,
  issuer: { key: KeyObject; publicKey: Buffer },
): Buffer {
  const tbs = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_SHA256,
    distinguishedName(profile.issuer),
    sequence(time(profile.from), time(new Date(profile.from.getTime() + TEN_YEARS))),
    distinguishedName(profile.subject),
    publicKey,
    extensionsOf(profile.authority, publicKey, issuer.publicKey),
  );
  return sequence(tbs, ECDSA_SHA256, bits(sign("sha256", tbs, issuer.key)));
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { key: privateKey, publicKey: publicKey.export({ format: "der", type: "spki" }) };
}

/** A root and a leaf for code signing, both P-256, valid for ten years from `from` (whole seconds). */
export function mintChain(from: Date): Chain {
  const root: Name = { CN: "Refscope demo root", O: "Refscope demo", ST: "Demo", C: "XX" };
  const leaf: Name = { ...root, CN: "Refscope demo signer" };
  const rootKey = newKey();
  const leafKey = newKey();
  return {
    key: leafKey.key,
    certificates: [
      certificate({ issuer: root, subject: leaf, from, authority: false }, leafKey.publicKey, rootKey),
      certificate({ issuer: root, subject: root, from, authority: true }, rootKey.publicKey, rootKey),
    ],
  };
}
