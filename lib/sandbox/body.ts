// Reading a request's body, never more of it than a limit.
import type { IncomingMessage } from "node:http";

/** The most that any request may send. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** What pushes may fill one registry with, unless it is told otherwise: it lives in the memory of the product. */
export const MAX_STORE_BYTES = 512 * 1024 * 1024;
/** "Registries SHOULD enforce some limit" and must take at least 4 megabytes (distribution-spec, "Pushing Manifests"). */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/**
 * The whole body, or undefined when it passes `limit` bytes. The rest is then read and dropped, so that the
 * client hears the answer; past MAX_BODY_BYTES the connection is cut instead. Throws when the client goes away.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes: Buffer = part;
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) {
      request.destroy();
      return undefined;
    }
    if (size <= limit) parts.push(bytes);
    else parts.length = 0;
  }
  return size <= limit ? Buffer.concat(parts, size) : undefined;
}
