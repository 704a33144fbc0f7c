// The way in: an artifact, or a lone document, becomes reports. Pure and synchronous, with input and output that can be
// posted to a worker: large documents belong on one.
import { asExplorerError } from "#lib/errors";
import { conventionOf, describeType, recognise } from "#lib/graph";
import { type Descriptor, isJsonObject, type Manifest, mediaTypeEssence, parseManifest } from "#lib/oci";
import { decodeContent } from "./content.ts";
import type { Content, Document } from "./document.ts";
import { documentsIn } from "./documents.ts";
import { Draft, type Tools } from "./draft.ts";
import { LIMITS } from "./limits.ts";
import { readDocument } from "./read-document.ts";
import type { Report } from "./report.ts";
import { restReport } from "./rest.ts";

/** A document that came by itself: a file. All but the bytes may be left out. */
export type LoneDocument = {
  bytes: Uint8Array;
  mediaType?: string;
  annotations?: Record<string, string>;
  /** What it should hash to. */
  digest?: string;
};

/** A config or a layer, or why it could not be had. */
export type Blob = { digest: string; bytes: Uint8Array } | { digest: string; unread: string };

/**
 * An artifact as a registry holds it. `manifest` are its own bytes, `descriptor` how a list or a tag named it. With `only`
 * of several layers that are documents this one alone is read, counted from 0.
 */
export type Artifact = { manifest: Uint8Array; descriptor: Descriptor; blobs: Blob[]; only?: number };

/** One report; several where the bytes hold several documents, a line each or in a list. Never throws. */
export function inspectDocument(lone: LoneDocument, tools: Tools): Report[] {
  const { bytes, annotations = {}, digest } = lone;
  const mediaType = mediaTypeEssence(lone.mediaType ?? "");
  const { documents, isCut } = documentsIn(bytes, annotations);
  const read = documents.map((each) => decodeContent(each, mediaType));
  const problems = read.flatMap((each) => each.problems);
  if (isCut) problems.push(`It holds more than ${documents.length} documents; the rest was not read.`);
  const contents = read.flatMap((each) => each.contents);
  return contents.map((content) => {
    const draft = new Draft(tools, readDocument);
    for (const problem of problems) draft.problem(problem);
    draft.raw("document", mediaType, content, bytes.length);
    const doc = withClaim({ content, mediaType, annotations, signed: false }, mediaType);
    draft.read(withManifest(doc, draft, { bytes }));
    digestFact(draft, bytes, digest);
    return draft.done();
  });
}

/**
 * What an artifact carries: a report for each of its layers, since each is a document of its own, and for each signed
 * document where a layer holds several; one for the manifest where that is what says something (images, indexes, accelerators, models, charts).
 * Where there are more than are read, one more stands for the rest. Never throws.
 */
export function inspectArtifact(
  { manifest: bytes, descriptor, blobs, only }: Artifact,
  tools: Tools,
): Report[] {
  const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
  const { draft, manifest } = inspectManifest({ bytes, descriptor, byDigest }, tools);
  if (!isCarrier(draft, manifest)) return [draft.done()];
  const reports = manifest.layers
    .slice(0, MAX_LAYERS)
    .filter((_, at) => only === undefined || at === only)
    .flatMap((layer) => inspectLayer(layer, manifest, byDigest.get(layer.digest), tools));
  const isLast = only === undefined || only === MAX_LAYERS - 1;
  return isLast && manifest.layers.length > MAX_LAYERS ? [...reports, restReport(LAYERS_CUT)] : reports;
}

/**
 * What `inspectArtifact` would look into: `documents` are the layers that become a report each, none where the manifest
 * is what is read; `blobs` the digests of all that it would read, each once. Never throws.
 */
export function contentsOf(
  { manifest: bytes, descriptor }: Pick<Artifact, "manifest" | "descriptor">,
  tools: Tools,
): { documents: Descriptor[]; blobs: string[] } {
  const asked = new Set<string>();
  const get = (digest: string) => void asked.add(digest);
  const { draft, manifest } = inspectManifest({ bytes, descriptor, byDigest: { get } }, tools);
  const documents = isCarrier(draft, manifest) ? manifest.layers.slice(0, MAX_LAYERS) : [];
  for (const { digest } of documents) asked.add(digest);
  return { documents, blobs: [...asked] };
}

function inspectManifest(held: Held & { descriptor: Descriptor }, tools: Tools) {
  const { bytes, descriptor } = held;
  const draft = new Draft(tools, readDocument);
  const mediaType = mediaTypeEssence(descriptor.mediaType);
  const { contents, problems } = decodeContent(bytes, mediaType);
  for (const problem of problems) draft.problem(problem);
  const [content = { form: "none" as const }] = contents;
  draft.raw("manifest", mediaType, content, bytes.length);
  const bare = { content, mediaType, annotations: descriptor.annotations ?? {}, signed: false };
  const doc = withManifest(bare, draft, held);
  draft.read(doc);
  digestFact(draft, bytes, descriptor.digest);
  return { draft, manifest: doc.artifact?.manifest };
}

const MAX_LAYERS = 100;
const LAYERS_CUT = `Only the first ${MAX_LAYERS} layers were read.`;

/** Whether its layers are documents about something else, and not an image's own files. */
function isCarrier({ kind, inspector }: Draft, manifest: Manifest | undefined): manifest is Manifest {
  if (!manifest || inspector !== "manifest") return false;
  return kind !== "image" && kind !== "index" && manifest.layers.length > 0;
}

function inspectLayer(layer: Descriptor, manifest: Manifest, blob: Blob | undefined, tools: Tools): Report[] {
  const bytes = bytesIn(blob);
  const { documents, isCut } = bytes
    ? documentsIn(bytes, layer.annotations ?? {})
    : { documents: [undefined], isCut: false };
  const cut = `The layer holds more than ${documents.length} documents; the rest was not read.`;
  const all = isCut ? `more than ${documents.length}` : documents.length;
  const reports = documents.map((part, at) => {
    const draft = new Draft(tools, readDocument);
    readPart(draft, layer, manifest, part, at);
    if (bytes) digestFact(draft, bytes, layer.digest);
    else draft.problem(unreadSentence(blob));
    if (documents.length > 1) draft.fact("summary", "Document", `${at + 1} of ${all} in one layer`);
    if (isCut) draft.problem(cut);
    if (manifest.layers.length > MAX_LAYERS) draft.problem(LAYERS_CUT);
    subjectFact(draft, manifest);
    return { ...draft.done(), layer: layer.digest };
  });
  return isCut ? [...reports, restReport(cut, layer.digest)] : reports;
}

/** What stands beside a layer is about the first of its documents. */
function readPart(
  draft: Draft,
  layer: Descriptor,
  manifest: Manifest,
  bytes: Uint8Array | undefined,
  at: number,
): void {
  const mediaType = mediaTypeEssence(layer.mediaType);
  const annotations = (at === 0 ? layer.annotations : undefined) ?? {};
  const title = layer.annotations?.["org.opencontainers.image.title"] ?? "layer";
  // A layer of no type of its own is what its artifact says that it is.
  const doc = withClaim({ mediaType, annotations, signed: false }, mediaType, manifest.artifactType ?? "");
  if (bytes) draft.readBytes(draft.clean(title, LIMITS.name), bytes, doc);
  else draft.read({ ...doc, content: { form: "none" } });
}

/** What could not be had is not what is not there. */
function unreadSentence(blob: Blob | undefined): string {
  const why = blob && "unread" in blob ? blob.unread : "it was not fetched";
  return `Its content could not be read: ${why}. What is shown comes from the manifest.`;
}

type Held = {
  bytes: Uint8Array;
  descriptor?: Descriptor;
  byDigest?: { get: (digest: string) => Blob | undefined };
};

/** Adds the manifest to a document that is one; why it is none becomes a problem, and it is read as what it is. */
function withManifest(doc: Document, draft: Draft, { bytes, descriptor, byDigest }: Held): Document {
  if (!isManifest(doc.content)) return doc;
  try {
    const manifest = parseManifest(bytes);
    for (const warning of manifest.warnings) draft.problem(warning);
    const listed = descriptor ?? { mediaType: manifest.mediaType, digest: "", size: bytes.length };
    const annotations = { ...doc.annotations, ...manifest.annotations };
    const blob = (digest: string) => bytesIn(byDigest?.get(digest));
    const convention = conventionOf({ manifest, descriptor: listed });
    const { kind, title } = recognise({ manifest, descriptor: listed });
    const found = { ...doc, annotations, claimed: { kind, title }, artifact: { manifest, blob } };
    return convention === undefined ? found : { ...found, convention };
  } catch (thrown) {
    draft.problem(asExplorerError(thrown).message);
    return doc;
  }
}

function bytesIn(blob: Blob | undefined): Uint8Array | undefined {
  return blob && "bytes" in blob ? blob.bytes : undefined;
}

/** Adds what the first of the types that means something says. */
function withClaim<T extends object>(
  doc: T,
  ...types: string[]
): T & Pick<Document, "convention" | "claimed"> {
  const described = types.map(describeType).find((each) => each !== undefined);
  if (!described) return doc;
  const { id, kind, title } = described;
  return { ...doc, convention: id, claimed: { kind, title } };
}

/** Whether the JSON is a manifest or an index, whatever its type was said to be. */
function isManifest(content: Content): boolean {
  if (content.form !== "json" || !isJsonObject(content.value)) return false;
  const { schemaVersion, mediaType, config, manifests, layers, blobs, fsLayers } = content.value;
  const isNamed = typeof mediaType === "string" && /manifest|image\.index/.test(mediaType);
  return (
    (schemaVersion !== undefined || isNamed) &&
    ([manifests, layers, blobs, fsLayers].some(Array.isArray) || isJsonObject(config))
  );
}

/** Holds the bytes against the digest by which they were named. */
function digestFact(draft: Draft, bytes: Uint8Array, digest: string | undefined): void {
  if (digest === undefined || !digest.startsWith("sha256:")) return;
  const isRight = `sha256:${draft.tools.sha256(bytes)}` === digest;
  draft.fact("integrity", "Digest", digest, "claimed");
  draft.fact("integrity", "The bytes have this digest", isRight, "claimed");
  if (!isRight) draft.problem("The bytes do not have the digest by which they were named.");
}

/** Whether the content itself names what the manifest says that it is attached to. */
function subjectFact(draft: Draft, { subject, refers }: Manifest): void {
  const digest = (subject ?? refers)?.digest;
  if (digest === undefined) return;
  draft.fact("integrity", "Attached to", digest, "claimed");
  if (draft.hasSubjects) draft.fact("integrity", "The content names it", draft.names(digest), "claimed");
}
