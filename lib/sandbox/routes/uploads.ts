// Blob uploads: POST opens, mounts or takes the whole; PATCH adds, PUT closes, GET tells how far it is, DELETE gives up.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
import { may } from "../auth.ts";
import { MAX_BODY_BYTES, readBody } from "../body.ts";
import type { Call } from "../call.ts";
import { digestAlgorithm, digestOf } from "../digest.ts";
import { digestHeader, type Headers, sendEmpty, sendError, sendUnsupported } from "../reply.ts";
import type { Upload } from "../upload-sessions.ts";

/** `/v2/<name>/blobs/uploads/` */
export async function serveUploads(call: Call): Promise<void> {
  if (call.method !== "POST") return sendUnsupported(call.response, "an upload starts with POST", "POST");
  const mount = call.url.searchParams.get("mount");
  if (mount !== null && mountBlob(call, mount)) return;
  const upload = call.uploads.open(call.repository);
  const digest = call.url.searchParams.get("digest");
  if (digest === null) return sendProgress(call, upload, 202);
  if (await append(call, upload)) finish(call, upload, digest);
}

/** `/v2/<name>/blobs/uploads/<id>` */
export async function serveUpload(call: Call): Promise<void> {
  const { response, uploads } = call;
  const upload = uploads.find(call.repository, call.reference);
  if (!upload) return sendError(response, 404, "BLOB_UPLOAD_UNKNOWN", "no such upload session");
  switch (call.method) {
    case "GET":
      return sendProgress(call, upload, 204);
    case "PATCH":
      if (await append(call, upload)) sendProgress(call, upload, 202);
      return;
    case "PUT":
      if (await append(call, upload)) finish(call, upload, call.url.searchParams.get("digest"));
      return;
    case "DELETE":
      uploads.close(upload);
      return sendEmpty(response, 204);
    default:
      return sendUnsupported(response, "not a step of an upload", "GET, PATCH, PUT, DELETE");
  }
}

/**
 * Makes another repository's blob appear in this one. "If a registry does not support cross-repository mounting
 * or is unable to mount the requested blob, it SHOULD return a 202": then this returns false, and a session opens.
 */
function mountBlob(call: Call, digest: string): boolean {
  const { store, response, repository } = call;
  const from = call.url.searchParams.get("from");
  const sources = from === null ? [...store.repositories.keys()] : [from];
  for (const source of sources) {
    const bytes = may(call.access, source, "pull") ? store.blob(source, digest) : undefined;
    if (!bytes) continue;
    store.putBlob(repository, digest, bytes);
    sendEmpty(response, 201, blobHeaders(call, digest));
    return true;
  }
  return false;
}

/** Adds the body to the session; false when an error was sent instead. */
async function append(call: Call, upload: Upload): Promise<boolean> {
  const bytes = await readBody(call.request, MAX_BODY_BYTES);
  if (!bytes) {
    sendError(call.response, 413, "SIZE_INVALID", "the body is larger than this registry takes");
    return false;
  }
  if (!continues(call, upload, bytes.byteLength)) {
    // "If a chunk is uploaded out of order, the registry MUST respond with a 416".
    const headers = progressHeaders(call, upload);
    sendError(call.response, 416, "BLOB_UPLOAD_INVALID", "the chunk does not follow the last one", headers);
    return false;
  }
  if (call.uploads.append(upload, bytes)) return true;
  call.uploads.close(upload);
  sendError(call.response, 413, "SIZE_INVALID", "the blob is larger than this registry takes");
  return false;
}

/** Whether Content-Range, where it was sent, is where the session stands and as long as the body. */
function continues(call: Call, upload: Upload, length: number): boolean {
  const header = call.request.headers["content-range"];
  if (header === undefined) return true;
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(header);
  if (!match) return false;
  return Number(match[1]) === upload.size && Number(match[2]) === upload.size + length - 1;
}

/** Closes the session: 201 when the bytes have the digest, else 400. */
function finish(call: Call, upload: Upload, digest: string | null): void {
  const { response, uploads, store, switches } = call;
  uploads.close(upload);
  const algorithm = digest === null ? undefined : digestAlgorithm(digest);
  if (digest === null || !algorithm || (algorithm !== "sha256" && !switches.sha512)) {
    return sendError(response, 400, "DIGEST_INVALID", "the digest is missing, or not of a kind known here");
  }
  const bytes = Buffer.concat(upload.parts, upload.size);
  if (digestOf(bytes, algorithm) !== digest) {
    return sendError(response, 400, "DIGEST_INVALID", "the bytes do not have this digest");
  }
  store.putBlob(call.repository, digest, bytes);
  sendEmpty(response, 201, blobHeaders(call, digest));
}

function blobHeaders(call: Call, digest: string): Headers {
  return { Location: `/v2/${call.repository}/blobs/${digest}`, ...digestHeader(call, digest) };
}

function sendProgress(call: Call, upload: Upload, status: number): void {
  sendEmpty(call.response, status, progressHeaders(call, upload));
}

function progressHeaders(call: Call, upload: Upload): Headers {
  return {
    Location: `/v2/${call.repository}/blobs/uploads/${upload.id}`,
    Range: `0-${Math.max(upload.size - 1, 0)}`,
    "Docker-Upload-UUID": upload.id,
  };
}
