// What makes two entries of SBOMs the same package: the package URL without its version, qualifiers and subpath; where
// there is none, the type and the name.
import { readPurl } from "#lib/inspect";

/** Types whose names are the same in any case (https://github.com/package-url/purl-spec/tree/main/types-doc). */
const ANY_CASE = new Set(["apk", "bitbucket", "composer", "deb", "github", "hex", "pypi"]);

export type PackageKey = {
  key: string;
  /** As the package URL has it: with its namespace. */
  name: string;
  ecosystem?: string;
  /** The package URL's; "" where it has none. */
  version: string;
  hasPurl: boolean;
};

/** Undefined for an entry that names nothing. */
export function packageKey(
  purl: string | undefined,
  type: string | undefined,
  name: string | undefined,
): PackageKey | undefined {
  const read = purl === undefined ? undefined : readPurl(purl);
  if (read) {
    const full = read.namespace === undefined ? read.name : `${read.namespace}/${read.name}`;
    return {
      key: `${read.type}/${sameName(read.type, full)}`,
      name: full,
      ecosystem: read.type,
      version: read.version ?? "",
      hasPurl: true,
    };
  }
  if (!name) return undefined;
  return { key: `:${(type ?? "").toLowerCase()}:${name}`, name, version: "", hasPurl: false };
}

function sameName(type: string, name: string): string {
  if (!ANY_CASE.has(type)) return name;
  const lower = name.toLowerCase();
  // https://packaging.python.org/en/latest/specifications/name-normalization/
  return type === "pypi" ? lower.replace(/[-_.]+/g, "-") : lower;
}
