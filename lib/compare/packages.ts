// Two sides' packages held against each other: added, removed, other versions, other licences.
import { contradictionsIn, type MergedPackage, packageSet } from "./package-set.ts";
import { plainLicence } from "./same-licence.ts";
import { plainVersion } from "./same-version.ts";
import type { Sbom } from "./sbom.ts";
import { type PackageChange, type PackageComparison, type PackageRow, SIDES } from "./shapes.ts";
import { versionOrder } from "./version-order.ts";

/** Versions and licences of one package that are listed. */
const MAX_LISTED = 20;
const MAX_CONTRADICTIONS = 200;

/**
 * In linear time, and at most 50,000 packages a side. Rows are those that differ, by name. What an SBOM that was not
 * read would list is not in it: `open` says so.
 */
export function comparePackages(left: readonly Sbom[], right: readonly Sbom[]): PackageComparison {
  const sets = { left: packageSet(left), right: packageSet(right) };
  const counts = { left: sets.left.packages.size, right: sets.right.packages.size, same: 0, ...NONE };
  const rows: PackageRow[] = [];
  const add = (ours: MergedPackage | undefined, theirs: MergedPackage | undefined) => {
    const row = rowOf(ours, theirs);
    if (row) {
      counts[row.change]++;
      rows.push(row);
    } else counts.same++;
  };
  for (const [key, ours] of sets.left.packages) add(ours, sets.right.packages.get(key));
  for (const [key, theirs] of sets.right.packages) if (!sets.left.packages.has(key)) add(undefined, theirs);
  const found = {
    left: contradictionsIn(sets.left, left, "left", MAX_CONTRADICTIONS),
    right: contradictionsIn(sets.right, right, "right", MAX_CONTRADICTIONS),
  };
  return {
    counts,
    rows: rows.sort((a, b) => byText(a.name, b.name)),
    contradictions: [...found.left.listed, ...found.right.listed],
    contradicted: found.left.total + found.right.total,
    open: SIDES.flatMap((side) => sets[side].open.map((sentence) => `On the ${side}: ${sentence}`)),
    notes: [
      ...makesNote(left, right),
      ...SIDES.flatMap((side) => sets[side].notes.map((note) => `On the ${side}: ${note}`)),
    ],
  };
}

/** A package may have come with the tool that looked, and not with the image. */
function makesNote(left: readonly Sbom[], right: readonly Sbom[]): string[] {
  const [ours, theirs] = [left, right].map((sboms) => [...new Set(sboms.map(({ title }) => title))].sort());
  if (ours === undefined || theirs === undefined || ours.join() === theirs.join()) return [];
  return [
    `The sides have SBOMs of other makes (${ours.join(", ")} on the left, ${theirs.join(", ")} on the right): what one make lists another may leave out.`,
  ];
}

const NONE = { added: 0, removed: 0, up: 0, down: 0, changed: 0, licence: 0 };

/** Undefined where nothing differs. */
function rowOf(ours: MergedPackage | undefined, theirs: MergedPackage | undefined): PackageRow | undefined {
  const one = ours ?? theirs;
  if (!one) return undefined;
  const licenceChanged = isLicenceChanged(ours, theirs);
  const change = changeOf(ours, theirs) ?? (licenceChanged ? "licence" : undefined);
  if (change === undefined) return undefined;
  return {
    name: one.name,
    ...(one.ecosystem === undefined ? {} : { ecosystem: one.ecosystem }),
    change,
    left: sideOf(ours),
    right: sideOf(theirs),
    licenceChanged,
  };
}

function changeOf(
  ours: MergedPackage | undefined,
  theirs: MergedPackage | undefined,
): PackageChange | undefined {
  if (!ours) return "added";
  if (!theirs) return "removed";
  if (ours.versions.isSame(theirs.versions)) return undefined;
  const gone = versionsBeyond(ours, theirs);
  const come = versionsBeyond(theirs, ours);
  if (gone.length === 0 && come.length === 0) return undefined;
  const [before, after] = [gone[0], come[0]];
  // Of several versions that went or came nobody can say which became which.
  if (gone.length !== 1 || come.length !== 1 || before === undefined || after === undefined) return "changed";
  const order = versionOrder(ours.ecosystem, before, after);
  return order === undefined || order === 0 ? "changed" : order < 0 ? "up" : "down";
}

/** Versions of the one that the other has in no spelling. */
function versionsBeyond({ ecosystem, versions }: MergedPackage, other: MergedPackage): string[] {
  const there = new Set(other.versions.all().map((version) => plainVersion(ecosystem, version)));
  return versions.all().filter((version) => !there.has(plainVersion(ecosystem, version)));
}

/** Where one side names no licence, nothing is known to have changed. */
function isLicenceChanged(ours: MergedPackage | undefined, theirs: MergedPackage | undefined): boolean {
  if (!ours || !theirs || ours.licences.size === 0 || theirs.licences.size === 0) return false;
  if (ours.licences.isSame(theirs.licences)) return false;
  return plainLicences(ours) !== plainLicences(theirs);
}

function plainLicences({ licences }: MergedPackage): string {
  return [...new Set(licences.all().map(plainLicence))].sort().join("\n");
}

function sideOf(one: MergedPackage | undefined): PackageRow["left"] {
  return {
    versions: (one?.versions.all() ?? []).sort().slice(0, MAX_LISTED),
    licences: (one?.licences.all() ?? []).sort().slice(0, MAX_LISTED),
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
