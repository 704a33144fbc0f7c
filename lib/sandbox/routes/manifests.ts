// GET, HEAD and DELETE of a manifest, by tag or digest; PUT is next door.

import { MEDIA_TYPES } from "#lib/oci";
import { type Call, digestHeader } from "../call.ts";
import { digestAlgorithm, digestInTag } from "../digest.ts";
import {
  badDigestReply,
  bytesReply,
  emptyReply,
  errorReply,
  type Reply,
  unsupportedReply,
} from "../reply.ts";
import type { StoredManifest } from "../store.ts";
import { putManifest } from "./put-manifest.ts";

export function serveManifest(call: Call): Reply | Promise<Reply> {
  switch (call.method) {
    case "GET":
    case "HEAD":
      return readManifest(call);
    case "PUT":
      return putManifest(call);
    case "DELETE":
      return deleteManifest(call);
    default:
      return unsupportedReply("not a way to handle a manifest", "GET, HEAD, PUT, DELETE");
  }
}

function readManifest(call: Call): Reply {
  const { reference, switches } = call;
  if (reference.includes(":") && !digestAlgorithm(reference)) {
    return badDigestReply();
  }
  const manifest = findManifest(call);
  if (!manifest) return unknownReply(call);
  if (switches.acceptStrict && !accepts(call.request.headers.accept, manifest.mediaType)) {
    // distribution 2.8: "OCI index found, but accept header does not support OCI indexes".
    const message = `${manifest.mediaType} found, but accept header does not support it`;
    return errorReply(404, "MANIFEST_UNKNOWN", message);
  }
  return bytesReply(200, manifest.mediaType, manifest.bytes, {
    ...digestHeader(call, manifest.digest),
    ETag: `"${manifest.digest}"`,
  });
}

/** What the reference names here; GitLab reads a digest tag as the digest itself. */
function findManifest(call: Call): StoredManifest | undefined {
  const repository = call.store.repositories.get(call.repository);
  const spelled = call.switches.tagIsDigest ? digestInTag(call.reference) : undefined;
  const digest = spelled ?? repository?.tags.get(call.reference) ?? call.reference;
  return repository?.manifests.get(digest);
}

function unknownReply(call: Call): Reply {
  if (call.switches.namesUnknown && !call.store.repositories.has(call.repository)) {
    return errorReply(404, "NAME_UNKNOWN", "repository name not known to registry");
  }
  return errorReply(404, "MANIFEST_UNKNOWN", "manifest unknown");
}

/** A list of types that names this one literally: a wildcard does not count. Docker's image manifests go to everyone. */
function accepts(header: string | undefined, mediaType: string): boolean {
  if (mediaType === MEDIA_TYPES.dockerManifest || mediaType === MEDIA_TYPES.dockerSchema1Signed) return true;
  return (header ?? "").split(",").some((entry) => entry.split(";")[0]?.trim().toLowerCase() === mediaType);
}

function deleteManifest(call: Call): Reply {
  const { reference, store } = call;
  if (!call.switches.deletes) return unsupportedReply("deletion is switched off");
  if (reference.includes(":")) {
    if (!digestAlgorithm(reference)) return badDigestReply();
    if (!store.deleteManifest(call.repository, reference)) return unknownReply(call);
  } else if (!call.switches.tagDeletes) {
    return errorReply(400, "DIGEST_INVALID", "a manifest is deleted by its digest");
  } else if (!store.repositories.get(call.repository)?.tags.delete(reference)) {
    return unknownReply(call);
  }
  return emptyReply(202);
}
