// GET a whole blob.
import { ExplorerError } from "#lib/errors";
import { parseDigest } from "#lib/oci";
import type { Answer } from "../registry.ts";
import type { Call } from "./call.ts";
import { askForBytes, checkDigest, checkSize } from "./checked-bytes.ts";
import { endpoint } from "./endpoint.ts";

/** 32 MiB: a large SBOM. */
const MAX_BLOB = 32 * 1024 * 1024;

/**
 * Redirects are followed wherever they lead (registries keep blobs in object stores), without credentials. Throws
 * limit-exceeded before asking when `size` is over `maxBytes`, and digest-mismatch also for an algorithm that cannot
 * be checked: unlike a manifest, a blob is of no use unchecked.
 */
export async function readBlob(
  call: Call,
  repository: string,
  digest: string,
  options: { size?: number; maxBytes?: number },
): Promise<Answer<Uint8Array>> {
  const wanted = parseDigest(digest);
  const maxBytes = options.maxBytes ?? MAX_BLOB;
  if (options.size !== undefined && options.size > maxBytes) {
    throw new ExplorerError("limit-exceeded", {
      detail: `The blob has ${options.size} bytes; Refscope reads at most ${maxBytes} here.`,
    });
  }
  const url = endpoint(call.home, ["v2", repository, "blobs", digest]);
  return askForBytes(call, { method: "GET", url, repository, maxBytes }, ({ body, exchanges }) => {
    checkSize(body, options.size, "The blob");
    // The last receipt is that of these very bytes.
    if (checkDigest(body, wanted, "The blob", exchanges.at(-1)?.bodySha256)) return body;
    throw new ExplorerError("digest-mismatch", {
      detail: `The blob's digest uses ${wanted.algorithm}, which Refscope cannot check.`,
    });
  });
}
