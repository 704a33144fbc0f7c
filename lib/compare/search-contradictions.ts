// Where SBOMs about the same platform do not say the same of a package.
import { sbomName } from "./package-set.ts";
import { plainVersions } from "./same-version.ts";
import { isWhole, type Sbom } from "./sbom.ts";
import type { Hit } from "./search.ts";

const MAX_SENTENCES = 100;
const MAX_VERSIONS = 8;

/** A sentence for each package and platform. SBOMs about other things than each other contradict nothing. */
export function contradictionsAbout(sboms: readonly Sbom[], hits: readonly Hit[]): string[] {
  const byPackage = Map.groupBy(hits, ({ key }) => key);
  const placed = sboms.flatMap((sbom, index): Placed[] =>
    sbom.packages.length > 0 ? [{ sbom, index, versions: versionsOf(sbom, byPackage) }] : [],
  );
  const byPlace = Map.groupBy(placed, ({ sbom }) => sbom.place);
  const sentences: string[] = [];
  for (const same of byPlace.values()) {
    if (same.length < 2) continue;
    for (const [key, rows] of byPackage) {
      if (sentences.length >= MAX_SENTENCES) return sentences;
      const sentence = sentenceAbout(key, rows, same);
      if (sentence) sentences.push(sentence);
    }
  }
  return sentences;
}

/** `versions`: all that it lists of the packages that were found, also those that the search did not ask for. */
type Placed = { sbom: Sbom; index: number; versions: ReadonlyMap<string, ReadonlySet<string>> };

const NO_VERSION = "no version";

function versionsOf(
  { packages }: Sbom,
  wanted: ReadonlyMap<string, unknown>,
): Map<string, ReadonlySet<string>> {
  const versions = new Map<string, Set<string>>();
  for (const { key, version } of packages) {
    if (!wanted.has(key)) continue;
    const held = versions.get(key) ?? new Set();
    versions.set(key, held.add(version || NO_VERSION));
  }
  return versions;
}

function sentenceAbout(key: string, rows: readonly Hit[], same: readonly Placed[]): string | undefined {
  const { name = key, ecosystem } = rows[0]?.row ?? {};
  const said = same
    .map(({ sbom, index, versions: all }) => {
      const found = rows.filter(({ row }) => row.sboms.includes(index));
      const isFound = found.length > 0;
      const own = isFound ? found.map(({ row }) => row.version || NO_VERSION) : [...(all.get(key) ?? [])];
      return { sbom, isFound, versions: own };
    })
    // What was not read to its end may list it yet.
    .filter(({ sbom, isFound }) => isFound || isWhole(sbom));
  const texts = new Set(said.map(({ versions }) => plainVersions(ecosystem, versions).join("\n")));
  if (texts.size < 2 || !said.some(({ isFound }) => isFound)) return undefined;
  const about = same[0]?.sbom.about ?? "";
  const parts = said.map(({ sbom, versions }) =>
    versions.length === 0
      ? `${sbomName(sbom)} does not list it`
      : `${sbomName(sbom)} lists ${listed(versions)}`,
  );
  return `${name}, about ${about}: ${parts.join("; ")}.`;
}

function listed(versions: readonly string[]): string {
  const more = versions.length - MAX_VERSIONS;
  return `${versions.slice(0, MAX_VERSIONS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
