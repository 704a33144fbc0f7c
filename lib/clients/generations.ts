// What each generation of consumers can read: the types that it asks for, and the forms that it understands.
import { type ManifestForm, MEDIA_TYPES } from "#lib/oci";
import type { Consumer } from "#lib/upgrade";

/** `accept` goes with every manifest request: registries hide what was not named. */
export type Generation = {
  consumer: Consumer;
  accept: readonly string[];
  forms: ReadonlySet<ManifestForm>;
};

const IMAGES = [
  MEDIA_TYPES.ociIndex,
  MEDIA_TYPES.ociManifest,
  MEDIA_TYPES.dockerList,
  MEDIA_TYPES.dockerManifest,
] as const;
const IMAGE_FORMS = ["oci-index", "oci-image", "docker-list", "docker-image"] as const;

/** A runtime of before references. */
export const RAT: Generation = { consumer: "rat", accept: IMAGES, forms: new Set(IMAGE_FORMS) };

/** Knows references, in image manifests alone. */
export const SQUIRREL: Generation = { consumer: "squirrel", accept: IMAGES, forms: new Set(IMAGE_FORMS) };

/** Knows the new manifest too. ORAS' own never was part of a proposal or of the specification. */
export const BEAVER: Generation = {
  consumer: "beaver",
  accept: [MEDIA_TYPES.ociArtifact, ...IMAGES],
  forms: new Set([...IMAGE_FORMS, "oci-artifact"]),
};
