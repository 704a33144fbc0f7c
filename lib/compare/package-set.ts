// All packages of one side, over its SBOMs: each once, with every version and licence that any of them names.
import { plainVersions } from "./same-version.ts";
import { MAX_PACKAGES, type Sbom, type SbomPackage } from "./sbom.ts";
import type { Contradiction, SideName } from "./shapes.ts";
import { Texts } from "./texts.ts";

export type MergedPackage = {
  key: string;
  name: string;
  ecosystem: string | undefined;
  versions: Texts;
  licences: Texts;
};

/** `open`: why there may be packages besides. */
export type PackageSet = { packages: ReadonlyMap<string, MergedPackage>; open: string[]; notes: string[] };

const NO_VERSION = "no version";
/** Of one package in one SBOM, where SBOMs contradict each other. */
const MAX_VERSIONS = 20;

/** At most 50,000 entries are taken; the rest is said. Entries are read once each. */
export function packageSet(sboms: readonly Sbom[]): PackageSet {
  const packages = new Map<string, MergedPackage>();
  let room = MAX_PACKAGES;
  for (const sbom of sboms) {
    for (const each of sbom.packages) {
      if (room-- <= 0) break;
      take(packages, each);
    }
  }
  return { packages, open: openOn(sboms), notes: notesOn(sboms) };
}

function take(packages: Map<string, MergedPackage>, each: SbomPackage): void {
  const { key, name, ecosystem, version, licence } = each;
  let held = packages.get(key);
  if (!held) {
    held = { key, name, ecosystem, versions: new Texts(), licences: new Texts() };
    packages.set(key, held);
  }
  held.versions.add(version || NO_VERSION);
  if (licence !== undefined) held.licences.add(licence);
}

/** Packages that two SBOMs both list, in other versions. What one lists and the other does not is no contradiction. */
export function contradictionsIn(
  { packages }: PackageSet,
  sboms: readonly Sbom[],
  side: SideName,
  most: number,
): { listed: Contradiction[]; total: number } {
  const listed: Contradiction[] = [];
  let total = 0;
  if (sboms.length < 2) return { listed, total };
  const bySbom = sboms.map((sbom) => packageSet([sbom]).packages);
  for (const { key, name, ecosystem, versions } of packages.values()) {
    if (versions.size < 2) continue;
    const said = sboms.flatMap((sbom, index) => {
      const own = bySbom[index]?.get(key)?.versions.all().sort();
      return own ? [{ sbom: sbomName(sbom), versions: own }] : [];
    });
    const plain = said.map((each) => plainVersions(ecosystem, each.versions).join("\n"));
    if (new Set(plain).size < 2) continue;
    total++;
    const cut = said.map((each) => ({ ...each, versions: each.versions.slice(0, MAX_VERSIONS) }));
    if (listed.length < most) listed.push({ side, name, said: cut });
  }
  return { listed, total };
}

/** "SPDX SBOM b6a835…ea4e15": a title alone is often that of several. */
export function sbomName({ title, digest }: Pick<Sbom, "title" | "digest">): string {
  const hex = digest.slice(digest.indexOf(":") + 1);
  return `${title} ${hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-6)}`}`;
}

function openOn(sboms: readonly Sbom[]): string[] {
  const read = readIn(sboms);
  const capped =
    read > MAX_PACKAGES ? [`Only the first ${MAX_PACKAGES} of ${read} packages were compared.`] : [];
  return [
    ...capped,
    ...sboms.flatMap((sbom) => {
      const { packages, total, partial } = sbom;
      if (partial !== undefined) return [`${sbomName(sbom)} was not read to its end: ${partial}`];
      return total > packages.length
        ? [`Of ${sbomName(sbom)} ${packages.length} of ${total} packages were read.`]
        : [];
    }),
  ];
}

function notesOn(sboms: readonly Sbom[]): string[] {
  const [empty, ...more] = sboms.filter(({ total }) => total === 0);
  const without = !empty
    ? []
    : more.length === 0
      ? [`${sbomName(empty)} lists no packages.`]
      : [`${more.length + 1} of the ${sboms.length} SBOMs list no packages.`];
  const bare = sboms.reduce((sum, { withoutPurl }) => sum + withoutPurl, 0);
  const unnamed = `${bare} of ${readIn(sboms)} packages have no package URL: they are matched by type and name, and with none that has one.`;
  return bare > 0 ? [...without, unnamed] : without;
}

function readIn(sboms: readonly Sbom[]): number {
  return sboms.reduce((sum, { packages }) => sum + packages.length, 0);
}
