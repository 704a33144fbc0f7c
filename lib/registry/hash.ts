// Digests computed over raw bytes, before anything reads meaning into them.
import { hash } from "node:crypto";

/** The two algorithms that the image specification registers and that Refscope verifies. */
export type HashAlgorithm = "sha256" | "sha512";

/** Whether a digest of this algorithm can be verified; others are shown, not verified. */
export function isHashAlgorithm(algorithm: string): algorithm is HashAlgorithm {
  return algorithm === "sha256" || algorithm === "sha512";
}

/** `<algorithm>:<hex>` of the bytes, lower case. */
export function digestBytes(bytes: Uint8Array, algorithm: HashAlgorithm = "sha256"): string {
  return `${algorithm}:${hash(algorithm, bytes, "hex")}`;
}
