// Certificates, logs and signatures in cosign's older form, minted for a test as an instance of Sigstore would make them.
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { json } from "@sigstore/core";
import type { Verification } from "#lib/evidence";
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
import { verified } from "../fixtures.test-support.ts";
import type { Trust } from "../index.ts";
import { materialOf } from "../trust/root-material.ts";

export const newKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
export const spki = (key: KeyObject): Buffer => createPublicKey(key).export({ type: "spki", format: "der" });
export const hash = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const keyId = (key: KeyObject) => createHash("sha1").update(spki(key)).digest();

const ECDSA = sequence(objectId("1.2.840.10045.4.3.2"));
const named = (name: string) =>
  name === "" ? sequence() : sequence(setOf(sequence(objectId("2.5.4.3"), utf8(name))));

/** `id`: an object identifier, dotted or in DER. */
export function extension(id: string | Buffer, value: Buffer, isCritical = false): Buffer {
  const type = typeof id === "string" ? objectId(id) : id;
  return sequence(type, ...(isCritical ? [TRUE] : []), octets(value));
}
export const uriName = (uri: string): Buffer =>
  extension("2.5.29.17", sequence(der(0x86, Buffer.from(uri))), true);
export const issuerOf = (issuer: string): Buffer => extension("1.3.6.1.4.1.57264.1.8", utf8(issuer));
export const purposes = (...oids: string[]): Buffer =>
  extension("2.5.29.37", sequence(...oids.map(objectId)));
export const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

export type Party = { name: string; key: KeyObject };
type Profile = Party & {
  issuer: Party;
  isAuthority?: boolean;
  isWithoutKeyIds?: boolean;
  extensions?: Buffer[];
  /** What logs of certificates say, of the certificate without it. */
  scts?: (precertificate: Buffer) => Buffer;
};

let serial = 1;

export function certificate({ name, key, issuer, scts, ...more }: Profile): Buffer {
  const own = [
    extension("2.5.29.19", more.isAuthority ? sequence(TRUE) : sequence(), true),
    ...(more.isAuthority ? [extension("2.5.29.15", bits(Buffer.from([0x06]), 1), true)] : []),
    ...(more.isWithoutKeyIds
      ? []
      : [
          extension("2.5.29.14", octets(keyId(key))),
          extension("2.5.29.35", sequence(der(0x80, keyId(issuer.key)))),
        ]),
    ...(more.extensions ?? []),
  ];
  const number = integer(Buffer.from([1, ++serial & 0x7f, 1]));
  const signed = (extensions: Buffer[]) =>
    sequence(
      der(0xa0, integer(Buffer.from([2]))),
      number,
      ECDSA,
      named(issuer.name),
      sequence(time(new Date("2026-01-01")), time(new Date("2030-01-01"))),
      named(name),
      spki(key),
      der(0xa3, sequence(...extensions)),
    );
  const logged = scts ? [extension("1.3.6.1.4.1.11129.2.4.2", octets(scts(signed(own))))] : [];
  const body = signed([...own, ...logged]);
  return sequence(body, ECDSA, bits(sign("sha256", body, issuer.key)));
}

export const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64")}\n-----END CERTIFICATE-----\n`;

export const AUTHORITY: Party = { name: "CA", key: newKey() };
export const LOG = newKey();
export const SIGNING_KEY = newKey();
export const ROOT = certificate({ ...AUTHORITY, issuer: AUTHORITY, isAuthority: true });
export const SIGNER = { subject: "https://signer.example/workflow", issuer: "https://issuer.example" };
export const RULE = { name: "rule", scope: [], ...SIGNER };

/** A leaf of the authority, as it should be unless told otherwise. */
export function leaf(profile: Partial<Profile> = {}): Buffer {
  const extensions = [
    uriName(SIGNER.subject),
    issuerOf(SIGNER.issuer),
    ...(profile.extensions ?? [purposes(CODE_SIGNING)]),
  ];
  return certificate({ name: "", key: SIGNING_KEY, issuer: AUTHORITY, ...profile, extensions });
}

const since = (end?: string) => ({ start: "2026-01-01T00:00:00Z", ...(end ? { end } : {}) });
export const authorityOf = (...chain: Buffer[]) => ({
  subject: { organization: "x", commonName: "x" },
  uri: "https://ca.example",
  certChain: { certificates: chain.map((each) => ({ rawBytes: each.toString("base64") })) },
  validFor: since(),
});
export const logOf = (key: KeyObject, end?: string) => ({
  baseUrl: "https://log.example",
  hashAlgorithm: "SHA2_256",
  publicKey: {
    rawBytes: spki(key).toString("base64"),
    keyDetails: "PKIX_ECDSA_P256_SHA_256",
    validFor: since(end),
  },
  logId: { keyId: hash(spki(key)).toString("base64") },
});

/** A trust root with the authority and the log, unless told otherwise. */
export function trusting(root: Record<string, unknown> = {}, more: Partial<Trust> = {}): Trust {
  const text = JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [logOf(LOG)],
    ctlogs: [],
    certificateAuthorities: [authorityOf(ROOT)],
    timestampAuthorities: [],
    ...root,
  });
  const roots = [{ name: "r", scope: [], material: materialOf(text) }];
  return { roots, keys: [], stores: [], identities: [RULE], ...more };
}

export const DIGEST = `sha256:${"ab".repeat(32)}`;
export const PAYLOAD = Buffer.from(
  JSON.stringify({
    critical: {
      identity: { "docker-reference": "x" },
      image: { "docker-manifest-digest": DIGEST },
      type: "cosign container image signature",
    },
    optional: null,
  }),
);

type Made = { at?: string; kind?: string; key?: KeyObject };

/** The annotations of a signature over `PAYLOAD`, in the log at a signed moment. */
export function annotated(certificate: Buffer, made: Made = {}): Record<string, string> {
  const { at = "2026-06-01T00:00:00Z", kind = "hashedrekord", key = SIGNING_KEY } = made;
  const signature = sign("sha256", PAYLOAD, key).toString("base64");
  const publicKey = { content: Buffer.from(pem(certificate)).toString("base64") };
  const data = { hash: { algorithm: "sha256", value: hash(PAYLOAD).toString("hex") } };
  const spec = { data, signature: { content: signature, publicKey } };
  const entry = {
    body: Buffer.from(JSON.stringify({ apiVersion: "0.0.1", kind, spec })).toString("base64"),
    integratedTime: Date.parse(at) / 1000,
    logIndex: 5,
    logID: hash(spki(LOG)).toString("hex"),
  };
  const promise = sign("sha256", Buffer.from(json.canonicalize(entry)), LOG).toString("base64");
  return {
    "dev.cosignproject.cosign/signature": signature,
    "dev.sigstore.cosign/certificate": pem(certificate),
    "dev.sigstore.cosign/bundle": JSON.stringify({ SignedEntryTimestamp: promise, Payload: entry }),
  };
}

export const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";

/** What is said of a signature over `PAYLOAD` with these annotations. */
export function asked(
  annotations: Record<string, string>,
  trust: Trust,
  bytes: Buffer = PAYLOAD,
): Promise<Verification> {
  const layer = { mediaType: SIMPLE_SIGNING, annotations };
  return verified({ bytes, about: { digest: DIGEST }, trust, layer });
}
