// JSON of a signature, bounded before it is parsed.
import { ExplorerError } from "#lib/errors";
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "../limits.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** What begins or ends a value: as many as there are of these, as many values there may be, and none more. */
const MARKS = new Uint8Array(256);
for (const mark of ",:{[") MARKS[mark.charCodeAt(0)] = 1;

/**
 * The object, or undefined for what is no JSON object.
 * @throws ExplorerError "limit-exceeded" where it may hold more values than are read.
 */
export function jsonObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (bytes.length > LIMITS.tokens) refuseHeavy(bytes);
  try {
    const value: unknown = JSON.parse(UTF8.decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As `jsonObject`, of a text that is short anyway. */
export function jsonObjectOf(text: string): Record<string, unknown> | undefined {
  return jsonObject(new TextEncoder().encode(text));
}

function refuseHeavy(bytes: Uint8Array): void {
  let marks = 0;
  for (let at = 0; at < bytes.length; at++) marks += MARKS[bytes[at] ?? 0] ?? 0;
  if (marks <= LIMITS.tokens) return;
  throw new ExplorerError("limit-exceeded", {
    detail: `The document may hold more than ${LIMITS.tokens} values, which is more than is read to verify it.`,
  });
}

/** A text or a number as text; "" for anything else, of which some would throw when made one. */
export function plainText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
