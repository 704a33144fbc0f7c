// Names in certificates: distinguished names, and the alternatives under which a subject goes.
import { toHex } from "../base64.ts";
import { childrenOf, type Der, isTextExact, oidOf, textOf } from "./der.ts";

/** Short names as openssl prints them. */
const ATTRIBUTES = new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.4", "SN"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.6", "C"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.9", "street"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.12", "title"],
  ["2.5.4.17", "postalCode"],
  ["2.5.4.42", "GN"],
  ["2.5.4.97", "organizationIdentifier"],
  ["0.9.2342.19200300.100.1.1", "UID"],
  ["0.9.2342.19200300.100.1.25", "DC"],
  ["1.2.840.113549.1.9.1", "emailAddress"],
]);

/** RFC 4514: the last part first, separated by commas. */
export function distinguishedName(name: Der | undefined): string {
  return childrenOf(name)
    .map((set) => childrenOf(set).map(attribute).join("+"))
    .reverse()
    .join(",");
}

/**
 * Whether what `distinguishedName` writes is this name and no other: each of its parts is a type with one text, and each
 * text can be read in one way alone.
 */
export function isNameExact(name: Der | undefined): boolean {
  const sets = childrenOf(name);
  return (
    isFull(name, sets) &&
    sets.every((set) => {
      const pairs = childrenOf(set);
      return pairs.length > 0 && isFull(set, pairs) && pairs.every(isPairExact);
    })
  );
}

function isPairExact(pair: Der): boolean {
  const parts = childrenOf(pair);
  const [type, value] = parts;
  return (
    parts.length === 2 &&
    isFull(pair, parts) &&
    oidOf(type) !== undefined &&
    value !== undefined &&
    isTextExact(value)
  );
}

/** Whether the elements are all that is in it. */
function isFull(der: Der | undefined, children: readonly Der[]): boolean {
  return children.reduce((sum, { whole }) => sum + whole.length, 0) === der?.body.length;
}

function attribute(pair: Der): string {
  const [type, value] = childrenOf(pair);
  const oid = oidOf(type) ?? "?";
  return `${ATTRIBUTES.get(oid) ?? oid}=${value ? escaped(textOf(value)) : ""}`;
}

/** RFC 4514, section 2.4. */
function escaped(text: string): string {
  return text
    .replace(/[\\"+,;<>]/g, "\\$&")
    .replace(/^[ #]/, "\\$&")
    .replace(/ $/, "\\ ");
}

/** `kind` as RFC 5280 calls it; of an otherName with its type. */
export type AlternativeName = { kind: string; value: string };

/** The entries of a subjectAltName extension (RFC 5280, 4.2.1.6). */
export function alternativeNames(extension: Der | undefined): AlternativeName[] {
  return childrenOf(extension).map(generalName);
}

/** One GeneralName. */
export function generalName(der: Der): AlternativeName {
  switch (der.tag) {
    case 0xa0: {
      const [type, wrapped] = childrenOf(der);
      const [value] = childrenOf(wrapped);
      return { kind: `otherName ${oidOf(type) ?? "?"}`, value: value ? textOf(value) : "" };
    }
    case 0x81:
      return { kind: "email", value: textOf(der) };
    case 0x82:
      return { kind: "DNS", value: textOf(der) };
    case 0xa4:
      return { kind: "directoryName", value: distinguishedName(childrenOf(der)[0]) };
    case 0x86:
      return { kind: "URI", value: textOf(der) };
    case 0x87:
      return { kind: "IP", value: addressOf(der.body) };
    default:
      return { kind: `tag ${der.tag & 0x1f}`, value: toHex(der.body.subarray(0, 64)) };
  }
}

function addressOf(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  return (toHex(bytes.subarray(0, 16)).match(/.{1,4}/g) ?? []).join(":");
}
