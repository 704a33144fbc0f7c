// A timestamp token of RFC 3161: CMS (RFC 5652) with one signer, around a TSTInfo. Read, not verified.
import { childrenOf, type Der, oidOf, readDer, TAG, timeOf } from "#lib/inspect";

export type Token = {
  /** What the authority signed about: the TSTInfo, in the bytes that are hashed. */
  info: Uint8Array;
  imprint: { hash: string | undefined; value: Uint8Array };
  time: Date;
  /** How far off the time may be, in milliseconds. */
  accuracy: number;
  certificates: Uint8Array[];
  signer: { issuer: Uint8Array | undefined; serial: Uint8Array | undefined };
  /** By object identifier; each as the set of its values. */
  attributes: Map<string, Der[]>;
  /** The attributes as they are signed (RFC 5652, 5.4). */
  signed: Uint8Array;
  digestHash: string | undefined;
  algorithm: string | undefined;
  signature: Uint8Array;
};

const OID = { signedData: "1.2.840.113549.1.7.2", info: "1.2.840.113549.1.9.16.1.4" } as const;
const BASELINE_POLICY = "0.4.0.2023.1.1";
const SET = 0x31;
const CONTEXT = { first: 0xa0, millis: 0x80, micros: 0x81 } as const;

/** SHA-2 alone: the older ones prove nothing. */
export const HASHES = new Map([
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

/** Undefined when the bytes are no token, or one in another shape than RFC 3161 has it. */
export function readToken(bytes: Uint8Array): Token | undefined {
  const whole = readDer(bytes);
  const [type, content] = childrenOf(whole);
  if (whole?.whole.length !== bytes.length || oidOf(type) !== OID.signedData) return undefined;
  const [data] = childrenOf(content);
  const parts = childrenOf(data);
  const [infoType, wrapped] = childrenOf(parts[2]);
  const [octets] = childrenOf(wrapped);
  const signers = childrenOf(parts.at(-1));
  if (oidOf(infoType) !== OID.info || octets?.tag !== TAG.octetString || signers.length !== 1)
    return undefined;
  const info = readInfo(octets.body);
  const signer = readSigner(signers[0]);
  if (!info || !signer) return undefined;
  const certificates = parts.find(({ tag }, at) => at > 2 && tag === CONTEXT.first);
  return {
    ...info,
    ...signer,
    info: octets.body,
    certificates: childrenOf(certificates).map((each) => each.whole),
  };
}

/** RFC 3161, 2.4.2. */
function readInfo(bytes: Uint8Array): Pick<Token, "imprint" | "time" | "accuracy"> | undefined {
  const whole = readDer(bytes);
  const [version, policy, imprint, , genTime, accuracy] = childrenOf(whole);
  const [algorithm, value] = childrenOf(imprint);
  const text = genTime?.tag === TAG.generalizedTime ? timeOf(genTime) : undefined;
  if (whole?.whole.length !== bytes.length || version?.body[0] !== 1 || text === undefined) return undefined;
  if (value?.tag !== TAG.octetString) return undefined;
  const said = accuracy?.tag === TAG.sequence ? millisecondsOf(accuracy) : 0;
  return {
    imprint: { hash: HASHES.get(oidOf(childrenOf(algorithm)[0]) ?? ""), value: value.body },
    time: new Date(text),
    accuracy: said === 0 && oidOf(policy) === BASELINE_POLICY ? 1000 : said,
  };
}

function millisecondsOf(accuracy: Der): number {
  const part = (tag: number, factor: number) => {
    const body =
      childrenOf(accuracy)
        .find((each) => each.tag === tag)
        ?.body.subarray(0, 6) ?? [];
    return [...body].reduce((sum, byte) => sum * 256 + byte, 0) * factor;
  };
  return Math.ceil(part(TAG.integer, 1000) + part(CONTEXT.millis, 1) + part(CONTEXT.micros, 0.001));
}

type Signer = Pick<Token, "signer" | "attributes" | "signed" | "digestHash" | "algorithm" | "signature">;

/** RFC 5652, 5.3. */
function readSigner(der: Der | undefined): Signer | undefined {
  const [, sid, digest, attributes, algorithm, signature] = childrenOf(der);
  if (attributes?.tag !== CONTEXT.first || signature?.tag !== TAG.octetString) return undefined;
  const [issuer, serial] = sid?.tag === TAG.sequence ? childrenOf(sid) : [];
  const signed = Uint8Array.from(attributes.whole);
  signed[0] = SET;
  const byType = new Map<string, Der[]>();
  for (const attribute of childrenOf(attributes)) {
    const [type, values] = childrenOf(attribute);
    const oid = oidOf(type);
    // Each may be there once.
    if (oid === undefined || byType.has(oid)) return undefined;
    byType.set(oid, childrenOf(values));
  }
  return {
    signer: { issuer: issuer?.whole, serial: serial?.body },
    attributes: byType,
    signed,
    digestHash: HASHES.get(oidOf(childrenOf(digest)[0]) ?? ""),
    algorithm: oidOf(childrenOf(algorithm)[0]),
    signature: signature.body,
  };
}
