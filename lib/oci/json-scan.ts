// A pass over JSON text before it is parsed: bounds its depth and size, and finds keys that readers disagree on.
import { ExplorerError } from "#lib/errors";

/** A key that an object holds more than once, exactly or but for its case. `path` leads to the object. */
export type RepeatedKey = { path: string[]; key: string; first: string };

export type JsonScan = { repeated: RepeatedKey[]; hasProto: boolean };
export type JsonLimits = { maxDepth: number; maxTokens: number };

type Frame = { keys: Map<string, string> | undefined; key: string; index: number; wantsKey: boolean };

const MAX_REPEATED = 100;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Go's encoding/json matches keys without regard to case, folding "ſ" to "s" and the Kelvin sign to "k"; JavaScript
 * matches them exactly. Two keys that fold alike can mean two things.
 */
export function foldKey(key: string): string {
  return key.toLowerCase().replaceAll("ſ", "s");
}

/**
 * Walks the text without recursion; whether it is JSON at all is left to JSON.parse. Throws limit-exceeded past
 * `maxDepth` nested values or `maxTokens` keys and values, malformed-answer past 100 repeated keys.
 */
export function scanJson(text: string, limits: JsonLimits): JsonScan {
  const scan: JsonScan = { repeated: [], hasProto: false };
  const stack: Frame[] = [];
  let tokens = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const top = stack.at(-1);
    if (code === 0x7b || code === 0x5b) {
      tokens++;
      stack.push({ keys: code === 0x7b ? new Map() : undefined, key: "", index: 0, wantsKey: code === 0x7b });
      if (stack.length > limits.maxDepth) throw tooMuch(`nests deeper than ${limits.maxDepth} values`);
      at++;
    } else if (code === 0x7d || code === 0x5d) {
      stack.pop();
      at++;
    } else if (code === 0x2c || code === 0x3a) {
      if (top) step(top, code === 0x2c);
      at++;
    } else if (code === QUOTE) {
      tokens++;
      const end = endOfString(text, at);
      if (top?.wantsKey) noteKey(scan, stack, top, keyText(text.slice(at, end)));
      at = end;
    } else if (code <= 0x20) {
      at++;
    } else {
      tokens++;
      at = endOfWord(text, at);
    }
    if (tokens > limits.maxTokens) throw tooMuch(`has more than ${limits.maxTokens} keys and values`);
  }
  return scan;
}

function step(frame: Frame, isComma: boolean): void {
  if (isComma) frame.index++;
  frame.wantsKey = isComma && frame.keys !== undefined;
}

function noteKey(scan: JsonScan, stack: Frame[], frame: Frame, key: string): void {
  if (key === "__proto__") scan.hasProto = true;
  const folded = foldKey(key);
  const first = frame.keys?.get(folded);
  if (first === undefined) frame.keys?.set(folded, key);
  else {
    const path = stack.slice(0, -1).map((above) => (above.keys ? above.key : String(above.index)));
    // The keys of a map are data, and Go reads them exactly: there only a true repetition is odd.
    if (first === key || path.at(-1) !== "annotations") scan.repeated.push({ path, key, first });
    if (scan.repeated.length > MAX_REPEATED)
      throw new ExplorerError("malformed-answer", {
        detail: `The JSON repeats more than ${MAX_REPEATED} keys.`,
      });
  }
  frame.key = key;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return text.length;
}

/** The end of a number or a literal (or of what is neither). */
function endOfWord(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === QUOTE || code === 0x2c || code === 0x3a) break;
    if (code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d) break;
    at++;
  }
  return at;
}

/** A key with its escapes resolved: `"\u006dediaType"` is `mediaType`. */
function keyText(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

function tooMuch(what: string): ExplorerError {
  return new ExplorerError("limit-exceeded", { detail: `The JSON ${what}.` });
}
