// The sentences on top of a comparison.
import type { Completeness } from "#lib/evidence";
import { counted, kindCounts } from "./kind-nouns.ts";
import type { PlatformPackages } from "./platforms.ts";
import { type MirrorSide, type ReferrerRow, SIDES, type SideName } from "./shapes.ts";

export type SummaryInput = {
  isSameDigest: boolean;
  rows: readonly ReferrerRow[];
  mirror: readonly MirrorSide[];
  platforms: readonly PlatformPackages[];
  /** How much of either side's lists was read. */
  completeness: Record<SideName, Completeness>;
};

/** "Same digest; the mirror lost 3 of 7 referrers: 2 signatures, 1 SBOM." */
export function summaryOf(input: SummaryInput): string {
  const { isSameDigest, rows, mirror, platforms, completeness } = input;
  const referrers = isSameDigest ? mirrorWords(rows, mirror) : referrerWords(rows);
  const open = partialWords(completeness);
  // The same digest has the same packages, whatever its SBOMs say.
  return [referrers, open, isSameDigest ? "" : packageWords(platforms)].filter(Boolean).join(" ");
}

/** Of what no list named nothing is known: neither that it is there nor that it is not. */
function partialWords(completeness: SummaryInput["completeness"]): string {
  const partial = SIDES.filter((side) => completeness[side] !== "complete");
  if (partial.length === 0) return "";
  const where = partial.map((side) => `on the ${side} (${completeness[side]})`).join(" and ");
  return `Not all that is attached ${where} could be read, so there may be more.`;
}

function mirrorWords(rows: readonly ReferrerRow[], mirror: readonly MirrorSide[]): string {
  if (rows.length === 0) return "Same digest; nothing was found attached on either side.";
  const parts = mirror.flatMap(({ side, of, lacks, couldNotCheck }) => {
    const open =
      couldNotCheck > 0 ? `${couldNotCheck} of ${of} could not be checked on the ${side}` : undefined;
    const lost =
      lacks.length > 0
        ? `${side === "right" ? `the mirror lost ${lacks.length} of ${counted(of, "referrer")}` : `the right has ${counted(lacks.length, "referrer")} that the left lacks`}: ${kindCounts(lacks)}`
        : undefined;
    return [lost, open].filter((part) => part !== undefined);
  });
  const same = rows.length === 1 ? "the one referrer is" : `all ${rows.length} referrers are`;
  return parts.length === 0 ? `Same digest, and ${same} on both sides.` : `Same digest; ${parts.join("; ")}.`;
}

function referrerWords(rows: readonly ReferrerRow[]): string {
  if (rows.length === 0) return "Different digests; nothing was found attached on either side.";
  const of = (state: ReferrerRow["state"]) => rows.filter((row) => row.state === state);
  const parts = [
    words(of("same"), (some) => `${counted(some.length, "referrer")} the same`),
    words(of("other-content"), (some) => `${some.length} of the same kind with other content`),
    ...(["left", "right"] as const).flatMap((side) => {
      const alone = of(`${side}-only`);
      const isOpen = (row: ReferrerRow) => row.other?.verdict === "could-not-check";
      const far = side === "left" ? "right" : "left";
      return [
        words(
          alone.filter((row) => !isOpen(row)),
          (some) => `on the ${side} alone ${kindCounts(some)}`,
        ),
        words(alone.filter(isOpen), (some) => `could not be checked on the ${far}: ${kindCounts(some)}`),
      ];
    }),
  ];
  return `Different digests; ${parts.filter(Boolean).join("; ")}.`;
}

function words<T>(some: readonly T[], say: (some: readonly T[]) => string): string {
  return some.length === 0 ? "" : say(some);
}

/** Of all platforms together; each platform's own numbers stand at its table. What was not read is said. */
function packageWords(platforms: readonly PlatformPackages[]): string {
  const compared = platforms.flatMap(({ comparison }) => comparison ?? []);
  if (compared.length === 0) return "Packages could not be compared.";
  const sum = (name: "added" | "removed" | "up" | "down" | "changed" | "licence") =>
    compared.reduce((total, { counts }) => total + counts[name], 0);
  const parts = [
    [sum("added"), "added"],
    [sum("removed"), "removed"],
    [sum("up") + sum("down") + sum("changed"), "in another version"],
    [sum("licence"), "with another licence named"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const lacks = platforms.filter(({ comparison }) => !comparison).map(({ name }) => name);
  const alone = lacks.length > 0 ? " in the one place that was compared" : "";
  const where = compared.length > 1 ? `, summed over ${compared.length} places` : alone;
  const isOpen = platforms.some(({ left, right, comparison }) =>
    Boolean(comparison && (left.open || right.open || comparison.open.length > 0)),
  );
  const open = isOpen ? ", as far as the SBOMs could be read" : "";
  const differs =
    said.length === 0 ? `No package differs${where}${open}.` : `Packages${where}${open}: ${said.join(", ")}.`;
  return [differs, uncomparedWords(lacks, platforms.length)].filter(Boolean).join(" ");
}

/** An index may have dozens of platforms: the others stand in the tables. */
const NAMED = 3;

function uncomparedWords(names: readonly string[], of: number): string {
  if (names.length === 0) return "";
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `${names.length} of ${of} places could not be compared: ${names.slice(0, NAMED).join(", ")}${more}.`;
}
