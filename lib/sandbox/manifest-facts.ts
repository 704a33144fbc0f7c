// What the registry itself reads in a manifest: enough to index it, never more.
import { isJsonObject, MEDIA_TYPES } from "#lib/oci";

export type ManifestFacts = {
  /** The body's own `mediaType`. */
  mediaType?: string;
  schemaVersion?: number;
  /** `artifactType`, else for an image the config's media type (distribution-spec, "Listing Referrers"). */
  artifactType?: string;
  annotations?: Record<string, string>;
  subject?: string;
  /** Proposal E's name for `subject`. */
  refers?: string;
  /** Digests of config, layers and blobs that a registry should hold; those with `urls` are left out. */
  blobs: string[];
  /** Digests that an index lists. */
  children: string[];
};

/** Reads the facts of a JSON object; undefined when the bytes are not one. Fields of a wrong type are left out. */
export function manifestFacts(bytes: Uint8Array, contentType: string): ManifestFacts | undefined {
  const json = parseObject(bytes);
  if (!json) return undefined;
  const config = isJsonObject(json.config) ? json.config : undefined;
  const declared = text(json.artifactType);
  // "If the artifactType is empty or missing in the image manifest, the value of artifactType MUST be set to
  // the config descriptor mediaType value"; in an index it is omitted.
  const fallback = contentType === MEDIA_TYPES.ociManifest ? text(config?.mediaType) : undefined;
  return {
    mediaType: text(json.mediaType),
    schemaVersion: typeof json.schemaVersion === "number" ? json.schemaVersion : undefined,
    artifactType: declared || fallback,
    annotations: annotationsOf(json.annotations),
    subject: digestField(json.subject),
    refers: digestField(json.refers),
    blobs: [config, ...listOf(json.layers), ...listOf(json.blobs)].flatMap(ownDigest),
    children: listOf(json.manifests).flatMap(ownDigest),
  };
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function digestField(value: unknown): string | undefined {
  return isJsonObject(value) ? text(value.digest) : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function ownDigest(descriptor: unknown): string[] {
  if (!isJsonObject(descriptor) || Array.isArray(descriptor.urls)) return [];
  const digest = text(descriptor.digest);
  return digest ? [digest] : [];
}

function annotationsOf(value: unknown): Record<string, string> | undefined {
  if (!isJsonObject(value)) return undefined;
  const pairs = Object.entries(value).flatMap(([name, entry]) =>
    typeof entry === "string" ? [[name, entry] as const] : [],
  );
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}
