// What makes two entries of SBOMs the same package: the package URL without its version, qualifiers and subpath; where
// there is none, the type and the name.
import { readPurl } from "#lib/inspect";

/** Types whose names are the same in any case (https://github.com/package-url/purl-spec/tree/main/types-doc). */
const ANY_CASE = new Set([
  ...[
    "alpm",
    "apk",
    "bitbucket",
    "bitnami",
    "composer",
    "deb",
    "github",
    "golang",
    "hex",
    "luarocks",
    "nuget",
  ],
  ...["oci", "otp", "pub", "pypi", "qpkg"],
]);
/** Of rpm only the vendor is; its names tell "Judy" from "judy". */
const ANY_CASE_NAMESPACE = "rpm";

/** Words by which one format calls a package what another leaves open: only what is none is told apart by them. */
const SOFTWARE = new Set(["application", "framework", "install", "library", "other"]);

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
  const found = purl === undefined ? undefined : (plainKey(purl) ?? oddKey(purl));
  if (found) return found;
  if (!name) return undefined;
  const word = (type ?? "").toLowerCase();
  return { key: `:${SOFTWARE.has(word) ? "" : word}:${name}`, name, version: "", hasPurl: false };
}

/** As nearly all are written: nothing to decode but a scope's "@". Reading each part by part costs five times as much. */
const PLAIN = /^pkg:([a-z][a-z0-9.+-]*)\/(%40)?([^?#%@]+[^?#%@/])(?:@([^?#%@/]+))?(?:[?#].*)?$/;

function plainKey(purl: string): PackageKey | undefined {
  const read = PLAIN.exec(purl);
  const [, type, scope, path, version = ""] = read ?? [];
  if (type === undefined || path === undefined || path.startsWith("/") || path.includes("//"))
    return undefined;
  const name = scope === undefined ? path : `@${path}`;
  return { key: `${type}/${sameName(type, name)}`, name, ecosystem: type, version, hasPurl: true };
}

function oddKey(purl: string): PackageKey | undefined {
  const read = readPurl(purl);
  if (!read) return undefined;
  const name = read.namespace === undefined ? read.name : `${read.namespace}/${read.name}`;
  const key = `${read.type}/${sameName(read.type, name)}`;
  return { key, name, ecosystem: read.type, version: read.version ?? "", hasPurl: true };
}

function sameName(type: string, name: string): string {
  if (type === ANY_CASE_NAMESPACE) return name.replace(/^.*\//, (namespace) => namespace.toLowerCase());
  if (!ANY_CASE.has(type)) return name;
  const lower = name.toLowerCase();
  // https://packaging.python.org/en/latest/specifications/name-normalization/
  return type === "pypi" ? lower.replace(/[-_.]+/g, "-") : lower;
}
