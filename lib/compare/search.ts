// "Is log4j in it?": over all SBOMs that were read at once, with what each says, and where they contradict each other.
// "Not listed" is said of SBOMs that were read, and of nothing else.
import { counted } from "./kind-nouns.ts";
import { sbomName } from "./package-set.ts";
import { plainVersion } from "./same-version.ts";
import { isWhole, type Sbom, type SbomPackage } from "./sbom.ts";
import { contradictionsAbout } from "./search-contradictions.ts";
import { Wanted } from "./search-match.ts";
import type { SearchFinding, SearchRow, Unread } from "./shapes.ts";

const MAX_ROWS = 1000;
const MAX_LICENCES = 20;

export type SearchInput = {
  sboms: readonly Sbom[];
  unread: readonly Unread[];
  /** Whether every way of finding SBOMs was answered. */
  isWhole: boolean;
  /** Images that no SBOM is about, neither their own nor one of an index around them. */
  uncovered: readonly string[];
};

/** The query is a part of a name, a package URL, a CPE or a version, in any case. */
export function searchPackages(input: SearchInput, query: string): SearchFinding {
  const wanted = new Wanted(query.trim());
  const found = new Map<string, Hit>();
  const hits = input.sboms.map((sbom, index) => collect(sbom, index, wanted, found));
  const all = [...found.values()].map(({ row }) => row).sort(byMatch);
  return {
    answer: answerOf(input, all.length),
    sentence: sentenceOf(input, query.trim(), all.length, hits.filter((count) => count > 0).length),
    rows: all.slice(0, MAX_ROWS),
    total: all.length,
    sboms: input.sboms.map((sbom, index) => {
      const { digest, layer, title, about, foundBy, packages, total } = sbom;
      return {
        digest,
        ...(layer === undefined ? {} : { layer }),
        ...{ title, about, foundBy, packages: packages.length, total },
        ...{ hits: hits[index] ?? 0, isWhole: isWhole(sbom) },
      };
    }),
    unread: [...input.unread],
    contradictions: contradictionsAbout(input.sboms, [...found.values()]),
  };
}

/** One package of one version, and what it is the same package as. */
export type Hit = { key: string; row: SearchRow };

/** How many of the SBOM's entries match. */
function collect(sbom: Sbom, index: number, wanted: Wanted, found: Map<string, Hit>): number {
  let count = 0;
  for (const each of sbom.packages) {
    if (!wanted.fits(each)) continue;
    count++;
    const id = `${each.key}\n${plainVersion(each.ecosystem, each.version)}`;
    const hit = found.get(id);
    if (hit) join(hit.row, each, index, wanted);
    else found.set(id, { key: each.key, row: rowOf(each, index, wanted) });
  }
  return count;
}

function rowOf(each: SbomPackage, index: number, wanted: Wanted): SearchRow {
  return {
    name: each.name,
    version: each.version,
    ...(each.ecosystem === undefined ? {} : { ecosystem: each.ecosystem }),
    ...(each.purl === undefined ? {} : { purl: each.purl }),
    licences: each.licence === undefined ? [] : [each.licence],
    isExact: wanted.isExactly(each),
    sboms: [index],
  };
}

function join(row: SearchRow, each: SbomPackage, index: number, wanted: Wanted): void {
  const { licence, purl } = each;
  if (!row.sboms.includes(index)) row.sboms.push(index);
  if (licence !== undefined && !row.licences.includes(licence) && row.licences.length < MAX_LICENCES)
    row.licences.push(licence);
  const isFirstExact = !row.isExact && wanted.isExactly(each);
  if (isFirstExact) row.isExact = true;
  if (purl !== undefined && (row.purl === undefined || isFirstExact)) row.purl = purl;
}

function byMatch(a: SearchRow, b: SearchRow): number {
  return Number(b.isExact) - Number(a.isExact) || byText(a.name, b.name) || byText(a.version, b.version);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function answerOf({ sboms }: SearchInput, total: number): SearchFinding["answer"] {
  if (total > 0) return "listed";
  return sboms.some(({ packages }) => packages.length > 0) ? "not-listed" : "cannot-be-told";
}

function sentenceOf(input: SearchInput, query: string, total: number, listing: number): string {
  const { sboms, unread, isWhole: isAllAsked } = input;
  const read = sboms.length === 1 ? "the one SBOM that was read" : `the ${sboms.length} SBOMs that were read`;
  if (total > 0) {
    const where = sboms.length === 1 ? "in the one SBOM that was read" : `in ${listing} of ${read}`;
    return joined(`“${query}” is listed: ${counted(total, "package")}, ${where}.`, ...openSentences(input));
  }
  if (sboms.some(({ packages }) => packages.length > 0))
    return joined(`“${query}” is not listed in ${read}.`, ...openSentences(input));
  if (sboms.length > 0) return joined(`${emptyWords(sboms)}: it cannot be told.`, ...openSentences(input));
  if (unread.length > 0)
    return `Could not check: ${counted(unread.length, "artifact")} that may be an SBOM could not be read.`;
  return isAllAsked
    ? `No SBOM is attached: whether “${query}” is in it cannot be told.`
    : `No SBOM was found, and not every way could be asked: whether “${query}” is in it cannot be told.`;
}

function emptyWords(sboms: readonly Sbom[]): string {
  return sboms.length === 1
    ? "The SBOM that was read lists no packages"
    : "The SBOMs that were read list no packages";
}

/** What leaves the answer open. */
function openSentences({ sboms, unread, isWhole: isAllAsked, uncovered }: SearchInput): string[] {
  const cut = sboms.filter((sbom) => !isWhole(sbom));
  return [
    unread.length > 0 && `${counted(unread.length, "artifact")} that may be an SBOM could not be read.`,
    cut.length > 0 && `Of ${cut.map(sbomName).join(" and ")} not all packages were read.`,
    uncovered.length > 0 && `No SBOM is about ${uncovered.join(" or ")}.`,
    !isAllAsked && "Not every way of finding SBOMs could be asked, so there may be more.",
  ].filter((sentence) => sentence !== false);
}

function joined(...sentences: string[]): string {
  return sentences.join(" ");
}
