// Which of the seven forms a manifest has: by its own media type, else by Content-Type, else by its shape.
import { ExplorerError } from "#lib/errors";
import { isJsonObject } from "./json.ts";
import type { ManifestForm } from "./manifest.ts";
import { MEDIA_TYPES, mediaTypeEssence } from "./media-types.ts";
import { cut, tell } from "./oddities.ts";

/** The media types of each form, the usual one first. */
const FORMS = new Map<string, ManifestForm>([
  [MEDIA_TYPES.ociManifest, "oci-image"],
  [MEDIA_TYPES.ociIndex, "oci-index"],
  [MEDIA_TYPES.dockerManifest, "docker-image"],
  [MEDIA_TYPES.dockerList, "docker-list"],
  [MEDIA_TYPES.dockerSchema1Signed, "docker-schema1"],
  [MEDIA_TYPES.dockerSchema1, "docker-schema1"],
  [MEDIA_TYPES.ociArtifact, "oci-artifact"],
  [MEDIA_TYPES.orasArtifact, "oras-artifact"],
]);

/** Forms of one shape have the same fields, and differ by their media type alone. */
export const MANIFEST_SHAPES = {
  "oci-image": "image",
  "docker-image": "image",
  "oci-index": "index",
  "docker-list": "index",
  "docker-schema1": "schema1",
  "oci-artifact": "artifact",
  "oras-artifact": "artifact",
} as const satisfies Record<ManifestForm, string>;

/** Types that servers send for any file: they say nothing about a manifest. */
const GENERIC = new Set([
  "application/json",
  "text/json",
  "text/plain",
  "application/octet-stream",
  "binary/octet-stream",
  "",
]);

export type Recognised = { form: ManifestForm; mediaType: string };

/**
 * `contentType` is the answer's header, if there was an answer. Throws malformed-answer when the types contradict
 * each other or the shape, when the document has two shapes, or when nothing tells the form.
 */
export function recogniseForm(
  json: Record<string, unknown>,
  contentType: string | undefined,
  told: string[],
): Recognised {
  const declared = declaredType(json);
  const served = contentType === undefined ? undefined : mediaTypeEssence(contentType);
  const isGeneric = served !== undefined && GENERIC.has(served);
  // distribution-spec, "Pulling manifests": "clients SHOULD reject unless the mediaType field's value matches the type
  // specified by the Content-Type header."
  if (declared !== undefined && served !== undefined && !isGeneric && mediaTypeEssence(declared) !== served)
    throw malformed(`Content-Type says ${served}, the body says ${declared}.`);
  if (isGeneric) tell(told, `Content-Type says ${served || "nothing"}, which is no manifest's type.`);
  const shape = shapeOf(json, told);
  const mediaType = declared ?? (served !== undefined && FORMS.has(served) ? served : undefined);
  const form = mediaType === undefined ? undefined : FORMS.get(mediaTypeEssence(mediaType));
  if (form !== undefined && mediaType !== undefined) {
    if (shape === undefined || MANIFEST_SHAPES[form] === MANIFEST_SHAPES[shape.form])
      return { form, mediaType };
    throw malformed(`The manifest says it is ${mediaType}, but has the fields of ${shape.mediaType}.`);
  }
  if (shape === undefined)
    throw malformed(
      declared === undefined ? "The body is no manifest." : `${declared} is no manifest's type.`,
    );
  const unknown = declared ?? (isGeneric ? undefined : served);
  if (unknown !== undefined)
    tell(told, `${unknown} is no known manifest type; the manifest was read by its shape.`);
  return { form: shape.form, mediaType: declared ?? shape.mediaType };
}

function declaredType({ mediaType }: Record<string, unknown>): string | undefined {
  if (mediaType === undefined || mediaType === null || mediaType === "") return undefined;
  if (typeof mediaType !== "string") throw malformed("The manifest's mediaType is not a string.");
  return mediaType;
}

/**
 * The form that the fields tell. Readers that go by different fields would see two different images under one digest
 * (CVE-2021-41190, image-spec's advice for indexes), so a document of two shapes is no manifest.
 */
function shapeOf(json: Record<string, unknown>, told: string[]): Recognised | undefined {
  const has = (name: string) => json[name] !== undefined && json[name] !== null;
  const found = [["manifests"], ["layers", "config"], ["fsLayers"]].flatMap((names) => names.find(has) ?? []);
  const [field, other] = found;
  const blobs = has("blobs") ? "blobs" : undefined;
  const second = other ?? (field === "layers" || field === "config" ? undefined : blobs);
  if (field !== undefined && second !== undefined)
    throw malformed(`The manifest is ambiguous: it has both ${field} and ${second}.`);
  if (field !== undefined && blobs !== undefined)
    tell(told, `The manifest has blobs besides ${field}; they were left out.`);
  if (field === "manifests") return { form: "oci-index", mediaType: MEDIA_TYPES.ociIndex };
  if (field === "fsLayers") {
    const isSigned = Array.isArray(json.signatures);
    const mediaType = isSigned ? MEDIA_TYPES.dockerSchema1Signed : MEDIA_TYPES.dockerSchema1;
    return { form: "docker-schema1", mediaType };
  }
  // An image's configuration has a `config` too, which is no descriptor.
  const isImage = field === "layers" || (isJsonObject(json.config) && typeof json.config.digest === "string");
  if (field !== undefined)
    return isImage ? { form: "oci-image", mediaType: MEDIA_TYPES.ociManifest } : undefined;
  return blobs === undefined ? undefined : { form: "oci-artifact", mediaType: MEDIA_TYPES.ociArtifact };
}

/** A fault about what the registry sent; its text may be in `detail`, cut. */
export function malformed(detail: string, cause?: unknown): ExplorerError {
  return new ExplorerError("malformed-answer", { detail: cut(detail), cause });
}
