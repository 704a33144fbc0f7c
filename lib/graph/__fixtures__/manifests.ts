// Manifests written short, and parsed as a registry's answer would be.
import { type Descriptor, type Manifest, MEDIA_TYPES, parseManifest } from "#lib/oci";

const DIGEST = `sha256:${"a".repeat(64)}`;

/** A layer is a media type, or one with annotations. */
type Layer = string | { type: string; annotations: Record<string, string> };

export type Written = {
  artifactType?: string;
  /** The config's media type. */
  config?: string;
  layers?: Layer[];
  annotations?: Record<string, string>;
  subject?: boolean;
  /** "image" is the usual one. */
  form?: "image" | "index" | "artifact" | "oras";
};

export function descriptor(mediaType: string, over: Partial<Descriptor> = {}): Descriptor {
  return { mediaType, digest: DIGEST, size: 2, ...over };
}

export function manifest({ form = "image", config, layers = [], subject, ...fields }: Written): Manifest {
  const blobs = layers.map((layer) =>
    typeof layer === "string"
      ? descriptor(layer)
      : descriptor(layer.type, { annotations: layer.annotations }),
  );
  const body = {
    schemaVersion: 2,
    ...(subject ? { subject: descriptor(MEDIA_TYPES.ociIndex) } : {}),
    ...fields,
  };
  const forms = {
    image: {
      ...body,
      mediaType: MEDIA_TYPES.ociManifest,
      config: descriptor(config ?? MEDIA_TYPES.ociEmpty),
      layers: blobs,
    },
    index: { ...body, mediaType: MEDIA_TYPES.ociIndex, manifests: [] },
    artifact: { ...body, mediaType: MEDIA_TYPES.ociArtifact, blobs },
    oras: { ...body, mediaType: MEDIA_TYPES.orasArtifact, blobs },
  };
  return parseManifest(new TextEncoder().encode(JSON.stringify(forms[form])));
}
