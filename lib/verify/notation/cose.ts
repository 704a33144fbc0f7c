// The envelope in COSE_Sign1 (RFC 9052), tagged.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-cose.md
import { constants, type KeyObject, verify } from "node:crypto";
import { type DecodeOptions, decode, encode, Tag } from "cbor2";
import { ExplorerError } from "#lib/errors";
import { shown } from "../words.ts";
import { COSE_ALGORITHMS } from "./algorithms.ts";
import type { Envelope } from "./envelope.ts";
import { type Header, headerFields, PREFIX } from "./header.ts";
import { LIMITS, malformed } from "./limits.ts";

type Fields = Map<unknown, unknown>;

const SIGN1 = 18;
const EPOCH_TIME = 1;
/** RFC 9052, 3.1 and RFC 9360, 2. */
const LABEL = { algorithm: 1, critical: 2, contentType: 3, chain: 33 } as const;
/** Tags stay tags, maps stay maps; what could be read in two ways is refused. */
const STRICT: DecodeOptions = {
  maxDepth: LIMITS.depth,
  preferMap: true,
  ignoreGlobalTags: true,
  rejectDuplicateKeys: true,
  rejectStreaming: true,
  rejectUndefined: true,
  rejectSimple: true,
};
const NONE = new Uint8Array();

/** Throws an ExplorerError for what cannot be read, or could be read in two ways. */
export function coseEnvelope(bytes: Uint8Array): Envelope {
  const message = cborOf(plain(bytes));
  if (!(message instanceof Tag) || message.tag !== SIGN1 || !Array.isArray(message.contents))
    throw malformed("The envelope is no tagged COSE_Sign1 message.");
  const [head, open, payload, signature, ...more] = message.contents;
  if (!isBytes(head) || !isBytes(payload) || !isBytes(signature) || more.length > 0)
    throw malformed("The COSE_Sign1 message has not its four parts.");
  const fields = mapOf(head.length === 0 ? new Map() : cborOf(head), "protected header");
  const unsigned = mapOf(open, "unprotected header");
  const twice = [...unsigned.keys()].find((name) => fields.has(name));
  if (twice !== undefined) throw malformed(`Both headers have ${shown(String(twice))}.`);
  const header = headerOf(fields);
  const timestamp = unsigned.get(`${PREFIX}timestampSignature`);
  if (timestamp !== undefined && !isBytes(timestamp)) throw malformed("The timestamp is no byte string.");
  return {
    ...header,
    form: "COSE",
    payload,
    signature,
    chain: chainOf(fields.get(LABEL.chain) ?? unsigned.get(LABEL.chain)),
    timestamp,
    isSignedBy: async (key) => isSignature(header.algorithm, key, toBeSigned(head, payload), signature),
  };
}

/** The library writes a Buffer, and every part of one, as its JSON: no signature would hold over that. */
function plain({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** RFC 9052, 4.4. */
function toBeSigned(head: Uint8Array, payload: Uint8Array): Uint8Array {
  return encode(["Signature1", head, NONE, payload]);
}

/** RFC 9053, 2.1 and RFC 8230, 2: the salt is as long as the hash; ECDSA's two numbers stand side by side. */
function isSignature(algorithm: string, key: KeyObject, signed: Uint8Array, signature: Uint8Array): boolean {
  const bits = Number(algorithm.slice(2));
  const way = algorithm.startsWith("PS")
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: bits / 8 }
    : { dsaEncoding: "ieee-p1363" as const };
  try {
    return verify(`sha${bits}`, signed, { key, ...way }, signature);
  } catch {
    return false;
  }
}

function headerOf(fields: Fields): Header {
  const algorithm = fields.get(LABEL.algorithm);
  return {
    algorithm: COSE_ALGORITHMS.get(algorithm) ?? `COSE ${shown(String(algorithm))}`,
    contentType: textOf(fields, LABEL.contentType),
    critical: criticalOf(fields.get(LABEL.critical)),
    ...headerFields(
      (name) => textOf(fields, name),
      (name) => timeOf(fields, name),
    ),
  };
}

function criticalOf(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((name) => typeof name === "string" || typeof name === "number"))
    throw malformed("The critical header is no list of names.");
  return value.map(String);
}

/** A lone certificate may stand without a list (RFC 9360, 2). */
function chainOf(value: unknown): Uint8Array[] {
  const chain = Array.isArray(value) ? value : [value];
  if (!chain.every(isBytes)) throw malformed("The envelope carries no list of certificates.");
  return chain;
}

function cborOf(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, STRICT);
  } catch (cause) {
    throw new ExplorerError("malformed-answer", {
      detail: "The envelope is no CBOR as COSE uses it.",
      cause,
    });
  }
}

function mapOf(value: unknown, what: string): Fields {
  if (value instanceof Map) return value;
  throw malformed(`The ${what} is no map.`);
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function textOf(fields: Fields, name: string | number): string | undefined {
  const value = fields.get(name);
  if (value !== undefined && typeof value !== "string") throw malformed(`The header ${name} is no text.`);
  return value;
}

/** Seconds since 1970 (RFC 8949, 3.4.2). */
function timeOf(fields: Fields, name: string): Date | undefined {
  const value = fields.get(name);
  if (value === undefined) return undefined;
  const seconds = value instanceof Tag && value.tag === EPOCH_TIME ? value.contents : undefined;
  const time = new Date(typeof seconds === "number" ? seconds * 1000 : Number.NaN);
  if (Number.isNaN(time.getTime())) throw malformed(`The header ${name} is no time.`);
  return time;
}
