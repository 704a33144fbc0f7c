// The body of a referrers answer, or of a referrers tag: a list that nobody signs, so each entry is taken by itself.
import type { Descriptor } from "./descriptor.ts";
import { isJsonObject, parseJson } from "./json.ts";
import { malformed } from "./manifest-form.ts";
import { MEDIA_TYPES, mediaTypeEssence } from "./media-types.ts";
import { tell } from "./oddities.ts";
import { MAX_CHILDREN } from "./parse-manifest.ts";
import { readAnnotations, readDescriptor, readDescriptors } from "./read-descriptor.ts";

/**
 * `manifests` are the usable entries, `dropped` counts the others, `problems` says what was odd or left out,
 * `truncated` why entries after the cap were not read. `subject` is the index's own, where the index is a referrer
 * itself; `nextLink` the next page as early ORAS registries gave it.
 */
export type ReferrersIndex = {
  form: "oci-index" | "oras-list";
  mediaType?: string;
  manifests: Descriptor[];
  annotations: Record<string, string>;
  subject?: Descriptor;
  nextLink?: string;
  dropped: number;
  problems: string[];
  truncated?: string;
};

/**
 * Reads an image index with `schemaVersion` 2, or ORAS's `references` or `referrers` list. Throws malformed-answer
 * for any other JSON (a login page, an error body, a manifest), limit-exceeded for JSON past its bounds.
 */
export function parseReferrersIndex(bytes: Uint8Array): ReferrersIndex {
  const { value: json, warnings } = parseJson(bytes);
  if (!isJsonObject(json)) throw malformed("The list of referrers is not a JSON object.");
  const problems = [...warnings];
  const oras = [json.references, json.referrers].find(Array.isArray);
  const isOras = json.manifests === undefined && oras !== undefined;
  const list: unknown = isOras ? oras : indexEntries(json, problems);
  const entries = Array.isArray(list) ? list : [];
  const read = entries.slice(0, MAX_CHILDREN);
  const manifests = readDescriptors(read, isOras ? "referrers" : "manifests", problems);
  const subject = json.subject == null ? undefined : readDescriptor(json.subject, "subject", problems);
  const nextLink = json["@nextLink"];
  return {
    form: isOras ? "oras-list" : "oci-index",
    ...(typeof json.mediaType === "string" ? { mediaType: json.mediaType } : {}),
    manifests,
    annotations: readAnnotations(json.annotations, "The list", problems),
    ...(subject ? { subject } : {}),
    ...(isOras && typeof nextLink === "string" ? { nextLink } : {}),
    dropped: read.length - manifests.length,
    problems,
    ...(entries.length > MAX_CHILDREN
      ? { truncated: `only the first ${MAX_CHILDREN} of ${entries.length} entries were read` }
      : {}),
  };
}

/** distribution-spec, "Listing Referrers": the body "MUST be an image index". */
function indexEntries(json: Record<string, unknown>, problems: string[]): unknown {
  const { mediaType, schemaVersion, manifests } = json;
  if (schemaVersion !== 2)
    throw malformed("The list of referrers is no image index: its schemaVersion is not 2.");
  if (
    typeof mediaType === "string" &&
    mediaType !== "" &&
    mediaTypeEssence(mediaType) !== MEDIA_TYPES.ociIndex
  )
    throw malformed(`The list of referrers is no image index: its mediaType is ${mediaType}.`);
  if (typeof mediaType !== "string" || mediaType === "") tell(problems, "The index has no mediaType.");
  if (manifests === null) tell(problems, "The index has null for its manifests.");
  else if (!Array.isArray(manifests))
    throw malformed("The list of referrers is no image index: it has no manifests.");
  return manifests;
}
