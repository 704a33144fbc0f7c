// From a manifest, or from what only a list says, to the fields of a node.
import { type Node, platformName, recognise } from "#lib/graph";
import { type Descriptor, mediaTypeEssence } from "#lib/oci";
import type { PresentManifest } from "./reader.ts";

/** A registry may send 4 MiB of annotations for each of 2,000 nodes; the raw bytes stay one click away. */
const MAX_ANNOTATIONS = 100;
const MAX_VALUE = 4096;

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
  const annotations = Object.entries(manifest.annotations);
  const warnings = [...present.warnings];
  const more = annotations.length - MAX_ANNOTATIONS;
  if (more > 0) warnings.push(`${more} more annotations stand in the manifest`);
  return {
    ...recognise({
      manifest,
      descriptor: named.descriptor,
      tagSuffix: suffixOf(named.tag),
      inIndex: named.inIndex,
    }),
    digest,
    mediaType,
    artifactType: manifest.artifactType,
    size,
    payloadSize: payloadOf(present),
    platform: platformName(named.descriptor.platform),
    annotations: annotations.slice(0, MAX_ANNOTATIONS).map(([name, value]) => [name, bounded(value)]),
    state: "present",
    warnings,
    exchanges,
  };
}

/** What was named and not read: all that is known is a claim. */
export function describeUnread(named: Named): Described {
  const { descriptor, tag, inIndex } = named;
  return {
    ...recognise({ descriptor, tagSuffix: suffixOf(tag), inIndex }),
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
    artifactType: descriptor.artifactType || undefined,
    size: descriptor.size || undefined,
    platform: platformName(descriptor.platform),
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

function bounded(text: string, most = MAX_VALUE): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
