// The manifests that carry an attached artifact, one function a form. The same payload can go out in each of them.
// Written from the specifications and not with lib/oci, so that the content and its readers check each other.
import type { Annotations, Descriptor, Manifest, Shelf } from "./shelf.mts";

export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
const OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
const ORAS_ARTIFACT = "application/vnd.cncf.oras.artifact.manifest.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";

/**
 * What is attached, without the form that carries it. `typeInConfig`: the producer puts the type into the config's
 * media type and sends no artifactType (notation).
 */
export type Artifact = {
  artifactType: string;
  typeInConfig?: boolean;
  layers: Descriptor[];
  annotations?: Annotations;
};

/** The subject as a referrer names it: three fields, nothing else. */
function subjectOf({ descriptor }: Manifest): Descriptor {
  return { mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size };
}

function emptyConfig(shelf: Shelf, mediaType: string = EMPTY): Descriptor {
  return { ...shelf.json({}, mediaType), ...(mediaType === EMPTY ? { data: "e30=" } : {}) };
}

/** OCI 1.1: an image manifest with `subject`. An artifact without layers gets the empty one that the spec asks for. */
export function asImage(shelf: Shelf, artifact: Artifact, subject: Manifest): Manifest {
  const { artifactType, typeInConfig, annotations } = artifact;
  const config = typeInConfig ? emptyConfig(shelf, artifactType) : emptyConfig(shelf);
  return shelf.manifest({
    mediaType: OCI_MANIFEST,
    ...(typeInConfig ? {} : { artifactType }),
    config,
    layers: artifact.layers.length > 0 ? artifact.layers : [emptyConfig(shelf)],
    subject: subjectOf(subject),
    ...(annotations ? { annotations } : {}),
  });
}

/** OCI 1.1 release candidates 1 and 2: the artifact manifest, withdrawn before the release. */
export function asOciArtifact(shelf: Shelf, artifact: Artifact, subject: Manifest): Manifest {
  return blobsForm(shelf, OCI_ARTIFACT, artifact, { subject: subjectOf(subject) });
}

/** The ORAS artifact manifest, where the idea of `subject` came from. */
export function asOras(shelf: Shelf, artifact: Artifact, subject: Manifest): Manifest {
  return blobsForm(shelf, ORAS_ARTIFACT, artifact, { subject: subjectOf(subject) });
}

/** Proposal E's artifact manifest: `refers`, and the type in an annotation. */
export function asRefersArtifact(shelf: Shelf, artifact: Artifact, subject: Manifest): Manifest {
  return blobsForm(shelf, OCI_ARTIFACT, withTypeAnnotation(artifact), { refers: subjectOf(subject) });
}

/** Proposal E's image manifest with `refers`, for registries that only know images. */
export function asRefersImage(shelf: Shelf, artifact: Artifact, subject: Manifest): Manifest {
  const { annotations } = withTypeAnnotation(artifact);
  return shelf.manifest({
    mediaType: OCI_MANIFEST,
    config: emptyConfig(shelf, artifact.artifactType),
    layers: artifact.layers,
    refers: subjectOf(subject),
    annotations,
  });
}

function blobsForm(
  shelf: Shelf,
  mediaType: string,
  { artifactType, layers, annotations }: Artifact,
  link: Record<string, Descriptor>,
): Manifest {
  return shelf.manifest({
    mediaType,
    artifactType,
    blobs: layers,
    ...link,
    ...(annotations ? { annotations } : {}),
  });
}

function withTypeAnnotation(artifact: Artifact): Artifact & { annotations: Annotations } {
  const type = { "org.opencontainers.artifact.type": artifact.artifactType };
  return { ...artifact, annotations: { ...type, ...artifact.annotations } };
}

/**
 * The entry that a client writes into a referrers tag: type and annotations pulled up from the manifest
 * (distribution-spec, "Pushing Manifests with Subject").
 */
export function referrerEntry({ descriptor, body }: Manifest): Descriptor {
  const { artifactType, annotations } = body as { artifactType?: string; annotations?: Annotations };
  const config = body.config as Descriptor | undefined;
  return {
    ...descriptor,
    artifactType: artifactType ?? config?.mediaType,
    ...(annotations ? { annotations } : {}),
  };
}

/** The index that a referrers tag points to. */
export function referrersIndex(shelf: Shelf, entries: Descriptor[]): Manifest {
  return shelf.manifest({ mediaType: OCI_INDEX, manifests: entries });
}

/** sha256:ab… becomes sha256-ab…, cut as the distribution spec says. */
export function referrersTag(digest: string): string {
  const [algorithm = "", encoded = ""] = digest.split(":");
  return `${algorithm.slice(0, 32)}-${encoded.slice(0, 64)}`.replaceAll(/[^A-Za-z0-9._-]/g, "-");
}

/** Proposal E's digest tag: the subject, 16 characters of the artifact's own digest, at most 5 of its type. */
export function proposalETag(subject: Manifest, artifact: Manifest, type: string): string {
  const own = artifact.descriptor.digest.split(":")[1] ?? "";
  return `${referrersTag(subject.descriptor.digest)}.${own.slice(0, 16)}.${type.slice(0, 5)}`;
}
