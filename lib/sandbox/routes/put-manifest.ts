// PUT of a manifest. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests

import { MEDIA_TYPES, mediaTypeEssence } from "#lib/oci";
import { MAX_MANIFEST_BYTES, readBody } from "../body.ts";
import { type Call, digestHeader } from "../call.ts";
import { digestAlgorithm, digestOf, isTag } from "../digest.ts";
import { type ManifestFacts, manifestFacts } from "../manifest-facts.ts";
import { type ErrorCode, emptyReply, errorReply, fullReply, type Headers, type Reply } from "../reply.ts";
import { isIndexing, type Switches, type TypeVerdict } from "../switches.ts";

type Fault = { status: number; code: ErrorCode; message: string };

export async function putManifest(call: Call): Promise<Reply> {
  const { request, reference, store, switches } = call;
  const bytes = await readBody(request, MAX_MANIFEST_BYTES);
  if (!bytes) return errorReply(413, "SIZE_INVALID", "a manifest may have 4 MiB");
  const mediaType = mediaTypeEssence(request.headers["content-type"] ?? "");
  const facts = manifestFacts(bytes, mediaType);
  const fault =
    typeFault(mediaType, switches) ??
    bodyFault(mediaType, facts) ??
    digestFault(reference, bytes, switches) ??
    subjectFault(facts, switches) ??
    contentsFault(call, facts) ??
    conditionFault(call);
  if (!fault && !store.hasRoom(bytes.byteLength)) return fullReply();
  if (fault) return errorReply(fault.status, fault.code, fault.message);

  const digest = reference.includes(":") ? reference : digestOf(bytes);
  const stored = store.putManifest(call.repository, mediaType, bytes, digest);
  const tags = pushedTags(call);
  for (const tag of tags) store.repository(call.repository).tags.set(tag, digest);
  if (isIndexing(switches)) store.index(call.repository, stored);
  const headers: Headers = {
    Location: `/v2/${call.repository}/manifests/${digest}`,
    ...digestHeader(call, digest),
  };
  const subject = stored.facts.subject;
  const countsHere = mediaType !== MEDIA_TYPES.ociIndex || switches.indexSubject;
  if (switches.ociSubjectHeader && subject && countsHere) headers["OCI-Subject"] = subject;
  if (call.url.searchParams.has("tag")) headers["OCI-Tag"] = tags;
  return emptyReply(201, headers);
}

/** The tag in the path; for a push by digest those in the query (distribution-spec 1.1+dev, `?tag=`). */
function pushedTags(call: Call): string[] {
  if (!call.reference.includes(":")) return [call.reference];
  return call.url.searchParams.getAll("tag").filter(isTag);
}

function typeFault(mediaType: string, switches: Switches): Fault | undefined {
  const verdicts: Record<string, TypeVerdict> = {
    [MEDIA_TYPES.ociManifest]: "accepted",
    [MEDIA_TYPES.ociIndex]: "accepted",
    [MEDIA_TYPES.ociArtifact]: switches.artifactManifest,
    [MEDIA_TYPES.orasArtifact]: switches.orasManifest,
    [MEDIA_TYPES.dockerManifest]: switches.dockerManifest,
    [MEDIA_TYPES.dockerList]: switches.dockerManifest,
    [MEDIA_TYPES.dockerSchema1]: switches.dockerManifest,
    [MEDIA_TYPES.dockerSchema1Signed]: switches.dockerManifest,
  };
  const verdict = verdicts[mediaType] ?? "400";
  if (verdict === "accepted") return undefined;
  return {
    status: Number(verdict),
    code: "MANIFEST_INVALID",
    message: `this registry does not take ${mediaType}`,
  };
}

function bodyFault(mediaType: string, facts: ManifestFacts | undefined): Fault | undefined {
  const invalid = (message: string): Fault => ({ status: 400, code: "MANIFEST_INVALID", message });
  if (!facts) return invalid("the manifest is not a JSON object");
  if (facts.mediaType !== undefined && facts.mediaType !== mediaType) {
    // "If the manifest has a mediaType field, clients MUST set the Content-Type header to it."
    return invalid("Content-Type and the manifest's mediaType differ");
  }
  // The two artifact manifests have no schemaVersion.
  const needsVersion = mediaType === MEDIA_TYPES.ociManifest || mediaType === MEDIA_TYPES.ociIndex;
  return needsVersion && facts.schemaVersion !== 2 ? invalid("schemaVersion is not 2") : undefined;
}

function digestFault(reference: string, bytes: Uint8Array, switches: Switches): Fault | undefined {
  if (!reference.includes(":")) return undefined;
  const algorithm = digestAlgorithm(reference);
  if (algorithm && (algorithm === "sha256" || switches.sha512) && digestOf(bytes, algorithm) === reference) {
    return undefined;
  }
  return {
    status: 400,
    code: "DIGEST_INVALID",
    message: "the digest does not match, or is not of a kind known here",
  };
}

function subjectFault(facts: ManifestFacts | undefined, switches: Switches): Fault | undefined {
  if (switches.subject === "accepted" || facts?.subject === undefined) return undefined;
  return { status: 400, code: "MANIFEST_INVALID", message: "unknown field subject" };
}

/** Never looks at `subject`: "A registry MUST accept a manifest with a subject that does not exist". */
function contentsFault(call: Call, facts: ManifestFacts | undefined): Fault | undefined {
  if (!call.switches.strictContents || !facts) return undefined;
  const repository = call.store.repositories.get(call.repository);
  const blob = facts.blobs.find((digest) => !repository?.blobs.has(digest));
  const child = facts.children.find((digest) => !repository?.manifests.has(digest));
  if (blob === undefined && child === undefined) return undefined;
  return { status: 400, code: "MANIFEST_BLOB_UNKNOWN", message: `${blob ?? child} is not in the repository` };
}

/** RFC 9110, 13.1, for the tag that is written; the ETag of a tag is the quoted digest it points to. */
function conditionFault(call: Call): Fault | undefined {
  if (!call.switches.conditionalWrites || call.reference.includes(":")) return undefined;
  const current = call.store.repositories.get(call.repository)?.tags.get(call.reference);
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = call.request.headers;
  const holds = (ifMatch === undefined || matches(ifMatch, current)) && !matches(ifNoneMatch, current);
  return holds ? undefined : { status: 412, code: "PRECONDITION_FAILED", message: "the tag has changed" };
}

function matches(header: string | undefined, current: string | undefined): boolean {
  if (header === undefined || current === undefined) return false;
  return header.split(",").some((entry) => entry.trim() === "*" || entry.trim() === `"${current}"`);
}
