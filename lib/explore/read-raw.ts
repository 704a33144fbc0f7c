// The use case behind "raw": the bytes of one manifest or blob as the registry has them.

import type { z } from "zod";
import type { rawRequestSchema } from "#lib/api";
import { context } from "./context.ts";
import type { AskOptions } from "./probe-registry.ts";
import { faultOf } from "./refusal.ts";

const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/**
 * Bytes whose digest was checked.
 * @throws ExplorerError digest-mismatch, not-found, credentials-refused, limit-exceeded (over 32 MiB), and
 * every fault of the connection.
 */
export async function readRaw(
  request: z.output<typeof rawRequestSchema>,
  session: AskOptions,
): Promise<Uint8Array> {
  const { client, explorations } = await context();
  const registry = client.open(request.registry, session);
  const options = { purpose: "raw bytes" };
  // Up to 32 MiB are held for each, so they take turns with the explorations.
  const answer = await explorations.run(session.signal, () =>
    request.from === "blob"
      ? registry.blob(request.repository, request.digest, { ...options, maxBytes: MAX_BLOB_BYTES })
      : registry.manifestBytes(request.repository, request.digest, options),
  );
  if (!answer.found) throw faultOf(answer, `${request.repository}@${request.digest}`);
  return answer.value;
}
