// What is looked for in SBOMs, and which of their packages it fits.
import { readPurl } from "#lib/inspect";
import { type PackageKey, packageKey } from "./package-key.ts";
import { plainVersion } from "./same-version.ts";
import { type SbomPackage, withEpoch } from "./sbom.ts";

/** "open": nothing that the package URL names is another, and not all of it is said. */
type Likeness = "same" | "open" | "other";

export class Wanted {
  readonly #text: string;
  /** Where a whole package URL is looked for: it fits in every spelling. */
  readonly #purl: PackageKey | undefined;
  readonly #qualifiers: ReadonlyMap<string, string>;
  readonly #python: string | undefined;

  /** A part of a name, a package URL, a CPE or a version, in any case. Nothing fits the empty text. */
  constructor(query: string) {
    this.#text = plainText(query);
    const purl = query.startsWith("pkg:") ? packageKey(query, undefined, undefined) : undefined;
    this.#purl = purl && { ...purl, version: withEpoch(purl.version, purl.ecosystem, query) };
    const qualifiers = qualifiersOf(purl && query);
    // An epoch is part of the version, and compared with it.
    if (purl?.ecosystem === "rpm" && purl.version !== "") qualifiers.delete("epoch");
    this.#qualifiers = qualifiers;
    // https://packaging.python.org/en/latest/specifications/name-normalization/
    const name = this.#text.replace(/[-_.]+/g, "-");
    this.#python = /^[a-z]/.test(name) ? name : undefined;
  }

  fits(each: SbomPackage): boolean {
    if (this.#text === "") return false;
    const { name, version, purl, cpe } = each;
    return (
      [name, purl, cpe, version].some((text) => text !== undefined && plainText(text).includes(this.#text)) ||
      this.#likeness(each) !== "other" ||
      (this.#python !== undefined && pythonName(each)?.includes(this.#python) === true)
    );
  }

  /** The whole name, its last part, the package URL with all of what follows its name in the query, or the whole CPE. */
  isExactly(each: SbomPackage): boolean {
    const name = plainText(each.name);
    const cpe = each.cpe === undefined ? undefined : plainText(each.cpe);
    return (
      [name, name.split(/[/:]/).at(-1), cpe, pythonName(each)].includes(this.#text) ||
      (this.#python !== undefined && pythonName(each) === this.#python) ||
      this.#likeness(each) === "same"
    );
  }

  #likeness({ key, ecosystem, version, purl }: SbomPackage): Likeness {
    if (!this.#purl || key !== this.#purl.key) return "other";
    const wanted = this.#purl.version;
    if (wanted !== "" && plainVersion(ecosystem, wanted) !== plainVersion(ecosystem, version)) return "other";
    if (this.#qualifiers.size === 0) return "same";
    const said = qualifiersOf(purl);
    const all = [...this.#qualifiers];
    if (all.some(([name, value]) => said.has(name) && said.get(name) !== value)) return "other";
    return all.every(([name]) => said.has(name)) ? "same" : "open";
  }
}

/** Of "pkg:deb/debian/curl@7?arch=amd64": its architecture. */
function qualifiersOf(purl: string | undefined): Map<string, string> {
  const read = purl === undefined ? undefined : readPurl(purl);
  return new Map(read?.qualifiers.map(([name, value]) => [name, value.toLowerCase()]));
}

/** In small letters, with what a package URL encodes written out. */
function plainText(text: string): string {
  const small = text.toLowerCase();
  if (!small.includes("%")) return small;
  try {
    return decodeURIComponent(small);
  } catch {
    return small;
  }
}

/** A Python package's name as all its spellings are compared. */
function pythonName({ ecosystem, key }: SbomPackage): string | undefined {
  return ecosystem === "pypi" ? key.slice("pypi/".length) : undefined;
}
