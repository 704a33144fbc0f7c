// Asks for bytes that have a digest: hashed before anything reads them, and asked for once more when they are wrong.
import { ExplorerError } from "#lib/errors";
import { type Digest, shortDigest } from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";
import { digestBytes, isHashAlgorithm } from "../hash.ts";
import type { Answer } from "../registry.ts";
import type { Call, CallAsk } from "./call.ts";

/**
 * Sends, and lets `read` make the value of a 200. Wrong bytes are asked for a second time, past every shared answer:
 * a cut connection or one bad cache node passes, a lying registry does not. Any other status is a refusal.
 */
export async function askForBytes<T>(
  call: Call,
  ask: CallAsk,
  read: (reply: Reply) => T,
): Promise<Answer<T>> {
  for (let again = false; ; again = true) {
    const reply = await call.ask({ ...ask, fresh: again });
    if (reply.status !== 200) return call.refused(reply);
    try {
      return call.found(read(reply));
    } catch (error) {
      const isWrong = error instanceof ExplorerError && error.code === "digest-mismatch";
      if (again || !isWrong) throw error;
    }
  }
}

/** Throws digest-mismatch, with both sizes, unless there are exactly `size` bytes (when it is given). */
export function checkSize(bytes: Uint8Array, size: number | undefined, what: string): void {
  if (size === undefined || bytes.length === size) return;
  throw new ExplorerError("digest-mismatch", {
    detail: `${what} has ${bytes.length} bytes; its descriptor says ${size}.`,
  });
}

/**
 * Throws digest-mismatch unless the bytes have the digest. Says false, and checks nothing, for an unknown algorithm.
 * `sha256` is their hash in hex where it was computed already: of 32 MiB that takes 20 ms, in which nothing else runs.
 */
export function checkDigest(bytes: Uint8Array, digest: Digest, what: string, sha256?: string): boolean {
  if (!isHashAlgorithm(digest.algorithm)) return false;
  const isKnown = digest.algorithm === "sha256" && sha256 !== undefined;
  const computed = isKnown ? `sha256:${sha256}` : digestBytes(bytes, digest.algorithm);
  if (computed === digest.text) return true;
  throw new ExplorerError("digest-mismatch", {
    detail: `${what}: the ${bytes.length} bytes that came have the digest ${shortDigest(computed)}, not ${shortDigest(digest.text)}.`,
  });
}
