// Blob uploads: POST opens, mounts or takes the whole; PATCH adds, PUT closes, GET tells how far it is, DELETE gives up.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
import { may } from "../auth.ts";
import { MAX_BODY_BYTES, readBody } from "../body.ts";
import { type Call, digestHeader } from "../call.ts";
import { digestAlgorithm, digestOf } from "../digest.ts";
import {
  badDigestReply,
  emptyReply,
  errorReply,
  fullReply,
  type Headers,
  type Reply,
  unsupportedReply,
} from "../reply.ts";
import type { Upload } from "../upload-sessions.ts";

/** `/v2/<name>/blobs/uploads/` */
export async function serveUploads(call: Call): Promise<Reply> {
  if (call.method !== "POST") return unsupportedReply("an upload starts with POST", "POST");
  const mounted = mountBlob(call);
  if (mounted) return mounted;
  const upload = call.uploads.open(call.repository);
  const digest = call.url.searchParams.get("digest");
  if (digest === null || !call.switches.monolithicPost) return progressReply(call, upload, 202);
  return (await append(call, upload)) ?? finish(call, upload, digest);
}

/** `/v2/<name>/blobs/uploads/<id>` */
export async function serveUpload(call: Call): Promise<Reply> {
  const upload = call.uploads.find(call.repository, call.reference);
  if (!upload) return errorReply(404, "BLOB_UPLOAD_UNKNOWN", "no such upload session");
  switch (call.method) {
    case "GET":
      return progressReply(call, upload, 204);
    case "PATCH":
      return (await append(call, upload)) ?? progressReply(call, upload, 202);
    case "PUT":
      return (await append(call, upload)) ?? finish(call, upload, call.url.searchParams.get("digest"));
    case "DELETE":
      call.uploads.close(upload);
      return emptyReply(204);
    default:
      return unsupportedReply("not a step of an upload", "GET, PATCH, PUT, DELETE");
  }
}

/**
 * Makes another repository's blob appear in this one. "If a registry does not support cross-repository mounting
 * or is unable to mount the requested blob, it SHOULD return a 202": undefined here, and a session opens.
 */
function mountBlob(call: Call): Reply | undefined {
  const { store, repository, url } = call;
  const digest = url.searchParams.get("mount");
  if (digest === null) return undefined;
  const from = url.searchParams.get("from");
  if (from === null && !call.switches.anonymousMount) return undefined;
  for (const source of from === null ? store.repositories.keys() : [from]) {
    const bytes = may(call.access, source, "pull") ? store.blob(source, digest) : undefined;
    if (!bytes) continue;
    store.putBlob(repository, digest, bytes);
    return emptyReply(201, blobHeaders(call, digest));
  }
  return undefined;
}

/** Adds the body to the session; the answer is an error, or undefined when all is well. */
async function append(call: Call, upload: Upload): Promise<Reply | undefined> {
  const bytes = await readBody(call.request, MAX_BODY_BYTES);
  if (!bytes) return errorReply(413, "SIZE_INVALID", "the body is larger than this registry takes");
  if (!continues(call, upload, bytes.byteLength)) {
    // "If a chunk is uploaded out of order, the registry MUST respond with a 416".
    const headers = progressHeaders(call, upload);
    return errorReply(416, "BLOB_UPLOAD_INVALID", "the chunk does not follow the last one", headers);
  }
  if (call.uploads.append(upload, bytes)) return undefined;
  call.uploads.close(upload);
  return errorReply(413, "SIZE_INVALID", "the blob is larger than this registry takes");
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
function finish(call: Call, upload: Upload, digest: string | null): Reply {
  const { uploads, store, switches } = call;
  uploads.close(upload);
  const algorithm = digest === null ? undefined : digestAlgorithm(digest);
  if (digest === null || !algorithm || (algorithm !== "sha256" && !switches.sha512)) {
    return badDigestReply("the digest is missing, or not of a kind known here");
  }
  if (!store.hasRoom(upload.size)) return fullReply();
  const bytes = Buffer.concat(upload.parts, upload.size);
  if (digestOf(bytes, algorithm) !== digest) {
    return badDigestReply("the bytes do not have this digest");
  }
  store.putBlob(call.repository, digest, bytes);
  return emptyReply(201, blobHeaders(call, digest));
}

function blobHeaders(call: Call, digest: string): Headers {
  return { Location: `/v2/${call.repository}/blobs/${digest}`, ...digestHeader(call, digest) };
}

function progressReply(call: Call, upload: Upload, status: number): Reply {
  return emptyReply(status, progressHeaders(call, upload));
}

function progressHeaders(call: Call, upload: Upload): Headers {
  return {
    Location: `/v2/${call.repository}/blobs/uploads/${upload.id}`,
    Range: `0-${Math.max(upload.size - 1, 0)}`,
    "Docker-Upload-UUID": upload.id,
  };
}
