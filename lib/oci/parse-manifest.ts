// From a manifest's bytes to the one shape that all readers share.
import { ExplorerError } from "#lib/errors";
import { isJsonObject, type ParsedJson, parseJson } from "./json.ts";
import { foldKey } from "./json-scan.ts";
import type { Manifest } from "./manifest.ts";
import { malformed, type Recognised, recogniseForm } from "./manifest-form.ts";
import { manifestSchemas } from "./manifest-schemas.ts";
import { readAnnotations, readDescriptor, readDescriptors } from "./read-descriptor.ts";

export const MAX_CHILDREN = 50_000;

/** Keys that decide what a manifest means. When two readers may see different values, there is no manifest. */
const DECISIVE = [
  "mediaType",
  "subject",
  "refers",
  "manifests",
  "layers",
  "blobs",
  "config",
  "digest",
  "size",
];
const DECISIVE_FOLDED = new Map(DECISIVE.map((key) => [foldKey(key), key]));

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
  const list = (name: string) => boundedList(json[name], name);
  const optional = (name: string) =>
    json[name] == null ? undefined : readDescriptor(json[name], name, told);
  const isIndex = form === "oci-index" || form === "docker-list";
  const isImage = form === "oci-image" || form === "docker-image";
  if (form === "docker-schema1") told.push(SCHEMA1_NOTE);
  const declaredArtifactType =
    typeof json.artifactType === "string" && json.artifactType ? json.artifactType : undefined;
  const config = isImage ? optional("config") : undefined;
  const artifactType = declaredArtifactType ?? config?.mediaType;
  const subject = optional("subject");
  const refers = optional("refers");
  return {
    form,
    mediaType,
    ...(artifactType ? { artifactType } : {}),
    ...(declaredArtifactType === undefined ? {} : { declaredArtifactType }),
    ...(config ? { config } : {}),
    layers: readDescriptors(
      isImage ? list("layers") : isIndex ? [] : list("blobs"),
      isImage ? "layers" : "blobs",
      told,
    ),
    manifests: readDescriptors(isIndex ? list("manifests") : [], "manifests", told),
    ...(subject ? { subject } : {}),
    ...(refers ? { refers } : {}),
    annotations: readAnnotations(json.annotations, "The manifest", told),
    json,
    warnings: told,
  };
}

const SCHEMA1_NOTE =
  "Docker schema 1, deprecated: it gives no sizes, so its layers are shown only in the JSON; when signed, its digest leaves the signatures out.";

function boundedList(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) return [];
  if (value.length > MAX_CHILDREN)
    throw new ExplorerError("limit-exceeded", {
      detail: `The manifest's ${name} has more than ${MAX_CHILDREN} entries.`,
    });
  return value;
}

/**
 * Refuses repeated keys, and lone keys in another case ("Manifests"), where they decide the meaning: Go reads them
 * as the field, JavaScript does not.
 */
function refuseAmbiguous({ repeated }: ParsedJson, json: Record<string, unknown>): void {
  const twice = repeated.find(({ path, key }) => isDecisivePlace(path) && DECISIVE_FOLDED.has(foldKey(key)));
  if (twice)
    throw malformed(
      `The manifest is ambiguous: the key ${[...twice.path, twice.key].join(".")} is there twice.`,
    );
  const places = [json, ...["config", "subject", "refers"].map((name) => json[name])];
  const lists = ["manifests", "layers", "blobs"].map((name) => json[name]);
  for (const place of [...places, ...lists.filter(Array.isArray).flat()]) {
    if (!isJsonObject(place)) continue;
    const odd = Object.keys(place).find((key) => (DECISIVE_FOLDED.get(foldKey(key)) ?? key) !== key);
    if (odd !== undefined)
      throw malformed(
        `The manifest is ambiguous: some clients read its key ${odd} as ${DECISIVE_FOLDED.get(foldKey(odd))}.`,
      );
  }
}

/** The manifest itself, and each descriptor in it. */
function isDecisivePlace(path: string[]): boolean {
  const [first = "", second = ""] = path;
  if (path.length === 0) return true;
  if (path.length === 1) return ["config", "subject", "refers"].includes(first);
  return path.length === 2 && ["manifests", "layers", "blobs"].includes(first) && /^\d+$/.test(second);
}
