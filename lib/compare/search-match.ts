// What is looked for in SBOMs, and which of their packages it fits.
import { type PackageKey, packageKey } from "./package-key.ts";
import { plainVersion } from "./same-version.ts";
import type { SbomPackage } from "./sbom.ts";

export class Wanted {
  readonly #text: string;
  /** Where a whole package URL is looked for: it fits in every spelling. */
  readonly #purl: PackageKey | undefined;
  readonly #python: string | undefined;

  /** A part of a name, a package URL, a CPE or a version, in any case. Nothing fits the empty text. */
  constructor(query: string) {
    this.#text = plainText(query);
    this.#purl = query.startsWith("pkg:") ? packageKey(query, undefined, undefined) : undefined;
    // https://packaging.python.org/en/latest/specifications/name-normalization/
    const name = this.#text.replace(/[-_.]+/g, "-");
    this.#python = /^[a-z]/.test(name) ? name : undefined;
  }

  fits(each: SbomPackage): boolean {
    if (this.#text === "") return false;
    const { name, version, purl, cpe } = each;
    return (
      [name, purl, cpe, version].some((text) => text !== undefined && plainText(text).includes(this.#text)) ||
      this.#isPurlOf(each) ||
      (this.#python !== undefined && pythonName(each)?.includes(this.#python) === true)
    );
  }

  /** The whole name, its last part, the package URL with or without what follows its name, or the whole CPE. */
  isExactly(each: SbomPackage): boolean {
    const name = plainText(each.name);
    const cpe = each.cpe === undefined ? undefined : plainText(each.cpe);
    return (
      [name, name.split(/[/:]/).at(-1), cpe, pythonName(each)].includes(this.#text) ||
      (this.#python !== undefined && pythonName(each) === this.#python) ||
      this.#isPurlOf(each)
    );
  }

  #isPurlOf({ key, ecosystem, version }: SbomPackage): boolean {
    if (!this.#purl || key !== this.#purl.key) return false;
    const wanted = this.#purl.version;
    return wanted === "" || plainVersion(ecosystem, wanted) === plainVersion(ecosystem, version);
  }
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
