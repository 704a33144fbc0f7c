// What a registry's error code says it does not know: a 404 about one thing is no word on another.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes

/** Codes with which a registry speaks of the thing asked for: the route is there. */
const ABOUT_THE_DIGEST = new Set(["MANIFEST_UNKNOWN", "BLOB_UNKNOWN", "DIGEST_INVALID", "MANIFEST_INVALID"]);

/** Undefined for a code that speaks of neither, and where there is none. */
export function unknownThing(errorCode: string | undefined): "repository" | "digest" | undefined {
  if (errorCode === undefined) return undefined;
  if (errorCode.startsWith("NAME_")) return "repository";
  return ABOUT_THE_DIGEST.has(errorCode) ? "digest" : undefined;
}
