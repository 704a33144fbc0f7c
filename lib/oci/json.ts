// JSON from a registry: bounded before it is parsed, strict in its encoding, and told where it is odd.
import { ExplorerError } from "#lib/errors";
import { type JsonLimits, type RepeatedKey, scanJson } from "./json-scan.ts";
import { tell } from "./oddities.ts";

/** `value` as parsed, without any `__proto__` key. `warnings` are sentences for the reader. */
export type ParsedJson = { value: unknown; repeated: RepeatedKey[]; warnings: string[] };

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const DEFAULTS: JsonLimits = { maxDepth: 64, maxTokens: 500_000 };

/**
 * Parses the bytes of a JSON document. Keys that an object repeats, exactly or but for case, are reported, since
 * readers disagree on which counts. Throws limit-exceeded past the limits, malformed-answer for what is not JSON.
 */
export function parseJson(bytes: Uint8Array, limits: Partial<JsonLimits> = {}): ParsedJson {
  const warnings: string[] = [];
  const text = decodeUtf8(bytes);
  // RFC 8259, section 8.1: parsers "MAY ignore the presence of a byte order mark rather than treating it as an error".
  const hasMark = text.startsWith("\uFEFF");
  if (hasMark) tell(warnings, "The JSON begins with a byte order mark.");
  const json = hasMark ? text.slice(1) : text;
  const { repeated, hasProto } = scanJson(json, { ...DEFAULTS, ...limits });
  const value = parseText(json);
  if (hasProto) {
    dropProto(value);
    tell(warnings, "A key named __proto__ was dropped.");
  }
  for (const { path, key, first } of repeated) {
    const place = [...path, key].join(".");
    tell(
      warnings,
      first === key
        ? `The key ${place} is there twice.`
        : `The keys ${place} and ${first} differ only in case.`,
    );
  }
  return { value, repeated, warnings };
}

/** Whether a JSON value is an object (and not an array or null). */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new ExplorerError("malformed-answer", {
      detail: "The body is not UTF-8 text, so it is not JSON.",
      cause,
    });
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const start = text.slice(0, 64).trimStart();
    const found = start === "" ? "empty" : start.startsWith("<") ? "HTML or XML, not JSON" : "not JSON";
    throw new ExplorerError("malformed-answer", { detail: `The body is ${found}.`, cause });
  }
}

/** Without recursion; the depth was bounded, the number of values was too. */
function dropProto(root: unknown): void {
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    if (Object.hasOwn(value, "__proto__")) Reflect.deleteProperty(value, "__proto__");
    for (const child of Object.values(value)) open.push(child);
  }
}
