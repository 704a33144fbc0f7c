// ASN.1 in its distinguished encoding (X.690), as far as certificates and timestamps need it. Nothing is trusted:
// lengths are held against the bytes that are there, and what does not fit is left out.

/** One element: `tag` is its identifier byte, `body` its contents, `whole` both with the length between. */
export type Der = { tag: number; body: Uint8Array; whole: Uint8Array };

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
} as const;

/** NumericString, PrintableString, TeletexString, IA5String, VisibleString. */
const ASCII_STRINGS = [0x12, 0x13, 0x14, 0x16, 0x1a];

const MAX_CHILDREN = 1000;

/** The element at the start of the bytes; undefined when its length goes past their end, or is not a definite one. */
export function readDer(bytes: Uint8Array): Der | undefined {
  const [tag, first] = bytes;
  // Tags of more than one byte are in no structure that is read here.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) return undefined;
  let length = first;
  if (lengthBytes > 0) {
    length = 0;
    for (let at = 2; at < 2 + lengthBytes; at++) length = length * 256 + (bytes[at] ?? Number.NaN);
  }
  const start = 2 + lengthBytes;
  if (!(start + length <= bytes.length)) return undefined;
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
}

/** The elements in a constructed one, up to the first that does not fit. */
export function childrenOf(der: Der | undefined): Der[] {
  const children: Der[] = [];
  let rest = der?.body ?? new Uint8Array();
  while (rest.length > 0 && children.length < MAX_CHILDREN) {
    const child = readDer(rest);
    if (!child) break;
    children.push(child);
    rest = rest.subarray(child.whole.length);
  }
  return children;
}

/** "1.3.6.1.4.1.57264.1.8"; undefined for another element. */
export function oidOf(der: Der | undefined): string | undefined {
  if (der?.tag !== TAG.oid || der.body.length === 0 || der.body.length > 64) return undefined;
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of der.body) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  // Past that, two of them would be written alike.
  if (!arcs.every(Number.isSafeInteger)) return undefined;
  const [first = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join(".");
}

/**
 * A string of any of ASN.1's kinds, as it can be shown: what cannot be read comes as replacement characters. A byte order
 * mark stays, since without it two strings would be one.
 */
export function textOf({ tag, body }: Der): string {
  return new TextDecoder(tag === TAG.bmpString ? "utf-16be" : "utf-8", { ignoreBOM: true }).decode(body);
}

/** Whether `textOf` is the string itself, as everybody reads it: of the older kinds ASCII alone. */
export function isTextExact({ tag, body }: Der): boolean {
  if (ASCII_STRINGS.includes(tag)) return body.every((byte) => byte < 0x80);
  if (tag !== TAG.utf8String && tag !== TAG.bmpString) return false;
  try {
    new TextDecoder(tag === TAG.bmpString ? "utf-16be" : "utf-8", { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

/** A time as RFC 3339, in UTC; undefined when it is none. RFC 5280, 4.1.2.5. */
export function timeOf(der: Der | undefined): string | undefined {
  if (der?.tag !== TAG.utcTime && der?.tag !== TAG.generalizedTime) return undefined;
  const text = textOf(der);
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/.exec(text);
  if (!match) return undefined;
  const [, year = "", month, day, hour, minute, second, fraction = ""] = match;
  const full = year.length === 4 ? year : `${Number(year) < 50 ? "20" : "19"}${year}`;
  const time = `${full}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}
