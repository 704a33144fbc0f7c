// How a text opens, and whether it speaks of a signature: asked where it cannot be read as a document.

/** Characters that are looked at. */
const LENGTH = 1024;
const BLANKS = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20];
/** What stands in every bundle and envelope of Sigstore, and nowhere else by chance. */
const SIGNED = ["dsseEnvelope", "messageSignature", "verificationMaterial", "payloadType"];

/** The first characters after a byte order mark and all blanks, which change nothing. */
export function openingOf(bytes: Uint8Array): string {
  let at = 0;
  while (BLANKS.includes(bytes[at] ?? 0) || isMark(bytes, at)) at += isMark(bytes, at) ? 3 : 1;
  return Buffer.from(bytes.subarray(at, at + LENGTH))
    .toString()
    .replace(/^[\uFEFF\s]+/, "");
}

/** UTF-8's byte order mark. */
function isMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

/** Whether the text, in UTF-8, has a field of a bundle or an envelope. */
export function speaksOfSignature(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return SIGNED.some((field) => text.includes(`"${field}"`));
}

/** The same in UTF-16, which JSON is never exchanged in. */
export function speaksInUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if (!(first === 0xff && second === 0xfe) && !(first === 0xfe && second === 0xff) && first && second)
    return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return SIGNED.some((field) => {
    const little = Buffer.from(`"${field}"`, "utf16le");
    return text.includes(little) || text.includes(Buffer.from(little).swap16());
  });
}
