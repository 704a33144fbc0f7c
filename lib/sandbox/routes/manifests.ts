// GET, HEAD and DELETE of a manifest, by tag or digest; PUT is next door.
import type { Call } from "../call.ts";
import { digestAlgorithm, digestInTag } from "../digest.ts";
import { MEDIA_TYPES } from "../media-types.ts";
import { digestHeader, sendBytes, sendEmpty, sendError, sendUnsupported } from "../reply.ts";
import type { StoredManifest } from "../store.ts";
import { putManifest } from "./put-manifest.ts";

export function serveManifest(call: Call): void | Promise<void> {
  switch (call.method) {
    case "GET":
    case "HEAD":
      return readManifest(call);
    case "PUT":
      return putManifest(call);
    case "DELETE":
      return deleteManifest(call);
    default:
      return sendUnsupported(call.response, "not a way to handle a manifest", "GET, HEAD, PUT, DELETE");
  }
}

function readManifest(call: Call): void {
  const { response, reference, switches } = call;
  if (reference.includes(":") && !digestAlgorithm(reference)) {
    return sendError(response, 400, "DIGEST_INVALID", "the digest is not well formed");
  }
  const manifest = findManifest(call);
  if (!manifest) return sendUnknown(call);
  if (switches.acceptStrict && !accepts(call.request.headers.accept, manifest.mediaType)) {
    // distribution 2.8: "OCI index found, but accept header does not support OCI indexes".
    const message = `${manifest.mediaType} found, but accept header does not support it`;
    return sendError(response, 404, "MANIFEST_UNKNOWN", message);
  }
  sendBytes(response, 200, manifest.mediaType, manifest.bytes, {
    ...digestHeader(call, manifest.digest),
    ETag: `"${manifest.digest}"`,
  });
}

/** What the reference names here; GitLab reads a digest tag as the digest itself. */
export function findManifest(call: Call): StoredManifest | undefined {
  const repository = call.store.repositories.get(call.repository);
  const spelled = call.switches.tagIsDigest ? digestInTag(call.reference) : undefined;
  const digest = spelled ?? repository?.tags.get(call.reference) ?? call.reference;
  return repository?.manifests.get(digest);
}

function sendUnknown(call: Call): void {
  if (!call.store.repositories.has(call.repository)) {
    return sendError(call.response, 404, "NAME_UNKNOWN", "repository name not known to registry");
  }
  sendError(call.response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
}

/** A list of types that names this one literally; a wildcard does not count, and Docker's own types always do. */
function accepts(header: string | undefined, mediaType: string): boolean {
  if (mediaType === MEDIA_TYPES.dockerManifest || mediaType === MEDIA_TYPES.dockerSchema1Signed) return true;
  return (header ?? "").split(",").some((entry) => entry.split(";")[0]?.trim().toLowerCase() === mediaType);
}

function deleteManifest(call: Call): void {
  const { response, reference, store } = call;
  if (!call.switches.deletes) return sendUnsupported(response, "deletion is switched off");
  if (reference.includes(":")) {
    if (!digestAlgorithm(reference))
      return sendError(response, 400, "DIGEST_INVALID", "the digest is not well formed");
    if (!store.deleteManifest(call.repository, reference)) return sendUnknown(call);
  } else if (!store.repositories.get(call.repository)?.tags.delete(reference)) {
    return sendUnknown(call);
  }
  sendEmpty(response, 202);
}
