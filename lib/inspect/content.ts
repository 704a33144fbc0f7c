// From bytes to content: what encoding, what form, and where it breaks.
import { asExplorerError } from "#lib/errors";
import { parseJson } from "#lib/oci";
import type { Content } from "./document.ts";
import { salvageJson } from "./json-salvage.ts";
import { LIMITS } from "./limits.ts";

/** `problems` are sentences. */
export type Decoded = { contents: Content[]; problems: string[] };

const KIB = 1024;
/** Types whose bytes are never text, even where they happen to decode. */
const BINARY_TYPE = /[/+]cose\b|[+/.]gzip$|[+/.]zstd$/;
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Never throws. One content, or several where the bytes are lines of JSON. No bytes are one content of form "none". */
export function decodeContent(bytes: Uint8Array, mediaType: string): Decoded {
  const problems: string[] = [];
  if (bytes.length === 0) return { contents: [{ form: "none" }], problems };
  const read = bytes.length > LIMITS.bytes ? bytes.subarray(0, LIMITS.bytes) : bytes;
  if (read.length < bytes.length)
    problems.push(`It has ${bytes.length} bytes, of which the first ${read.length} were read.`);
  const text = decodeText(read, mediaType, problems);
  if (text === undefined) return { contents: [{ form: "binary", bytes: read }], problems };
  const start = text.slice(0, KIB).trimStart();
  if (start.startsWith("<")) return { contents: [{ form: "xml", text }], problems };
  if (!/^[{[]/.test(start) && !mediaType.endsWith("json"))
    return { contents: [{ form: "text", text }], problems };
  return { contents: readJson(text, isHeavy(read), problems), problems };
}

/** The text, or undefined for bytes that are none. A file cut inside a character loses that character. */
function decodeText(bytes: Uint8Array, mediaType: string, problems: string[]): string | undefined {
  if (BINARY_TYPE.test(mediaType)) return undefined;
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, KIB).includes(0)) return undefined;
  if (UTF8_MARK.every((byte, index) => bytes[index] === byte))
    problems.push("It begins with a byte order mark.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    const isTextual =
      /json|xml|text/.test(mediaType) || /^\s*[{[<-]/.test(String.fromCharCode(...bytes.subarray(0, 16)));
    if (!isTextual) return undefined;
    problems.push("Some bytes are not UTF-8; each is shown as \uFFFD.");
    return new TextDecoder("utf-8").decode(bytes);
  }
}

/** By the bytes that go with them, so guessed high: what decides how much memory parsing needs. */
const WEIGHTS = new Uint8Array(256);
for (const [characters, weight] of [
  [",", 1],
  [":", 2],
  ["{[", 5],
] as const) {
  for (const character of characters) WEIGHTS[character.charCodeAt(0)] = weight;
}

/** Whatever so few bytes hold fits into memory: counting them would cost a third of parsing them. */
const LIGHT = 2.5 * KIB * KIB;

function isHeavy(bytes: Uint8Array): boolean {
  if (bytes.length <= LIGHT) return false;
  let weight = 0;
  for (let at = 0; at < bytes.length; at++) weight += WEIGHTS[bytes[at] ?? 0] ?? 0;
  return weight > LIMITS.weight;
}

function readJson(text: string, isHeavy: boolean, problems: string[]): Content[] {
  if (!isHeavy) {
    try {
      const value = text.length <= LIMITS.strict ? readStrictly(text, problems) : JSON.parse(text);
      return [{ form: "json", value, text }];
    } catch {
      // Where it breaks is found below.
    }
  }
  return readSalvaged(text, problems);
}

/** Tells keys that are there twice, too: two readers of one signed document may take different ones. */
function readStrictly(text: string, problems: string[]): unknown {
  try {
    const { value, warnings } = parseJson(new TextEncoder().encode(text), { maxDepth: LIMITS.depth });
    problems.push(...warnings);
    return value;
  } catch (thrown) {
    // Where it is JSON all the same, it is only odder than is looked for.
    const value: unknown = JSON.parse(text);
    problems.push(asExplorerError(thrown).message);
    return value;
  }
}

/** What can be read of it; documents that follow each other (https://jsonlines.org) are read one by one. */
function readSalvaged(text: string, problems: string[]): Content[] {
  const contents: Content[] = [];
  for (let from = 0; from < text.length; ) {
    const rest = from === 0 ? text : text.slice(from);
    const salvaged = salvageJson(rest, LIMITS);
    const place = placeOf(text, from + salvaged.at);
    if (salvaged.text !== "") {
      contents.push({ form: "json", value: parse(salvaged.text), text: rest.slice(0, salvaged.at) });
    }
    from += salvaged.at;
    if (!salvaged.isWhole) {
      problems.push(`The JSON was read up to ${place}: ${salvaged.why}.`);
      break;
    }
    if (contents.length >= LIMITS.documents && from < text.length) {
      problems.push(`It holds more than ${LIMITS.documents} documents; the rest was not read.`);
      break;
    }
  }
  return contents.length > 0 ? contents : [{ form: "text", text }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** "line 3, column 14". */
export function placeOf(text: string, at: number): string {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", start)) {
    line++;
    start = next + 1;
  }
  return `line ${line}, column ${at - start + 1}`;
}
