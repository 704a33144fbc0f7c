// What each form of manifest must look like. Descriptors inside are read one by one, so that a bad one costs only itself.
import { z } from "zod";
import type { ManifestForm } from "./manifest.ts";

const descriptors = z.array(z.unknown()).nullish();

const attached = {
  mediaType: z.string().nullish(),
  artifactType: z.string().nullish(),
  subject: z.unknown().optional(),
  /** Proposal E's name for `subject`. */
  refers: z.unknown().optional(),
  annotations: z.unknown().optional(),
};

const image = z.looseObject({ ...attached, config: z.looseObject({}), layers: descriptors });
const index = z.looseObject({ ...attached, manifests: descriptors });
const artifact = z.looseObject({ ...attached, blobs: descriptors });
/** https://distribution.github.io/distribution/spec/deprecated-schema-v1/ */
const schema1 = z.looseObject({ ...attached, fsLayers: descriptors });

export const manifestSchemas = {
  "oci-image": image,
  "oci-index": index,
  "docker-image": image,
  "docker-list": index,
  "docker-schema1": schema1,
  "oci-artifact": artifact,
  "oras-artifact": artifact,
} as const satisfies Record<ManifestForm, z.ZodType>;

/** What `schemaVersion` must be; the artifact manifests have none. */
export function schemaVersionOf(form: ManifestForm): number | undefined {
  if (form === "docker-schema1") return 1;
  return form === "oci-artifact" || form === "oras-artifact" ? undefined : 2;
}
