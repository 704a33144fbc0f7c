// Which of the seven forms a manifest has: by its own media type, else by Content-Type, else by its shape.
import { ExplorerError } from "#lib/errors";
import type { ManifestForm } from "./manifest.ts";
import { MEDIA_TYPES, mediaTypeEssence } from "./media-types.ts";

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

/** Throws malformed-answer when the types contradict each other, or when nothing tells the form. */
export function recogniseForm(
  json: Record<string, unknown>,
  contentType: string | undefined,
  told: string[],
): Recognised {
  const declared = declaredType(json);
  const served = contentType === undefined ? "" : mediaTypeEssence(contentType);
  const isGeneric = GENERIC.has(served);
  // "clients SHOULD verify that the Content-Type header matches the mediaType field, and reject when it does not".
  if (declared !== undefined && !isGeneric && mediaTypeEssence(declared) !== served)
    throw malformed(`Content-Type says ${served}, the body says ${declared}.`);
  if (contentType !== undefined && isGeneric)
    told.push(`Content-Type says ${served || "nothing"}, which is no manifest's type.`);
  refuseTwoShapes(json);
  const mediaType = declared ?? (isGeneric ? undefined : served);
  const known = mediaType === undefined ? undefined : FORMS.get(mediaTypeEssence(mediaType));
  const shape = shapeOf(json);
  if (known !== undefined && mediaType !== undefined) return { form: known, mediaType };
  if (shape === undefined)
    throw malformed(
      mediaType === undefined ? "The body is no manifest." : `${mediaType} is no manifest's type.`,
    );
  if (mediaType !== undefined)
    told.push(`${mediaType} is not a known manifest type; it was read by its shape.`);
  return { form: shape.form, mediaType: mediaType ?? shape.mediaType };
}

function declaredType({ mediaType }: Record<string, unknown>): string | undefined {
  if (mediaType === undefined || mediaType === null || mediaType === "") return undefined;
  if (typeof mediaType !== "string") throw malformed("The manifest's mediaType is not a string.");
  return mediaType;
}

/**
 * image-spec, "Image Index": readers that go by different fields would see two different images in one digest
 * (CVE-2021-41190), so such a document is no manifest.
 */
function refuseTwoShapes(json: Record<string, unknown>): void {
  const has = (name: string) => json[name] !== undefined && json[name] !== null;
  const groups = [["manifests"], ["layers", "config"], ["fsLayers"], ["blobs"]];
  const [first, second] = groups.flatMap((names) => names.find(has) ?? []);
  if (first !== undefined && second !== undefined)
    throw malformed(`The manifest is ambiguous: it has both ${first} and ${second}.`);
}

function shapeOf(json: Record<string, unknown>): Recognised | undefined {
  if (json.manifests !== undefined) return { form: "oci-index", mediaType: MEDIA_TYPES.ociIndex };
  if (json.fsLayers !== undefined) {
    const isSigned = Array.isArray(json.signatures);
    return {
      form: "docker-schema1",
      mediaType: isSigned ? MEDIA_TYPES.dockerSchema1Signed : MEDIA_TYPES.dockerSchema1,
    };
  }
  if (json.config !== undefined || json.layers !== undefined)
    return { form: "oci-image", mediaType: MEDIA_TYPES.ociManifest };
  if (json.blobs !== undefined) return { form: "oci-artifact", mediaType: MEDIA_TYPES.ociArtifact };
  return undefined;
}

export function malformed(detail: string, cause?: unknown): ExplorerError {
  return new ExplorerError("malformed-answer", { detail, cause });
}
