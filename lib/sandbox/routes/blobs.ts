// GET, HEAD and DELETE of a blob. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs
import { type Call, digestHeader } from "../call.ts";
import { digestAlgorithm } from "../digest.ts";
import {
  badDigestReply,
  bytesReply,
  emptyReply,
  errorReply,
  type Headers,
  type Reply,
  unsupportedReply,
} from "../reply.ts";

export function serveBlob(call: Call): Reply {
  const { repository, reference, store } = call;
  if (!digestAlgorithm(reference)) return badDigestReply();
  if (call.method === "DELETE") return deleteBlob(call);
  if (call.method !== "GET" && call.method !== "HEAD") {
    return unsupportedReply("a blob cannot be written here", "GET, HEAD, DELETE");
  }
  const bytes = store.blob(repository, reference);
  if (!bytes) return errorReply(404, "BLOB_UNKNOWN", "blob unknown to registry");
  const headers: Headers = {
    ...digestHeader(call, reference),
    "Accept-Ranges": "bytes",
    ETag: `"${reference}"`,
  };
  const range = call.method === "GET" ? parseRange(call.request.headers.range, bytes.byteLength) : undefined;
  if (range === null) {
    headers["Content-Range"] = `bytes */${bytes.byteLength}`;
    return errorReply(416, "RANGE_INVALID", "the range cannot be satisfied", headers);
  }
  if (!range) return bytesReply(200, "application/octet-stream", bytes, headers);
  headers["Content-Range"] = `bytes ${range.first}-${range.last}/${bytes.byteLength}`;
  const part = bytes.subarray(range.first, range.last + 1);
  return bytesReply(206, "application/octet-stream", part, headers);
}

function deleteBlob(call: Call): Reply {
  const { repository, reference, store } = call;
  if (!call.switches.deletes) return unsupportedReply("deletion is switched off");
  if (!store.deleteBlob(repository, reference)) {
    return errorReply(404, "BLOB_UNKNOWN", "blob unknown to registry");
  }
  return emptyReply(202);
}

/**
 * One byte range (RFC 9110, 14.1.2). Undefined: no range was asked for, or one of a form that may be ignored
 * (another unit, several ranges). Null: it cannot be satisfied.
 */
export function parseRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | undefined | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  const [, from = "", to = ""] = match ?? [];
  if (from === "" && to === "") return undefined;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? null : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first > last ? null : { first, last };
}
