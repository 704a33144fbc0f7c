// One version in several spellings, for the types of package that have them.

const PLAIN = new Map<string, (version: string) => string>([
  // An epoch of 0 is that of a version that names none.
  ["deb", withoutEpoch],
  ["rpm", withoutEpoch],
  ["alpm", withoutEpoch],
  // Go writes "v1.2.3", and some SBOM tools leave the "v" out.
  ["golang", (version) => version.replace(/^v(?=\d)/, "")],
]);

/** The version as all its spellings are compared; the same text for types of which nothing is known. */
export function plainVersion(type: string | undefined, version: string): string {
  return PLAIN.get(type ?? "")?.(version) ?? version;
}

/** Each once, sorted. */
export function plainVersions(type: string | undefined, versions: readonly string[]): string[] {
  return [...new Set(versions.map((version) => plainVersion(type, version)))].sort();
}

function withoutEpoch(version: string): string {
  return version.replace(/^0+:/, "");
}
