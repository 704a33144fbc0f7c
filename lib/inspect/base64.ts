// Bytes as text and back.

/** Standard and URL-safe base64, with or without padding and line breaks; undefined for what is neither. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(
      text
        .replaceAll("-", "+")
        .replaceAll("_", "/")
        .replace(/=+\s*$/, ""),
    );
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}

/** Lower-case hex, with `between` after each byte but the last. */
export function toHex(bytes: Uint8Array, between = ""): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(between);
}

/** The hex of a digest that JSON holds as base64, as sigstore's protobuf does; the text itself where it is no base64. */
export function hexOfBase64(text: string): string {
  const bytes = fromBase64(text);
  return bytes === undefined ? text : toHex(bytes);
}
