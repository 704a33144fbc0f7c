// Tells what a manifest is: the order of questions is here, what counts as an answer is data in kinds.ts.
import { type Descriptor, type Manifest, MEDIA_TYPES, mediaTypeEssence } from "#lib/oci";
import { KIND_ROWS, type KindRow, TAG_SUFFIXES, type TypePattern, UNTYPED } from "./kinds.ts";
import { platformName } from "./platform.ts";
import { describePredicate } from "./predicates.ts";
import { NODE_KINDS, type NodeKind } from "./shapes.ts";

/** What told a kind. "annotation", "tag" and "list" are claims that nothing in the manifest's own types backs. */
type KindBy = "media type" | "artifactType" | "config" | "layer" | "annotation" | "tag" | "list";

export type RecogniseInput = {
  /** Its own bytes. Absent: it could not be read, and only the list that named it speaks. */
  manifest?: Manifest;
  /** As an index, a referrers list or a tag gave it. */
  descriptor: Descriptor;
  /** What follows the digest in the tag that led here: ".sig" or "sig". */
  tagSuffix?: string;
  /** Whether an index lists it beside the images that it is about. */
  inIndex?: boolean;
};

const MAX_LAYERS = 1000;

/** To be spread into a node. `carries` is there when it holds several kinds: then `kind` is the first of them. */
export type Recognition = { kind: NodeKind; title: string; kindBy: KindBy; carries?: NodeKind[] };

/** A row that matched, and what told it. */
type Found = { row: KindRow; by: KindBy };

type Sight = RecogniseInput & {
  annotations: Record<string, string>;
  listAnnotations: Record<string, string>;
};

/**
 * Asks carrier, effective type, layer types, annotations and tag, in this order; the first that knows, tells.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers: the effective type is
 * `artifactType`, and for an image manifest without one its config's media type.
 */
export function recognise(input: RecogniseInput): Recognition {
  const sight = sightOf(input);
  const carrier = byCarrier(sight);
  if (carrier) return carrier;
  const found = byType(sight) ?? byLayers(sight) ?? byAnnotations(sight);
  if (!found) return byTag(sight) ?? bySelf(sight);
  const { row, by } = found;
  if (!row.besides) return told(row, by, sight);
  const image = bySelf(sight);
  return { ...image, title: `${image.title}, ${row.title}`, carries: [image.kind, row.kind] };
}

/** The convention that a manifest follows: the id of its row in kinds.ts. Undefined where no row knows it. */
export function conventionOf(input: RecogniseInput): string | undefined {
  const sight = sightOf(input);
  return byCarrier(sight) ? undefined : (byType(sight) ?? byLayers(sight) ?? byAnnotations(sight))?.row.id;
}

/** What a lone media type says that its bytes are: the convention's id, its kind and title. Undefined where no row knows it. */
export function describeType(mediaType: string): { id: string; kind: NodeKind; title: string } | undefined {
  // Rows that ask for more than a type cannot be told by one.
  const rows = KIND_ROWS.filter(({ onlyInIndex, withLayer }) => !onlyInIndex && !withLayer);
  const row = rows.find((row) => fits(row.layers, mediaType) || fits(row.types, mediaType));
  return row && { id: row.id, kind: row.kind, title: row.title };
}

function sightOf(input: RecogniseInput): Sight {
  const listAnnotations = input.descriptor.annotations ?? {};
  return { ...input, listAnnotations, annotations: input.manifest?.annotations ?? listAnnotations };
}

function byCarrier({ manifest, descriptor }: Sight): Recognition | undefined {
  const carrier = manifest?.mediaType ?? descriptor.mediaType;
  const isSchema1 = manifest
    ? manifest.form === "docker-schema1"
    : [MEDIA_TYPES.dockerSchema1, MEDIA_TYPES.dockerSchema1Signed].some((type) => type === carrier);
  return isSchema1 ? { kind: "image", title: "Docker schema 1 image", kindBy: "media type" } : undefined;
}

function byType(sight: Sight): Found | undefined {
  const { type, by } = effectiveType(sight);
  if (type === undefined) return undefined;
  const row = KIND_ROWS.find(
    (row) =>
      fits(row.types, type) && (!row.withLayer || layerTypes(sight).some((t) => fits(row.withLayer, t))),
  );
  return row && { row, by };
}

function byLayers(sight: Sight): Found | undefined {
  const types = layerTypes(sight);
  const row = KIND_ROWS.find(
    (row) => (!row.onlyInIndex || isInIndex(sight)) && types.some((type) => fits(row.layers, type)),
  );
  return row && { row, by: "layer" };
}

function byAnnotations(sight: Sight): Found | undefined {
  const layers = sight.manifest?.layers.slice(0, MAX_LAYERS) ?? [];
  const features = sight.descriptor.platform?.["os.features"] ?? [];
  const row = KIND_ROWS.find(
    (row) =>
      row.layerAnnotations?.some((key) => layers.some((layer) => layer.annotations?.[key] !== undefined)) ||
      hasAll(sight.annotations, row.annotations) ||
      hasAll(sight.listAnnotations, row.listAnnotations) ||
      row.osFeatures?.some((feature) => features.includes(feature)),
  );
  return row && { row, by: "annotation" };
}

function byTag({ tagSuffix = "" }: Sight): Recognition | undefined {
  const claim = TAG_SUFFIXES.get(tagSuffix.replace(/^[._-]+/, ""));
  return claim && { ...claim, kindBy: "tag" };
}

/** No convention knows it: an index, an image, or a type that is shown as it is written. */
function bySelf(sight: Sight): Recognition {
  const { manifest, descriptor } = sight;
  const { type, by } = effectiveType(sight);
  const specific = type !== undefined && !UNTYPED.includes(mediaTypeEssence(type)) && !isImageConfig(type);
  if (specific) return { kind: "other", title: literal(type), kindBy: by };
  const carrier = mediaTypeEssence(manifest?.mediaType ?? descriptor.mediaType);
  if (carrier === MEDIA_TYPES.ociIndex || carrier === MEDIA_TYPES.dockerList)
    return { kind: "index", title: "image index", kindBy: "media type" };
  const platform = platformName(descriptor.platform);
  if (!manifest) {
    if (platform) return { kind: "image", title: platform, kindBy: "list" };
    return { kind: "unknown", title: UNREAD.get(carrier) ?? literal(carrier), kindBy: "media type" };
  }
  if (isImage(manifest)) return { kind: "image", title: platform ?? "image", kindBy: by };
  const layer = layerTypes(sight).find((layerType) => !UNTYPED.includes(mediaTypeEssence(layerType)));
  if (layer) return { kind: "unknown", title: literal(layer), kindBy: "layer" };
  return { kind: "unknown", title: literal(type ?? manifest.mediaType), kindBy: type ? by : "media type" };
}

/** Titles of what was named but not read, and whose list said no more than this. */
const UNREAD = new Map<string, string>([
  ["", "unread"],
  [MEDIA_TYPES.ociManifest, "unread manifest"],
  [MEDIA_TYPES.dockerManifest, "unread manifest"],
  [MEDIA_TYPES.ociArtifact, "unread artifact"],
  [MEDIA_TYPES.orasArtifact, "unread artifact"],
]);

function effectiveType({ manifest, descriptor }: Sight): { type?: string; by: KindBy } {
  if (!manifest) return { type: descriptor.artifactType || undefined, by: "list" };
  if (manifest.declaredArtifactType) return { type: manifest.declaredArtifactType, by: "artifactType" };
  return { type: manifest.artifactType ?? manifest.config?.mediaType, by: "config" };
}

/** Of the first thousand layers, each type once: enough for any image, and bounded for a hostile one. */
function layerTypes({ manifest }: Sight): string[] {
  return [...new Set(manifest?.layers.slice(0, MAX_LAYERS).map((layer) => layer.mediaType))];
}

function isInIndex({ inIndex, listAnnotations }: Sight): boolean {
  return inIndex === true || listAnnotations["vnd.docker.reference.type"] === "attestation-manifest";
}

function isImageConfig(type: string): boolean {
  const essence = mediaTypeEssence(type);
  return essence === MEDIA_TYPES.ociConfig || essence === MEDIA_TYPES.dockerConfig;
}

/**
 * An image's config with an artifact's layers is what clients push that know no `artifactType`; it counts as an
 * image only where nothing says that it is attached.
 */
function isImage({ config, layers, subject, refers }: Manifest): boolean {
  if (!config || !isImageConfig(config.mediaType)) return false;
  const isLayer = /^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./;
  return layers.length === 0 || layers.some((l) => isLayer.test(l.mediaType)) || !(subject ?? refers);
}

/** The row's answer, made more exact by the predicate types that annotations hint at. */
function told(row: KindRow, by: KindBy, sight: Sight): Recognition {
  const plain: Recognition = { kind: row.kind, title: row.title, kindBy: by };
  if (!row.predicates) return plain;
  const predicates = predicateTypes(sight).map(describePredicate);
  const [first, ...more] = predicates;
  // sigstore/cosign BUNDLE_SPEC: a bundle over a message signature is one of the manifest itself.
  if (!first && sight.annotations["dev.sigstore.bundle.content"] === "message-signature")
    return { ...plain, kind: "signature", kindBy: "annotation" };
  if (!first) return plain;
  const kinds = NODE_KINDS.filter((kind) => predicates.some((predicate) => predicate.kind === kind));
  const [kind = row.kind, ...besides] = kinds;
  const carries = besides.length > 0 ? { carries: kinds } : {};
  if (!row.producer && more.length === 0) return { kind, title: literal(first.title), kindBy: "annotation" };
  const words = [...new Set(predicates.map((predicate) => shortName(predicate)))];
  const named = words.length > 2 ? `${words.length} statements` : words.join(" + ");
  return { kind, title: literal(`${row.producer ?? ""} ${named}`.trim()), kindBy: "annotation", ...carries };
}

const PREDICATE_KEYS = ["dev.sigstore.bundle.predicateType", "in-toto.io/predicate-type", "predicateType"];

function predicateTypes({ annotations, manifest }: Sight): string[] {
  const layers = manifest?.layers.slice(0, MAX_LAYERS) ?? [];
  const places = [annotations, ...layers.map((layer) => layer.annotations ?? {})];
  return [...new Set(places.flatMap((place) => PREDICATE_KEYS.flatMap((key) => place[key] || [])))];
}

function shortName({ kind, title }: { kind: NodeKind; title: string }): string {
  if (kind === "sbom") return "SBOM";
  if (kind === "vex") return "VEX";
  if (kind === "scan-report") return "scan report";
  return kind === "attestation" ? title : kind;
}

function fits(patterns: TypePattern[] | undefined, type: string): boolean {
  const essence = mediaTypeEssence(type);
  return patterns?.some((p) => (typeof p === "string" ? p === essence : p.test(essence))) ?? false;
}

function hasAll(annotations: Record<string, string>, wanted: Record<string, string> | undefined): boolean {
  if (!wanted) return false;
  return Object.entries(wanted).every(([key, value]) =>
    value === "*" ? annotations[key] !== undefined : annotations[key] === value,
  );
}

/** A registry's text as a title: one line, bounded, without control and direction characters. */
function literal(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�")
    .trim()
    .slice(0, 128);
  return line === "" || line === "unknown/unknown" ? "untyped artifact" : line;
}
