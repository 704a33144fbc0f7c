// A clear-signed message of PGP, taken apart: RFC 9580, section 7, and as much of a signature packet as says who signed.
import { fromBase64, toHex } from "../base64.ts";

const BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
const BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
const END_SIGNATURE = "-----END PGP SIGNATURE-----";

/** `text` is what was signed, dash-escapes undone; `signature` is missing where there is none to be read. */
export type ClearSigned = { hash: string | undefined; text: string; signature: Uint8Array | undefined };

export function isClearSigned(text: string): boolean {
  return text.trimStart().startsWith(BEGIN);
}

/** What is cut off is read as far as it goes. */
export function readClearSigned(text: string): ClearSigned {
  const start = text.indexOf(BEGIN) + BEGIN.length;
  const end = text.indexOf(BEGIN_SIGNATURE, start);
  const lines = text.slice(start, end < 0 ? text.length : end).split(/\r?\n/);
  // Armour headers stand between the first line and the first empty one.
  const blank = lines.findIndex((line, index) => index > 0 && line.trim() === "");
  const headers = lines.slice(1, Math.max(blank, 1));
  const body = lines
    .slice(blank < 0 ? lines.length : blank + 1)
    .map((line) => (line.startsWith("- ") ? line.slice(2) : line));
  return {
    hash: headers
      .find((line) => line.startsWith("Hash: "))
      ?.slice("Hash: ".length)
      .trim(),
    text: body.join("\n"),
    signature: end < 0 ? undefined : armoured(text, end + BEGIN_SIGNATURE.length),
  };
}

/** The base64 between the headers and the checksum, which begins with "=". */
function armoured(text: string, start: number): Uint8Array | undefined {
  const end = text.indexOf(END_SIGNATURE, start);
  if (end < 0) return undefined;
  const lines = text.slice(start, end).split(/\r?\n/);
  const data = lines.filter((line) => line !== "" && !line.includes(":") && !line.startsWith("="));
  return fromBase64(data.map((line) => line.trim()).join(""));
}

const ISSUER = 16;

/** The key id that a version 4 signature packet names, in hex. RFC 9580, 5.2.3. */
export function issuerKeyId(packet: Uint8Array): string | undefined {
  const body = packet.subarray(headerLength(packet));
  if (body[0] !== 4) return undefined;
  const hashedEnd = 6 + numberAt(body, 4);
  const hashed = body.subarray(6, hashedEnd);
  const unhashed = body.subarray(hashedEnd + 2, hashedEnd + 2 + numberAt(body, hashedEnd));
  return issuerIn(hashed) ?? issuerIn(unhashed);
}

function issuerIn(subpackets: Uint8Array): string | undefined {
  for (let at = 0; at < subpackets.length; ) {
    const length = subpackets[at] ?? 0;
    // Lengths of more than one byte belong to subpackets that are not looked for.
    if (length === 0 || length >= 192) return undefined;
    const type = (subpackets[at + 1] ?? 0) & 0x7f;
    if (type === ISSUER && length === 9) return toHex(subpackets.subarray(at + 2, at + 10)).toUpperCase();
    at += 1 + length;
  }
  return undefined;
}

function numberAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Packet headers of the old and of the present form: RFC 9580, 4.2. */
function headerLength(packet: Uint8Array): number {
  const [tag = 0, length = 0] = packet;
  if ((tag & 0x40) === 0) return [2, 3, 5, 1][tag & 3] ?? 2;
  if (length < 192) return 2;
  return length < 224 ? 3 : 6;
}
