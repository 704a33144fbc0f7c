// The envelope in JWS (RFC 7515), flattened JSON.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-jws.md
import { flattenedVerify } from "jose";
import { isJsonObject, parseJson } from "#lib/oci";
import { shown } from "../words.ts";
import type { Envelope } from "./envelope.ts";
import { type Header, headerFields, PREFIX } from "./header.ts";
import { LIMITS, malformed } from "./limits.ts";

type Json = Record<string, unknown>;

const FIELDS = ["payload", "protected", "header", "signature"];
/** RFC 3339, section 5.6. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

/** Throws an ExplorerError for what cannot be read, or could be read in two ways. */
export function jwsEnvelope(bytes: Uint8Array): Envelope {
  const json = jsonObject(bytes, "envelope");
  const stray = Object.keys(json).find((name) => !FIELDS.includes(name));
  if (stray !== undefined)
    throw malformed(`The envelope has a field that JWS as notation uses it has not: ${shown(stray)}.`);
  const parts = {
    payload: required(json, "payload"),
    protected: required(json, "protected"),
    signature: required(json, "signature"),
  };
  const header = headerOf(jsonObject(Buffer.from(parts.protected, "base64url"), "protected header"));
  const open = json.header;
  if (!isJsonObject(open)) throw malformed("The envelope has no unprotected header.");
  const timestamp = textOf(open, `${PREFIX}timestampSignature`);
  // What is signed is the text. One that no encoder writes is a wrong signature, which says more than "unreadable".
  const isCanonical = Object.values(parts).every((text) => canonical(text, "base64url"));
  return {
    ...header,
    form: "JWS",
    payload: new Uint8Array(Buffer.from(parts.payload, "base64url")),
    signature: new Uint8Array(Buffer.from(parts.signature, "base64url")),
    chain: chainOf(open),
    timestamp: timestamp === undefined ? undefined : base64(timestamp),
    isSignedBy: async (key) => {
      if (!isCanonical) return false;
      const crit = Object.fromEntries((header.critical ?? []).map((name) => [name, true]));
      try {
        await flattenedVerify(parts, key, { algorithms: [header.algorithm], crit });
        return true;
      } catch {
        return false;
      }
    },
  };
}

function headerOf(json: Json): Header {
  const critical = json.crit;
  if (critical !== undefined && !isTexts(critical))
    throw malformed("The critical header is no list of names.");
  return {
    algorithm: required(json, "alg"),
    contentType: textOf(json, "cty"),
    critical,
    ...headerFields(
      (name) => textOf(json, name),
      (name) => timeOf(name, textOf(json, name)),
    ),
  };
}

function chainOf(open: Json): Uint8Array[] {
  const chain = open.x5c;
  if (!isTexts(chain)) throw malformed("The envelope carries no list of certificates.");
  if (chain.length > LIMITS.certificates)
    throw malformed(`The envelope carries ${chain.length} certificates.`);
  return chain.map(base64);
}

/** A document with keys that are there twice says different things to different readers. */
function jsonObject(bytes: Uint8Array, what: string): Json {
  const { value, repeated } = parseJson(bytes, { maxDepth: LIMITS.depth, maxTokens: LIMITS.tokens });
  if (!isJsonObject(value)) throw malformed(`The ${what} is no JSON object.`);
  if (repeated[0]) throw malformed(`The ${what} has the key ${shown(repeated[0].key)} twice.`);
  return value;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function required(json: Json, name: string): string {
  const text = textOf(json, name);
  if (text === undefined) throw malformed(`The field ${name} is missing.`);
  return text;
}

function textOf(json: Json, name: string): string | undefined {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  if (value !== undefined && typeof value !== "string") throw malformed(`The field ${name} is no text.`);
  return value;
}

function timeOf(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  if (Number.isNaN(time.getTime())) throw malformed(`The field ${name} is no time: ${shown(text)}.`);
  return time;
}

function base64(text: string): Uint8Array {
  const bytes = canonical(text, "base64");
  if (!bytes) throw malformed("A certificate or the timestamp is not base64.");
  return bytes;
}

/** Only as an encoder writes it, so that the same bytes have one text; undefined for another. */
function canonical(text: string, encoding: "base64" | "base64url"): Uint8Array | undefined {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? new Uint8Array(bytes) : undefined;
}
