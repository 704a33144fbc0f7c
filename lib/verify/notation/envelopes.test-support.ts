// Envelopes of every kind, signed for a test, with what they are verified against.
import { constants, createHash, type KeyObject, sign } from "node:crypto";
import type { Manifest } from "#lib/oci";
import { type Cbor, encodeCbor } from "../../../scripts/demo-content/cbor.mts";
import type { About, Signed } from "../signed.ts";
import type { Trust, TrustStore } from "../trust.ts";
import { algorithmOf, COSE_ALGORITHMS } from "./algorithms.ts";
import { chainOf, type Minted, mint } from "./certificates.test-support.ts";

export type Form = "jws" | "cose";
type Value = string | number | Value[];

/** What is signed, and how it differs from what notation writes; `undefined` leaves a header out. */
export type Making = {
  leaf: Minted;
  form?: Form;
  target?: Record<string, unknown>;
  payload?: Uint8Array;
  /** By full names, "alg", "cty" and "crit" among them. */
  header?: Record<string, Value | undefined>;
  chain?: Uint8Array[];
  timestamp?: (signature: Uint8Array) => Uint8Array;
  open?: Record<string, Value>;
};

export const NOTARY = "io.cncf.notary.";
export const NOW = new Date("2026-11-24T12:00:00Z");
export const REPOSITORY = "registry.example/org/app";
export const TARGET = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  digest: `sha256:${"ab".repeat(32)}`,
  size: 481,
};
export const ABOUT: About = { repository: REPOSITORY, ...TARGET, platforms: [] };
const PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

export const ROOT = mint({ name: "root", kind: "authority", from: "2019-01-01" });
export const LEAF = mint({ name: "leaf", issuer: ROOT });
export const TSA_ROOT = mint({ name: "time root", kind: "authority", from: "2019-01-01" });
export const TSA = mint({ name: "clock", issuer: TSA_ROOT, kind: "timestamping", from: "2019-01-01" });

export function envelope(making: Making): { bytes: Uint8Array; signature: Uint8Array } {
  const payload = making.payload ?? Buffer.from(JSON.stringify({ targetArtifact: making.target ?? TARGET }));
  const header = {
    alg: algorithmOf(making.leaf.x509.publicKey) ?? "ES256",
    crit: [`${NOTARY}signingScheme`],
    cty: PAYLOAD_TYPE,
    [`${NOTARY}signingScheme`]: "notary.x509",
    [`${NOTARY}signingTime`]: "2026-11-01T00:00:00Z",
    ...making.header,
  };
  return making.form === "cose" ? cose(making, header, payload) : jws(making, header, payload);
}

function jws(making: Making, header: Record<string, unknown>, payload: Uint8Array) {
  const { leaf, chain = chainOf(leaf), open = {} } = making;
  const head = Buffer.from(JSON.stringify(header)).toString("base64url");
  const body = Buffer.from(payload).toString("base64url");
  const signature = signedBy(leaf.key, String(header.alg), Buffer.from(`${head}.${body}`));
  const stamp = making.timestamp?.(signature);
  const unsigned = {
    x5c: chain.map((each) => Buffer.from(each).toString("base64")),
    ...(stamp ? { [`${NOTARY}timestampSignature`]: Buffer.from(stamp).toString("base64") } : {}),
    ...open,
  };
  const whole = {
    payload: body,
    protected: head,
    header: unsigned,
    signature: signature.toString("base64url"),
  };
  return { bytes: new Uint8Array(Buffer.from(JSON.stringify(whole))), signature };
}

function cose(making: Making, header: Record<string, Value | undefined>, payload: Uint8Array) {
  const { leaf, chain = chainOf(leaf), open = {} } = making;
  const head = encodeCbor(new Map(Object.entries(header).flatMap(coseEntry)));
  const signed = encodeCbor(["Signature1", head, new Uint8Array(), payload]);
  const signature = signedBy(leaf.key, String(header.alg), signed);
  const stamp = making.timestamp?.(signature);
  const unsigned = new Map<string | number, Cbor>([
    [33, chain],
    ...(stamp ? [[`${NOTARY}timestampSignature`, stamp] as const] : []),
    ...Object.entries(open),
  ]);
  const bytes = encodeCbor({ tag: 18, value: [head, unsigned, payload, signature] });
  return { bytes: new Uint8Array(bytes), signature };
}

function coseEntry([name, value]: [string, Value | undefined]): [string | number, Cbor][] {
  if (value === undefined) return [];
  if (name === "alg")
    return [[1, [...COSE_ALGORITHMS].find(([, each]) => each === value)?.[0] ?? 5]].map(numbered);
  if (name === "crit") return [[2, value]];
  if (name === "cty") return [[3, value]];
  if (/Time$|expiry$/.test(name) && typeof value === "string")
    return [[name, { tag: 1, value: Date.parse(value) / 1000 }]];
  return [[name, value]];
}

const numbered = ([label, value]: unknown[]): [number, number] => [Number(label), Number(value)];

/** By the algorithm that is named where the key can, else by the key's own way. */
function signedBy(key: KeyObject, algorithm: string, bytes: Uint8Array): Buffer {
  const hash = /^[PE]S(256|384|512)$/.exec(algorithm)?.[1] ?? "256";
  if (key.asymmetricKeyType === "ed25519") return sign(null, bytes, key);
  if (key.asymmetricKeyType === "ec") return sign(`sha${hash}`, bytes, { key, dsaEncoding: "ieee-p1363" });
  const saltLength = Number(hash) / 8;
  return sign(`sha${hash}`, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

/** As a layer whose digest is right. */
export function signedLayer(bytes: Uint8Array, form: Form = "jws", subject?: Manifest["subject"]): Signed {
  const mediaType = form === "cose" ? "application/cose" : "application/jose+json";
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return {
    manifest: {
      form: "oci-image",
      mediaType: TARGET.mediaType,
      layers: [{ mediaType, digest, size: bytes.length }],
      manifests: [],
      annotations: {},
      json: {},
      warnings: [],
      ...(subject ? { subject } : {}),
    },
    layer: { mediaType, digest, size: bytes.length },
    content: { bytes },
  };
}

export function store(type: TrustStore["type"], ...held: Pick<Minted, "x509">[]): TrustStore {
  return {
    name: `test ${type}`,
    type,
    scope: [],
    certificates: held.map(({ x509 }) => x509),
    asOf: "2026-11-01T00:00:00Z",
  };
}

export function trusting(stores: TrustStore[], ...subjects: string[]): Trust {
  const identities = subjects.map((subject, at) => ({ name: `rule ${at + 1}`, scope: [], subject }));
  return { roots: [], keys: [], stores, identities };
}
