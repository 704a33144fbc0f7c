// Real documents, changed as an attacker or a bad disk would change them: bytes, and values in their JSON, the JSON inside
// their envelopes included.
import fc from "fast-check";
import { isJsonObject } from "#lib/oci";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Values that readers stumble over. */
const STUMBLING: unknown[] = [
  null,
  true,
  "",
  " ",
  -1,
  1e308,
  9_007_199_254_740_992,
  [],
  [[]],
  {},
  [null],
  { __proto__: null },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  "user\u202Egnp.exe",
  "\u0000\u001b[31m",
  "\ud800",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "9999-99-99T99:99:99Z",
  "-000001-01-01T00:00:00Z",
  "275760-09-13T00:00:00.001Z",
  "1970-01-01",
  "pkg:",
  "pkg:npm/%",
  "a".repeat(10_000),
  "(".repeat(300),
  "A==",
  "%%%",
  "https://in-toto.io/Statement/v1",
  "https://slsa.dev/provenance/v1",
  "https://spdx.dev/Document",
  Array.from({ length: 2000 }, (_, n) => n),
];

/** How a document is changed; positions are taken modulo its length. */
type Change =
  | { how: "flip"; at: number; by: number }
  | { how: "cut"; at: number }
  | { how: "drop"; at: number; length: number }
  | { how: "repeat"; at: number; length: number; times: number }
  | { how: "insert"; at: number; bytes: Uint8Array }
  | { how: "value"; at: number; value: unknown }
  | { how: "remove"; at: number }
  | { how: "rename"; at: number; key: string }
  | { how: "inner"; at: number; value: unknown };

const at = fc.nat();
const length = fc.nat({ max: 400 });
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STUMBLING) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** One to four changes. */
export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    fc.record({ how: fc.constant("flip" as const), at, by: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ how: fc.constant("cut" as const), at }),
    fc.record({ how: fc.constant("drop" as const), at, length }),
    fc.record({ how: fc.constant("repeat" as const), at, length, times: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ how: fc.constant("insert" as const), at, bytes: fc.uint8Array({ maxLength: 20 }) }),
    fc.record({ how: fc.constant("value" as const), at, value }),
    fc.record({ how: fc.constant("remove" as const), at }),
    fc.record({
      how: fc.constant("rename" as const),
      at,
      key: fc.constantFrom("__proto__", "constructor", "", "Subject", "x"),
    }),
    fc.record({ how: fc.constant("inner" as const), at, value }),
  ),
  { minLength: 1, maxLength: 4 },
);

export function changed(bytes: Uint8Array, all: readonly Change[]): Uint8Array {
  return all.reduce(
    (before, change) => bytesChange(before, change) ?? jsonChange(before, change) ?? before,
    bytes,
  );
}

function bytesChange(bytes: Uint8Array, change: Change): Uint8Array | undefined {
  const at = bytes.length === 0 ? 0 : change.at % bytes.length;
  const before = bytes.subarray(0, at);
  switch (change.how) {
    case "flip":
      return bytes.map((byte, index) => (index === at ? byte ^ change.by : byte));
    case "cut":
      return before;
    case "drop":
      return joined(before, bytes.subarray(at + change.length));
    case "insert":
      return joined(before, change.bytes, bytes.subarray(at));
    case "repeat": {
      const part = bytes.subarray(at, at + change.length);
      return joined(before, ...Array.from({ length: change.times }, () => part), bytes.subarray(at));
    }
    default:
      return undefined;
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Changes one value in the JSON, or in the payload of the envelope that it is or holds; undefined where it is no JSON. */
function jsonChange(bytes: Uint8Array, change: Change): Uint8Array | undefined {
  try {
    const json: unknown = JSON.parse(decoder.decode(bytes));
    if (change.how === "inner") changePayload(json, change);
    else changeValue(json, change);
    return encoder.encode(JSON.stringify(json));
  } catch {
    return undefined;
  }
}

function changePayload(json: unknown, change: Change): void {
  const envelope = isJsonObject(json) && isJsonObject(json.dsseEnvelope) ? json.dsseEnvelope : json;
  if (!isJsonObject(envelope) || typeof envelope.payload !== "string") {
    changeValue(json, change);
    return;
  }
  const payload: unknown = JSON.parse(Buffer.from(envelope.payload, "base64").toString());
  changeValue(payload, change);
  envelope.payload = Buffer.from(JSON.stringify(payload)).toString("base64");
}

/** Places are counted up to a thousand, in the order of a walk. */
function changeValue(json: unknown, change: Change): void {
  const places: [Record<string, unknown> | unknown[], string][] = [];
  const open: unknown[] = [json];
  for (let next = open.shift(); next !== undefined && places.length < 1000; next = open.shift()) {
    if (!Array.isArray(next) && !isJsonObject(next)) continue;
    for (const key of Object.keys(next).slice(0, 50)) {
      places.push([next, key]);
      open.push(Reflect.get(next, key));
    }
  }
  const [holder, key] = places[change.at % Math.max(places.length, 1)] ?? [];
  if (!holder || key === undefined) return;
  if (change.how === "remove") Reflect.deleteProperty(holder, key);
  else if (change.how === "rename") {
    const kept = Reflect.get(holder, key);
    Reflect.deleteProperty(holder, key);
    Object.defineProperty(holder, change.key, {
      value: kept,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else if ("value" in change) Reflect.set(holder, key, change.value);
}
