// Certificates of every kind, minted for a test.
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from "node:crypto";
import {
  bits,
  der,
  integer,
  objectId,
  octets,
  sequence,
  setOf,
  TRUE,
  time,
  utf8,
} from "../../../scripts/demo-content/der.mts";

/** A certificate with the key that it is for, and the certificates above it. */
export type Minted = { key: KeyObject; der: Buffer; x509: X509Certificate; above: Minted[] };

export type Profile = {
  name: string;
  issuer?: Minted;
  kind?: "authority" | "signing" | "timestamping";
  key?: "P-256" | "P-384" | "P-521" | "RSA 1024" | "RSA 2048" | "RSA 4096" | "Ed25519";
  from?: string;
  until?: string;
  /** Bits of the key usage, as a byte; "none" leaves the extension out. */
  usage?: number | "none";
  purposes?: string[];
  isPurposeCritical?: boolean;
  /** How many authorities may stand below. */
  below?: number;
  hash?: "sha1" | "sha256";
  /** Extensions besides, by their object identifier; what is in them is nothing. */
  more?: { id: string; isCritical: boolean }[];
  /** The subject's name in DER, where it is not written as names are. */
  subject?: Buffer;
  /** Whose key it is for, where that is not a new one. */
  sameKey?: Minted;
};

export const PURPOSE = {
  server: "1.3.6.1.5.5.7.3.1",
  code: "1.3.6.1.5.5.7.3.3",
  time: "1.3.6.1.5.5.7.3.8",
} as const;
const ECDSA = { sha1: "1.2.840.10045.4.1", sha256: "1.2.840.10045.4.3.2" } as const;
const RSA = { sha1: "1.2.840.113549.1.1.5", sha256: "1.2.840.113549.1.1.11" } as const;
const KINDS = {
  authority: { usage: 0x04, purposes: [] },
  signing: { usage: 0x80, purposes: [PURPOSE.code] },
  timestamping: { usage: 0x80, purposes: [PURPOSE.time] },
};
const ED25519 = "1.3.101.112";

/** "CN=leaf,O=Refscope test,C=XX" in its canonical writing. */
export const subjectOf = (name: string) => `CN=${name},O=Refscope test,C=XX`;

let serial = 1;

/** Without an issuer it signs itself. */
export function mint(profile: Profile): Minted {
  const { issuer, kind = "signing", from = "2026-01-01", until = "2028-01-01", hash = "sha256" } = profile;
  const privateKey = profile.sameKey?.key ?? newKey(profile.key ?? "P-256");
  const publicKey = createPublicKey(privateKey);
  const signer = issuer?.key ?? privateKey;
  const algorithm = sequence(objectId(algorithmId(signer, hash)));
  const tbs = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from([1, ++serial >> 8, serial & 0xff])),
    algorithm,
    issuer ? nameOf(issuer.x509.subject.split("CN=")[1] ?? "") : nameOf(profile.name),
    sequence(time(new Date(from)), time(new Date(until))),
    profile.subject ?? nameOf(profile.name),
    publicKey.export({ format: "der", type: "spki" }),
    der(0xa3, sequence(...extensions(profile, kind))),
  );
  const signature =
    signer.asymmetricKeyType === "ed25519" ? sign(null, tbs, signer) : sign(hash, tbs, signer);
  const whole = sequence(tbs, algorithm, bits(signature));
  const above = issuer ? [issuer, ...issuer.above] : [];
  return { key: privateKey, der: whole, x509: new X509Certificate(whole), above };
}

/** Leaf first. */
export const chainOf = (leaf: Minted): Buffer[] => [leaf, ...leaf.above].map((each) => each.der);

export function nameOf(name: string): Buffer {
  const part = (id: string, value: string) => setOf(sequence(objectId(id), utf8(value)));
  return sequence(part("2.5.4.6", "XX"), part("2.5.4.10", "Refscope test"), part("2.5.4.3", name));
}

function extensions(profile: Profile, kind: keyof typeof KINDS): Buffer[] {
  const { usage = KINDS[kind].usage, purposes = KINDS[kind].purposes, below } = profile;
  const isPurposeCritical = profile.isPurposeCritical ?? kind === "timestamping";
  const constraints = [TRUE, ...(below === undefined ? [] : [integer(Buffer.from([below]))])];
  const purpose = sequence(...purposes.map(objectId));
  return [
    extension("2.5.29.19", kind === "authority" ? sequence(...constraints) : sequence(), true),
    ...(usage === "none" ? [] : [extension("2.5.29.15", bits(Buffer.from([usage])), true)]),
    ...(purposes.length === 0 ? [] : [extension("2.5.29.37", purpose, isPurposeCritical)]),
    ...(profile.more ?? []).map(({ id, isCritical }) => extension(id, sequence(), isCritical)),
  ];
}

function extension(id: string, value: Buffer, isCritical: boolean): Buffer {
  return sequence(objectId(id), ...(isCritical ? [TRUE] : []), octets(value));
}

function newKey(key: NonNullable<Profile["key"]>): KeyObject {
  if (key === "Ed25519") return generateKeyPairSync("ed25519").privateKey;
  if (key.startsWith("RSA"))
    return generateKeyPairSync("rsa", { modulusLength: Number(key.slice(4)) }).privateKey;
  return generateKeyPairSync("ec", { namedCurve: key }).privateKey;
}

function algorithmId(key: KeyObject, hash: "sha1" | "sha256"): string {
  if (key.asymmetricKeyType === "ed25519") return ED25519;
  return (key.asymmetricKeyType === "rsa" ? RSA : ECDSA)[hash];
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
