// A content digest as text: its grammar, and the short form for the eye. Nothing is hashed here.
import { ExplorerError } from "#lib/errors";

/**
 * `text` is `algorithm:encoded`. `verifiable` says whether Refscope can hash bytes with this algorithm;
 * one that is not is shown, never checked.
 */
export type Digest = { algorithm: string; encoded: string; text: string; verifiable: boolean };

/**
 * Length in lower-case hex digits. sha256, sha512 and blake3 are registered with the image-spec; sha384 is what
 * go-digest, which most registries are built on, knows besides.
 */
const HEX_LENGTHS = new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
  ["blake3", 64],
]);
const VERIFIABLE = new Set(["sha256", "sha512"]);
const MAX_LENGTH = 255;

// https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
const ALGORITHM = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*$/;
const ENCODED = /^[a-zA-Z0-9=_-]+$/;
const HEX = /^[0-9a-f]+$/;

/** How many hex digits this algorithm's digests have; undefined for one that nobody registered. */
export function hexLength(algorithm: string): number | undefined {
  return HEX_LENGTHS.get(algorithm);
}

/** What is wrong with a text that should be a digest, as a sentence; undefined when nothing is. */
export function digestFlaw(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `A digest has at most ${MAX_LENGTH} characters.`;
  const colon = text.indexOf(":");
  if (colon < 0) return "A digest is written algorithm:encoded, as in sha256:… with 64 hex digits.";
  const algorithm = text.slice(0, colon);
  const encoded = text.slice(colon + 1);
  if (!ALGORITHM.test(algorithm))
    return "A digest's algorithm is lower-case letters and digits, joined by + . _ or -.";
  const length = hexLength(algorithm);
  if (length !== undefined && encoded.length !== length)
    return `A ${algorithm} digest has ${length} hex digits; this one has ${encoded.length}.`;
  if (length !== undefined && !HEX.test(encoded))
    return `A ${algorithm} digest is written in the digits 0-9 and the letters a-f, lower case.`;
  if (!ENCODED.test(encoded)) return "After the colon a digest has letters, digits, =, _ and -.";
  return undefined;
}

/** Whether the text is a digest by the image-spec's grammar, with the right length for a registered algorithm. */
export function isDigest(text: string): boolean {
  return digestFlaw(text) === undefined;
}

/**
 * Reads `algorithm:encoded`. Throws `code`: "bad-reference" for what a person typed (the default),
 * "malformed-answer" for what a registry sent.
 */
export function parseDigest(
  text: string,
  code: "bad-reference" | "malformed-answer" = "bad-reference",
): Digest {
  const flaw = digestFlaw(text);
  if (flaw !== undefined) {
    const shown = text.slice(0, MAX_LENGTH);
    throw new ExplorerError(code, { detail: flaw, input: { text: shown, start: 0, end: shown.length } });
  }
  const colon = text.indexOf(":");
  const algorithm = text.slice(0, colon);
  return { algorithm, encoded: text.slice(colon + 1), text, verifiable: VERIFIABLE.has(algorithm) };
}

/** "sha256:1a2b3c…7d8e9f" for the eye. What is not a digest, or already short, comes back as it is. */
export function shortDigest(text: string): string {
  const colon = text.indexOf(":");
  const encoded = text.slice(colon + 1);
  if (colon < 1 || encoded.length <= 13 || !ENCODED.test(encoded)) return text;
  return `${text.slice(0, colon)}:${encoded.slice(0, 6)}…${encoded.slice(-6)}`;
}
