// From a manifest, or from what only a list says, to the fields of a node.
import { type Node, platformName, recognise } from "#lib/graph";
import { type Descriptor, mediaTypeEssence } from "#lib/oci";
import type { PresentManifest } from "./reader.ts";

/** A registry may send 4 MiB of annotations for each of 2,000 nodes; the raw bytes stay one click away. */
const MAX_ANNOTATIONS = 100;
const MAX_NAME = 256;
const MAX_VALUE = 4096;
/** Bytes of a node's annotations, names and values together. */
const MAX_ANNOTATION_BYTES = 32 * 1024;
/** RFC 6838, 4.2: 127 characters each for type and subtype, and the slash. */
const MAX_TYPE = 255;

/** How the node was come by, where its kind may hang on that. */
export type Named = {
  /** As the list, the index or the tag's own manifest gave it. */
  descriptor: Descriptor;
  tag?: string;
  inIndex?: boolean;
};

type Described = Partial<Omit<Node, "id" | "visibleTo">>;

/** A manifest that was read: type, artifactType and annotations come from its own bytes, never from the list. */
export function describePresent(present: PresentManifest, named: Named): Described {
  const { manifest, digest, mediaType, size, exchanges } = present;
  const { annotations, told } = annotationsOf(manifest.annotations);
  const types = typesOf(mediaType, manifest.artifactType);
  return {
    ...recognise({
      manifest,
      descriptor: named.descriptor,
      tagSuffix: suffixOf(named.tag),
      inIndex: named.inIndex,
    }),
    digest,
    mediaType: types.mediaType,
    artifactType: types.artifactType,
    size,
    payloadSize: payloadOf(present),
    platform: platformName(named.descriptor.platform),
    annotations,
    state: "present",
    warnings: [...present.warnings, ...told, ...types.told],
    exchanges,
  };
}

/** What was named and not read: all that is known is a claim. */
export function describeUnread(named: Named): Described {
  const { descriptor, tag, inIndex } = named;
  const types = typesOf(descriptor.mediaType, descriptor.artifactType || undefined);
  return {
    ...recognise({ descriptor, tagSuffix: suffixOf(tag), inIndex }),
    digest: descriptor.digest,
    mediaType: types.mediaType,
    artifactType: types.artifactType,
    size: descriptor.size || undefined,
    platform: platformName(descriptor.platform),
    ...(types.told.length > 0 ? { warnings: types.told } : {}),
  };
}

/**
 * Where a list that named a manifest is wrong about it, as warnings. Old clients wrote entries with an empty or
 * false artifactType and never mended them (cosign#4641, buildx#4010).
 */
export function listErrors(present: PresentManifest, listed: Descriptor): string[] {
  const { manifest, mediaType, size, digest } = present;
  if (listed.digest !== digest) return [];
  const told: string[] = [];
  if (listed.size !== size) told.push(`a list gives its size as ${listed.size} bytes, it has ${size}`);
  if (mediaTypeEssence(listed.mediaType) !== mediaTypeEssence(mediaType)) {
    told.push(`a list gives its media type as "${bounded(listed.mediaType, 128)}"`);
  }
  const type = listed.artifactType;
  if (type !== undefined && type !== (manifest.artifactType ?? "")) {
    told.push(`a list gives its artifactType as "${bounded(type, 128)}"`);
  }
  return told;
}

function payloadOf({ manifest }: PresentManifest): number {
  return manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
}

function suffixOf(tag: string | undefined): string | undefined {
  const dot = tag?.lastIndexOf(".") ?? -1;
  return dot < 0 ? undefined : tag?.slice(dot);
}

/** What of a manifest's annotations a node has room for, and in words what it has not. */
function annotationsOf(all: Record<string, string>): { annotations: [string, string][]; told: string[] } {
  const entries = Object.entries(all);
  const annotations: [string, string][] = [];
  let [bytes, cutNames] = [0, 0];
  for (const [name, value] of entries.slice(0, MAX_ANNOTATIONS)) {
    const kept: [string, string] = [bounded(name, MAX_NAME), bounded(value, MAX_VALUE)];
    bytes += Buffer.byteLength(kept[0]) + Buffer.byteLength(kept[1]);
    if (bytes > MAX_ANNOTATION_BYTES) break;
    if (name.length > MAX_NAME) cutNames++;
    annotations.push(kept);
  }
  const more = entries.length - annotations.length;
  const told: string[] = [];
  if (more > 0)
    told.push(`${more} more ${more === 1 ? "annotation stands" : "annotations stand"} in the manifest`);
  if (cutNames > 0) told.push(`names of annotations longer than ${MAX_NAME} characters are cut: ${cutNames}`);
  return { annotations, told };
}

function typesOf(mediaType: string, artifactType: string | undefined) {
  const told: string[] = [];
  if (mediaType.length > MAX_TYPE) told.push(`its media type is cut: it has ${mediaType.length} characters`);
  if (artifactType !== undefined && artifactType.length > MAX_TYPE) {
    told.push(`its artifactType is cut: it has ${artifactType.length} characters`);
  }
  return {
    mediaType: bounded(mediaType, MAX_TYPE),
    artifactType: artifactType === undefined ? undefined : bounded(artifactType, MAX_TYPE),
    told,
  };
}

/** At most so many characters, and a sign where more were; copied, since a slice keeps the whole text in memory. */
export function bounded(text: string, most: number): string {
  return text.length <= most ? text : Buffer.from(`${text.slice(0, most - 1)}…`).toString();
}
