// ext/discover, and the referrers APIs that came before OCI's own.

import { MEDIA_TYPES } from "#lib/oci";
import type { Call } from "../call.ts";
import { digestAlgorithm } from "../digest.ts";
import { nextLink } from "../paging.ts";
import { badDigestReply, bytesReply, errorReply, jsonReply, noRouteReply, type Reply } from "../reply.ts";
import { listedDescriptor } from "./referrers.ts";

/** ORAS: "The default page size SHOULD be set to 10". */
const ORAS_PAGE_SIZE = 10;

/** `GET /v2/_oci/ext/discover`, `GET /v2/<name>/_oci/ext/discover` (distribution-spec, extensions/_oci.md) */
export function serveExtDiscover(call: Call): Reply {
  const { extDiscover } = call.switches;
  if (!extDiscover) return noRouteReply();
  if (call.repository === "") return jsonReply(200, { extensions: extDiscover.registry });
  if (!call.store.repositories.has(call.repository)) {
    return errorReply(404, "NAME_UNKNOWN", "repository name not known to registry");
  }
  return jsonReply(200, { extensions: extDiscover.repository });
}

/** `GET /v2/<name>/_oras/artifacts/referrers?digest=` */
export function serveOrasExt(call: Call): Reply {
  if (!call.switches.orasApi.includes("ext")) return noRouteReply();
  return listOras(call, call.url.searchParams.get("digest") ?? "");
}

/** `GET /oras/artifacts/v1/<name>/manifests/<digest>/referrers` */
export function serveOrasV1(call: Call): Reply {
  if (!call.switches.orasApi.includes("v1")) return noRouteReply();
  return listOras(call, call.reference);
}

/** ORAS manifests only, filtered and paged by `n` (https://github.com/oras-project/artifacts-spec). */
function listOras(call: Call, subject: string): Reply {
  const { store, url, switches } = call;
  if (!digestAlgorithm(subject)) return badDigestReply();
  const wanted = url.searchParams.get("artifactType");
  const all = store
    .referrersOf(call.repository, subject)
    .filter(({ mediaType }) => mediaType === MEDIA_TYPES.orasArtifact)
    .map(listedDescriptor)
    .filter((descriptor) => wanted === null || descriptor.artifactType === wanted);
  const size = Number(url.searchParams.get("n") ?? ORAS_PAGE_SIZE) || ORAS_PAGE_SIZE;
  const start = Number(url.searchParams.get("nextToken") ?? 0) || 0;
  const end = start + size;
  const headers = end < all.length ? nextLink(call, { nextToken: String(end) }) : {};
  return jsonReply(200, { [switches.orasListName]: all.slice(start, end) }, headers);
}

/** `GET /v2/<name>/_oci/artifacts/referrers?digest=`: the working group's, which reads `refers` (Proposal E). */
export function serveWg(call: Call): Reply {
  const { store, url } = call;
  if (!call.switches.wgApi) return noRouteReply();
  const subject = url.searchParams.get("digest") ?? "";
  if (!digestAlgorithm(subject)) return badDigestReply();
  const manifests = store
    .referrersOf(call.repository, subject)
    .filter(({ facts }) => facts.refers === subject)
    .map(listedDescriptor);
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests };
  return bytesReply(200, MEDIA_TYPES.ociIndex, JSON.stringify(index));
}
