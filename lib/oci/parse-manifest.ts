// From a manifest's bytes to the one shape that all readers share.
import { ExplorerError } from "#lib/errors";
import { refuseAmbiguous } from "./ambiguity.ts";
import { isJsonObject, parseJson } from "./json.ts";
import type { Manifest } from "./manifest.ts";
import { MANIFEST_SHAPES, malformed, type Recognised, recogniseForm } from "./manifest-form.ts";
import { manifestSchemas, schemaVersionOf } from "./manifest-schemas.ts";
import { tell } from "./oddities.ts";
import { readAnnotations, readDescriptor, readDescriptors } from "./read-descriptor.ts";

export const MAX_CHILDREN = 50_000;

/**
 * Parses any of the seven forms. `contentType` is the answer's header; without it only the body counts. Unknown
 * fields stay in `json`. Throws malformed-answer for what is not a manifest, contradicts its Content-Type or is
 * ambiguous, limit-exceeded for JSON past its bounds or more than 50,000 descriptors in a list.
 */
export function parseManifest(bytes: Uint8Array, options: { contentType?: string } = {}): Manifest {
  const parsed = parseJson(bytes);
  const json = parsed.value;
  if (!isJsonObject(json)) throw malformed("The manifest is not a JSON object.");
  refuseAmbiguous(parsed, json);
  const told = [...parsed.warnings];
  const recognised = recogniseForm(json, options.contentType, told);
  return readForm(json, recognised, told);
}

function readForm(json: Record<string, unknown>, { form, mediaType }: Recognised, told: string[]): Manifest {
  const checked = manifestSchemas[form].safeParse(json);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw malformed(
      `As ${mediaType}, the manifest's ${issue?.path.join(".") || "body"} is wrong: ${issue?.message}.`,
    );
  }
  const version = schemaVersionOf(form);
  if (version !== undefined && json.schemaVersion !== version)
    tell(told, `The schemaVersion is not ${version}.`);
  const shape = MANIFEST_SHAPES[form];
  if (shape === "schema1") tell(told, SCHEMA1_NOTE);
  if (shape === "index" && !Array.isArray(json.manifests))
    tell(told, "The index has no list of manifests; it was read as empty.");
  const one = (name: string) => (json[name] == null ? undefined : readDescriptor(json[name], name, told));
  const many = (name: string) => readDescriptors(bounded(json[name], name), name, told);
  const blobs = shape === "image" ? "layers" : shape === "artifact" ? "blobs" : undefined;
  const config = shape === "image" ? one("config") : undefined;
  const declared = typeof json.artifactType === "string" && json.artifactType ? json.artifactType : undefined;
  // distribution-spec, "Listing Referrers": "If the artifactType is empty or missing in the image manifest, the value
  // of artifactType MUST be set to the config descriptor mediaType value"; of an index it is left out.
  const artifactType = declared ?? config?.mediaType;
  const manifests = shape === "index" ? many("manifests") : [];
  const dropped =
    shape === "index" && Array.isArray(json.manifests) ? json.manifests.length - manifests.length : 0;
  const subject = one("subject");
  const refers = one("refers");
  return {
    form,
    mediaType,
    ...(artifactType ? { artifactType } : {}),
    ...(declared ? { declaredArtifactType: declared } : {}),
    ...(config ? { config } : {}),
    layers: blobs ? many(blobs) : [],
    manifests,
    ...(dropped > 0 ? { dropped } : {}),
    ...(subject ? { subject } : {}),
    ...(refers ? { refers } : {}),
    annotations: readAnnotations(json.annotations, "The manifest", told),
    json,
    warnings: told,
  };
}

const SCHEMA1_NOTE =
  "Docker schema 1, deprecated: it gives no sizes, so its layers are shown only in the JSON; when signed, its digest leaves the signatures out.";

function bounded(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) return [];
  if (value.length > MAX_CHILDREN)
    throw new ExplorerError("limit-exceeded", {
      detail: `The manifest's ${name} has more than ${MAX_CHILDREN} entries.`,
    });
  return value;
}
