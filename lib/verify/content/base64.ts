// Bytes as the text of a JSON document.

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * Standard or URL-safe base64, with or without padding, and nothing else: a decoder that skips what it does not know reads
 * another payload than the next one. Undefined for what is none.
 */
export function strictBase64(text: unknown): Buffer | undefined {
  if (typeof text !== "string" || !BASE64.test(text)) return undefined;
  return text.replace(/=+$/, "").length % 4 === 1 ? undefined : Buffer.from(text, "base64");
}

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** The DER of each certificate in a PEM text, at most `most`. */
export function certificatesOfPem(pem: string, most: number): Buffer[] {
  const found = pem.match(PEM) ?? [];
  return found
    .slice(0, most)
    .flatMap((each) => strictBase64(each.replace(/-----[A-Z ]+-----|\s/g, "")) ?? []);
}
