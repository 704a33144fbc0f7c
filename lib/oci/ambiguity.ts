// Manifests that two honest readers would understand differently are refused.
import { isJsonObject, type ParsedJson } from "./json.ts";
import { foldKey } from "./json-scan.ts";
import { malformed } from "./manifest-form.ts";

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
 * Refuses repeated keys, and lone keys in another case ("Manifests"), where they decide the meaning: Go reads them
 * as the field, JavaScript does not.
 */
export function refuseAmbiguous({ repeated }: ParsedJson, json: Record<string, unknown>): void {
  const twice = repeated.find(({ path, key }) => isDecisivePlace(path) && DECISIVE_FOLDED.has(foldKey(key)));
  if (twice) {
    const key = [...twice.path, twice.key].join(".");
    const how = twice.first === twice.key ? "is there twice" : `differs from ${twice.first} only in case`;
    throw malformed(`The manifest is ambiguous: the key ${key} ${how}.`);
  }
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
