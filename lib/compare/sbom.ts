// The packages of an SBOM, taken out of the report of whoever read it.
import type { Report, Table } from "#lib/inspect";
import { packageKey } from "./package-key.ts";
import type { DocumentName, Unread } from "./shapes.ts";

/** Of one side. What is beyond is counted and said. */
export const MAX_PACKAGES = 50_000;

export type SbomPackage = {
  key: string;
  name: string;
  ecosystem: string | undefined;
  /** "" where the SBOM names none. */
  version: string;
  licence: string | undefined;
  purl: string | undefined;
  cpe: string | undefined;
};

/** One SBOM that was read. `place` is the place that it is about; `total` counts all that it lists. */
export type Sbom = DocumentName & {
  place: string;
  packages: SbomPackage[];
  total: number;
  /** Packages without a package URL: they are told apart by type and name. */
  withoutPurl: number;
  /** Why not all of it was read, where that is so: a sentence. */
  partial: string | undefined;
};

/** How readers say that they did not come to a document's end. */
const NOT_ALL = /read up to|of which the first|rest was not read|are left out|rows than are sent/;

/** Whether all that it lists was read. */
export function isWhole({ packages, total, partial }: Pick<Sbom, "packages" | "total" | "partial">): boolean {
  return total <= packages.length && partial === undefined;
}

/** What an artifact's report says of where it hangs. */
export type ReportPlace = Omit<DocumentName, "title"> & { place: string };

/**
 * Undefined for a report that is no SBOM's; unread where it is called one, and nobody could read what it lists. Whoever
 * reads an SBOM counts its packages, also where there are none.
 */
export function sbomOf(report: Report, where: ReportPlace): Sbom | Unread | undefined {
  if (report.kind !== "sbom") return undefined;
  const table = report.tables.find(({ id }) => id === "packages");
  const isCounted = report.facts.some(({ name }) => name === "Packages");
  if (!table && !isCounted)
    return { ...where, title: report.title, reason: report.problems[0] ?? "Its content could not be read." };
  const partial = report.problems.find((sentence) => NOT_ALL.test(sentence));
  const packages = table ? packagesIn(table) : [];
  return {
    ...where,
    title: report.title,
    packages,
    total: table?.total ?? 0,
    withoutPurl: packages.filter(({ key }) => key.startsWith(":")).length,
    partial,
  };
}

function packagesIn({ columns, rows }: Table): SbomPackage[] {
  const at = (id: string) => columns.findIndex((column) => column.id === id);
  const [name, version, type] = [at("name"), at("version"), at("type")];
  const [licence, purl, cpe] = [at("licence"), at("purl"), at("cpe")];
  const packages: SbomPackage[] = [];
  for (const row of rows) {
    if (packages.length >= MAX_PACKAGES) break;
    const purlText = textOf(row[purl]);
    const found = packageKey(purlText, textOf(row[type]), textOf(row[name]));
    if (!found) continue;
    packages.push({
      key: found.key,
      name: found.name,
      ecosystem: found.ecosystem,
      version: withEpoch(textOf(row[version]) ?? found.version, found.ecosystem, purlText),
      licence: textOf(row[licence]),
      purl: purlText,
      cpe: textOf(row[cpe]),
    });
  }
  return packages;
}

/** A package URL has an rpm's epoch among its qualifiers, and its version without it. */
export function withEpoch(version: string, ecosystem: string | undefined, purl = ""): string {
  if (ecosystem !== "rpm" || version === "" || version.includes(":")) return version;
  const [, epoch] = /[?&]epoch=(\d{1,9})(?=[&#]|$)/.exec(purl) ?? [];
  return epoch === undefined ? version : `${epoch}:${version}`;
}

function textOf(cell: string | number | null | undefined): string | undefined {
  return cell === null || cell === undefined || cell === "" ? undefined : String(cell);
}
