// The shape every reader of manifests gets, whichever of the seven forms was on the wire.
import type { Descriptor } from "./descriptor.ts";

export type ManifestForm =
  | "oci-image"
  | "oci-index"
  | "docker-image"
  | "docker-list"
  | "docker-schema1"
  | "oci-artifact"
  | "oras-artifact";

/**
 * A parsed manifest. `layers` are an image's layers or an artifact's blobs, `manifests` an index's children;
 * `json` is the whole document, unknown fields kept.
 */
export type Manifest = {
  form: ManifestForm;
  /** As the body declares it, else as Content-Type says, else as its shape tells it. */
  mediaType: string;
  /** `artifactType`, else for an image the config's media type (distribution-spec, "Listing Referrers"). */
  artifactType?: string;
  /** The literal `artifactType` field, where there is one. */
  declaredArtifactType?: string;
  config?: Descriptor;
  layers: Descriptor[];
  manifests: Descriptor[];
  /** How many entries of an index's `manifests` were left out as unreadable; absent when none were. */
  dropped?: number;
  subject?: Descriptor;
  /** Proposal E's name for `subject`. */
  refers?: Descriptor;
  annotations: Record<string, string>;
  json: Record<string, unknown>;
  /** What is odd but readable: duplicate keys, fields of two forms that agree. */
  warnings: string[];
};
