// The images and artifacts that producers push, as bytes: nothing here asks anyone.
import { type Descriptor, MEDIA_TYPES, referrersTag } from "#lib/oci";
import { digestBytes } from "#lib/registry";

/** A manifest ready to be pushed, with the blobs that it needs. `entry` is how a list of referrers names it. */
export type Made = {
  mediaType: string;
  bytes: Uint8Array;
  digest: string;
  blobs: Uint8Array[];
  entry: Descriptor;
};

/** What is attached: its type, what it says of itself, and its one blob. */
export type Artifact = { artifactType: string; annotations: Record<string, string>; content: string };

/** Proposal E's field, and OCI 1.1's. */
export type SubjectField = "refers" | "subject";

/** Proposal E kept the type here; OCI 1.1 in a field. */
const TYPE_ANNOTATION = "org.opencontainers.artifact.type";

/** The smallest image that runtimes pull: a config and no layers. The annotations make its digest its own. */
export function makeImage(annotations: Record<string, string>): Made {
  const config = blobOf(
    MEDIA_TYPES.ociConfig,
    JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } }),
  );
  const mediaType = MEDIA_TYPES.ociManifest;
  const manifest = { schemaVersion: 2, mediaType, config: config.descriptor, layers: [], annotations };
  return made(mediaType, manifest, [config.bytes], { annotations });
}

/** An artifact in an image manifest: the form that every registry knows. */
export function makeImageForm(artifact: Artifact, subject: Descriptor, field: SubjectField): Made {
  const { artifactType } = artifact;
  const content = blobOf("application/json", artifact.content);
  const mediaType = MEDIA_TYPES.ociManifest;
  // image-spec, "Guidelines for Artifact Usage": the empty config. Proposal E had no type but the config's.
  const config = blobOf(field === "refers" ? artifactType : MEDIA_TYPES.ociEmpty, "{}");
  const annotations = annotationsOf(artifact, field);
  const manifest = {
    schemaVersion: 2,
    mediaType,
    ...(field === "subject" && { artifactType }),
    config: config.descriptor,
    layers: [content.descriptor],
    [field]: bare(subject),
    annotations,
  };
  return made(mediaType, manifest, [config.bytes, content.bytes], { artifactType, annotations });
}

/** The same artifact in the new manifest, as the release candidates of 2022 had it. */
export function makeArtifactForm(artifact: Artifact, subject: Descriptor, field: SubjectField): Made {
  const { artifactType } = artifact;
  const content = blobOf("application/json", artifact.content);
  const mediaType = MEDIA_TYPES.ociArtifact;
  const annotations = annotationsOf(artifact, field);
  const manifest = {
    mediaType,
    artifactType,
    blobs: [content.descriptor],
    [field]: bare(subject),
    annotations,
  };
  return made(mediaType, manifest, [content.bytes], { artifactType, annotations });
}

/**
 * Proposal E's tag of one artifact, `<alg>-<ref>.<hash>.<type>`: two producers never write the same one.
 * https://github.com/opencontainers/wg-reference-types/blob/main/docs/proposals/PROPOSAL_E.md#digest-tags
 */
export function digestTag({ digest }: Made, subject: string, type: string): string {
  const hash = digest.slice(digest.indexOf(":") + 1).slice(0, 16);
  return `${referrersTag(subject)}.${hash}.${type.slice(0, 5)}`;
}

function annotationsOf({ artifactType, annotations }: Artifact, field: SubjectField): Record<string, string> {
  return field === "refers" ? { [TYPE_ANNOTATION]: artifactType, ...annotations } : annotations;
}

/** As a subject a manifest is named by these three alone. */
function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

function blobOf(mediaType: string, text: string): { bytes: Uint8Array; descriptor: Descriptor } {
  const bytes = new TextEncoder().encode(text);
  return { bytes, descriptor: { mediaType, digest: digestBytes(bytes), size: bytes.byteLength } };
}

function made(
  mediaType: string,
  manifest: Record<string, unknown>,
  blobs: Uint8Array[],
  pulledUp: Pick<Descriptor, "artifactType" | "annotations">,
): Made {
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  const digest = digestBytes(bytes);
  return {
    mediaType,
    bytes,
    digest,
    blobs,
    entry: { mediaType, digest, size: bytes.byteLength, ...pulledUp },
  };
}
