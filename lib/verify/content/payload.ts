// What a signature is about, as the signed bytes say it themselves: their type, and the digests that they name.
import type { Check } from "#lib/evidence";
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "../limits.ts";
import { shown } from "../words.ts";
import { jsonObject } from "./json.ts";

/** A digest as a payload writes it. */
export type Named = { algorithm: string; encoded: string };

export type Payload = {
  /** Whether it is of a type that is read here; "not-applicable" where bytes are signed without one. */
  type: Pick<Check, "result" | "detail">;
  names: readonly Named[];
  /** It names more digests than are read. */
  isCut?: boolean;
};

const STATEMENT_TYPE = "application/vnd.in-toto+json";
const STATEMENT = /^https:\/\/in-toto\.io\/Statement\/v(0\.1|1|1\.0)$/;
/** https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md; the second is what cosign 3 writes. */
const SIMPLE_SIGNING = ["cosign container image signature", "https://sigstore.dev/cosign/sign/v1"];

/**
 * The payload of a DSSE envelope. Only in-toto statements are read, whatever else the bytes may look like.
 * @throws ExplorerError "limit-exceeded" where it holds more than is read.
 */
export function envelopePayload(payloadType: string, bytes: Uint8Array): Payload {
  if (payloadType !== STATEMENT_TYPE)
    return unread(
      `The payload's type is "${shown(payloadType)}"; only ${STATEMENT_TYPE} is read as a statement.`,
    );
  const json = jsonObject(bytes);
  if (!json) return unread("The payload says that it is a statement, but is no JSON object.");
  return statementPayload(json);
}

/** An in-toto statement, in an envelope or bare. */
export function statementPayload(json: Record<string, unknown>): Payload {
  const type = typeof json._type === "string" ? json._type : "";
  const found = subjectsOf(json.subject);
  const isCut = found.length > LIMITS.digests;
  const named = { names: found.slice(0, LIMITS.digests), ...(isCut ? { isCut } : {}) };
  if (!STATEMENT.test(type)) return { ...unread(`The statement's type is "${shown(type)}".`), ...named };
  const predicate = typeof json.predicateType === "string" ? json.predicateType : "";
  return { type: { result: "passed", detail: `An in-toto statement with "${shown(predicate)}".` }, ...named };
}

/**
 * cosign's payload, which names the image by the digest of its manifest.
 * @throws ExplorerError "limit-exceeded" where it holds more than is read.
 */
export function simpleSigningPayload(bytes: Uint8Array): Payload {
  const critical = jsonObject(bytes)?.critical;
  if (!isJsonObject(critical)) return unread("The payload is no simple signing document.");
  const type = typeof critical.type === "string" ? critical.type : "";
  const digest = isJsonObject(critical.image) ? critical.image["docker-manifest-digest"] : undefined;
  const names = typeof digest === "string" ? namedBy(digest) : [];
  if (!SIMPLE_SIGNING.includes(type))
    return { ...unread(`The payload's type is "${shown(type)}", which is not cosign's.`), names };
  return { type: { result: "passed", detail: `cosign's payload "${shown(type)}".` }, names };
}

/** Bytes that are signed as they are. */
export function bytesPayload(algorithm: string, encoded: string): Payload {
  return {
    type: { result: "not-applicable", detail: "The bytes are signed as they are, without a payload." },
    names: [{ algorithm, encoded }],
  };
}

function unread(detail: string): Payload {
  return { type: { result: "failed", detail }, names: [] };
}

/** One more than are read, where there are more. */
function subjectsOf(subjects: unknown): Named[] {
  const names: Named[] = [];
  for (const subject of Array.isArray(subjects) ? subjects : []) {
    if (!isJsonObject(subject) || !isJsonObject(subject.digest)) continue;
    for (const [algorithm, encoded] of Object.entries(subject.digest)) {
      if (typeof encoded === "string") names.push({ algorithm, encoded });
      if (names.length > LIMITS.digests) return names;
    }
  }
  return names;
}

function namedBy(digest: string): Named[] {
  const colon = digest.indexOf(":");
  return colon > 0 ? [{ algorithm: digest.slice(0, colon), encoded: digest.slice(colon + 1) }] : [];
}
