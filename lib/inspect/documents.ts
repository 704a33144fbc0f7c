// Several signed documents in one file: envelopes and bundles that follow each other, a line each or not, or that stand in
// a list, as tools that download them write them. Asked once for both: what is verified and what is shown of each must be
// the same bytes.
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "./limits.ts";
import { hasCosignSignature } from "./signing/cosign-annotations.ts";
import { envelopeForm } from "./signing/envelope-form.ts";

/** What stands in every envelope and every bundle. */
const FIELDS = ['"payloadType"', '"verificationMaterial"'];
const BLANK = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]);
const [QUOTE, COMMA, ESCAPE, LIST, LIST_END, OPEN, CLOSE] = [0x22, 0x2c, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
const PIECE = 1024 * 1024;
/** A field may stand over the end of a piece. */
const OVERLAP = 32;
/** Bytes of one of several that is looked at: larger ones leave the file as it is. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Each document, as a part of the bytes; the bytes themselves where they are one, or where what speaks of a signature in
 * them is no envelope that could stand by itself. `annotations`: the layer's, whose signature is over all of it. `isCut`:
 * there are more than are read.
 */
export function documentsIn(
  bytes: Uint8Array,
  annotations: Readonly<Record<string, string>> = {},
): { documents: Uint8Array[]; isCut: boolean } {
  const whole = { documents: [bytes], isCut: false };
  if (hasCosignSignature(annotations) || !speaksOfEnvelope(bytes)) return whole;
  const parts = listed(bytes) ?? following(bytes);
  if (!parts || (parts.length === 1 && parts[0]?.length === trimmed(bytes).length)) return whole;
  const documents = parts.slice(0, LIMITS.documents);
  const signed = documents.filter(speaksOfEnvelope);
  if (signed.length === 0 || !signed.every(isEnvelope)) return whole;
  return { documents, isCut: parts.length > documents.length };
}

function speaksOfEnvelope(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("latin1");
  // Piece by piece: the whole as text would need as much memory again.
  for (let from = 0; from < bytes.length; from += PIECE) {
    const text = decoder.decode(bytes.subarray(from, from + PIECE + OVERLAP));
    if (FIELDS.some((field) => text.includes(field))) return true;
  }
  return false;
}

function isEnvelope(bytes: Uint8Array): boolean {
  if (bytes.length > MAX_BYTES) return false;
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const form = isJsonObject(json) ? envelopeForm(json) : undefined;
    return form === "bundle" || form === "dsse";
  } catch {
    return false;
  }
}

/** The objects of a list that holds nothing else; undefined for any other text. */
function listed(bytes: Uint8Array): Uint8Array[] | undefined {
  let at = afterBlanks(bytes, 0);
  if (bytes[at] !== LIST) return undefined;
  const parts: Uint8Array[] = [];
  do {
    const start = afterBlanks(bytes, at + 1);
    const end = endOfObject(bytes, start);
    if (end === undefined) return undefined;
    if (parts.length <= LIMITS.documents) parts.push(bytes.subarray(start, end));
    at = afterBlanks(bytes, end);
  } while (bytes[at] === COMMA);
  return bytes[at] === LIST_END && afterBlanks(bytes, at + 1) === bytes.length ? parts : undefined;
}

/** Objects with nothing but blanks between them; undefined for any other text. */
function following(bytes: Uint8Array): Uint8Array[] | undefined {
  const parts: Uint8Array[] = [];
  for (let at = afterBlanks(bytes, 0); at < bytes.length; ) {
    const end = endOfObject(bytes, at);
    if (end === undefined) return undefined;
    if (parts.length <= LIMITS.documents) parts.push(bytes.subarray(at, end));
    at = afterBlanks(bytes, end);
  }
  return parts;
}

/** Where the object ends that begins here; undefined where none does. */
function endOfObject(bytes: Uint8Array, start: number): number | undefined {
  if (bytes[start] !== OPEN) return undefined;
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Where its closing quote is. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === ESCAPE ? 2 : 1;
  return at;
}

function afterBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (BLANK.has(bytes[at] ?? 0)) at++;
  return at;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (BLANK.has(bytes[end - 1] ?? 0)) end--;
  return bytes.subarray(afterBlanks(bytes, 0), end);
}
