// The referrers API in each way that registries answer it.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers

import { MEDIA_TYPES } from "#lib/oci";
import { MAX_MANIFEST_BYTES } from "../body.ts";
import type { Call } from "../call.ts";
import { digestAlgorithm, referrersTagOf } from "../digest.ts";
import { nextLink } from "../paging.ts";
import {
  badDigestReply,
  bytesReply,
  emptyReply,
  errorReply,
  type Headers,
  htmlReply,
  noRouteReply,
  type Reply,
} from "../reply.ts";
import type { StoredManifest } from "../store.ts";

export type ListedDescriptor = {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
};

/** `GET /v2/<name>/referrers/<digest>` */
export function serveReferrers(call: Call): Reply {
  const { repository, reference, switches } = call;
  switch (switches.referrersApi) {
    case "off":
      return noRouteReply();
    case "405":
      return emptyReply(405);
    case "406":
      return emptyReply(406);
    case "html":
      return htmlReply(200, "Sign in");
    case "html-404":
      return htmlReply(404, "The page could not be found");
    case "401-bare":
      return errorReply(401, "UNAUTHORIZED", "unauthorized to access repository");
    case "redirect": {
      const path = `/-/v2/packages/container/${repository}/referrers/${reference.slice(0, 19)}`;
      return emptyReply(303, { Location: `${switches.redirectTo}${path}` });
    }
    case "empty":
      return digestAlgorithm(reference) ? indexReply(call, [], {}) : badDigestReply();
    case "400-unknown":
      if (!call.store.repositories.get(repository)?.manifests.has(reference)) {
        return errorReply(400, "MANIFEST_INVALID", "manifest invalid");
      }
      return listReferrers(call, withTagEntries(call, storedReferrers(call)));
    case "on":
      // "If the <digest> is not well formed, the registry MUST return 400".
      return digestAlgorithm(reference) ? listReferrers(call, storedReferrers(call)) : badDigestReply();
  }
}

function storedReferrers(call: Call): StoredManifest[] {
  const { indexSubject, refersField } = call.switches;
  return call.store.referrersOf(call.repository, call.reference).filter(
    // ORAS manifests have an API of their own; no release of a registry listed them here.
    ({ mediaType, facts }) =>
      mediaType !== MEDIA_TYPES.orasArtifact &&
      (mediaType !== MEDIA_TYPES.ociIndex || indexSubject) &&
      (facts.subject !== undefined || refersField),
  );
}

/** Quay (2026-08): what the referrers tag lists is added, whatever its subject is. */
function withTagEntries(call: Call, stored: StoredManifest[]): StoredManifest[] {
  const repository = call.store.repositories.get(call.repository);
  const index = repository?.manifests.get(repository.tags.get(referrersTagOf(call.reference)) ?? "");
  const all = new Map(stored.map((manifest) => [manifest.digest, manifest]));
  for (const digest of index?.facts.children ?? []) {
    const manifest = repository?.manifests.get(digest);
    if (manifest) all.set(digest, manifest);
  }
  return [...all.values()];
}

/** As the list names it: artifactType and annotations pulled up from the manifest. */
export function listedDescriptor({ digest, mediaType, bytes, facts }: StoredManifest): ListedDescriptor {
  const { artifactType, annotations } = facts;
  return {
    mediaType,
    digest,
    size: bytes.byteLength,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function listReferrers(call: Call, manifests: readonly StoredManifest[]): Reply {
  const { switches, url } = call;
  const wanted = url.searchParams.get("artifactType");
  const isFiltered = wanted !== null && switches.artifactTypeFilter !== "ignored";
  const all = isFiltered ? manifests.filter(({ facts }) => facts.artifactType === wanted) : manifests;
  const { items, next } = cut(all, Number(url.searchParams.get("page") ?? 0), switches.referrersPageSize);
  const more = next !== undefined || (switches.linkStyle === "endless" && all.length > 0);
  const headers: Headers = more ? nextLink(call, { page: String(next) }) : {};
  if (isFiltered && switches.artifactTypeFilter === "header") headers["OCI-Filters-Applied"] = "artifactType";
  const annotated = isFiltered && switches.artifactTypeFilter === "annotation";
  // v1.1.0-rc1 said it in the list's own annotations.
  const annotations = annotated
    ? { "org.opencontainers.referrers.filtersApplied": "artifactType" }
    : undefined;
  return indexReply(call, items, headers, annotations);
}

/** The page that starts at `start`: at most `size` entries (0: any number) and 4 MiB, and where the next one starts. */
function cut(all: readonly StoredManifest[], start: number, size: number) {
  const items: ListedDescriptor[] = [];
  let bytes = 200;
  for (let at = start; at < all.length; at++) {
    const manifest = all[at];
    if (!manifest) break;
    const descriptor = listedDescriptor(manifest);
    bytes += JSON.stringify(descriptor).length + 1;
    const isFull = (size > 0 && items.length === size) || (items.length > 0 && bytes > MAX_MANIFEST_BYTES);
    if (isFull) return { items, next: at };
    items.push(descriptor);
  }
  return { items, next: undefined };
}

function indexReply(
  call: Call,
  manifests: readonly ListedDescriptor[],
  headers: Headers,
  annotations?: Record<string, string>,
): Reply {
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests, annotations };
  return bytesReply(200, call.switches.referrersContentType, JSON.stringify(index), headers);
}
