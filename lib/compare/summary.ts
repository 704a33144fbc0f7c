// The sentences on top of a comparison.
import { counted, kindCounts } from "./kind-nouns.ts";
import type { PlatformPackages } from "./platforms.ts";
import type { MirrorSide, ReferrerRow } from "./shapes.ts";

export type SummaryInput = {
  isSameDigest: boolean;
  rows: readonly ReferrerRow[];
  mirror: readonly MirrorSide[];
  platforms: readonly PlatformPackages[];
};

/** "Same digest; the mirror lost 3 of 7 referrers: 2 signatures, 1 SBOM." */
export function summaryOf(input: SummaryInput): string {
  const { isSameDigest, rows, mirror, platforms } = input;
  const referrers = isSameDigest ? mirrorWords(rows, mirror) : referrerWords(rows);
  // The same digest has the same packages, whatever its SBOMs say.
  return [referrers, isSameDigest ? "" : packageWords(platforms)].filter(Boolean).join(" ");
}

function mirrorWords(rows: readonly ReferrerRow[], mirror: readonly MirrorSide[]): string {
  if (rows.length === 0) return "Same digest; nothing was found attached on either side.";
  const parts = mirror.flatMap(({ side, of, lacks, couldNotCheck }) => {
    const words = side === "right" ? "the mirror lost" : "it has besides";
    const open =
      couldNotCheck > 0 ? `${couldNotCheck} of ${of} could not be checked on the ${side}` : undefined;
    const lost =
      lacks.length > 0
        ? `${words} ${side === "right" ? `${lacks.length} of ${counted(of, "referrer")}` : counted(lacks.length, "referrer")}: ${kindCounts(lacks)}`
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
          (some) => `${kindCounts(some)} on the ${side} alone`,
        ),
        words(alone.filter(isOpen), (some) => `${kindCounts(some)} that could not be checked on the ${far}`),
      ];
    }),
  ];
  return `Different digests; ${parts.filter(Boolean).join(", ")}.`;
}

function words<T>(some: readonly T[], say: (some: readonly T[]) => string): string {
  return some.length === 0 ? "" : say(some);
}

/** Of all platforms together; each platform's own numbers stand at its table. */
function packageWords(platforms: readonly PlatformPackages[]): string {
  const compared = platforms.flatMap(({ comparison }) => comparison ?? []);
  if (compared.length === 0) return "Packages could not be compared.";
  const sum = (name: "added" | "removed" | "up" | "down" | "changed" | "licence") =>
    compared.reduce((total, { counts }) => total + counts[name], 0);
  const parts = [
    [sum("added"), "added"],
    [sum("removed"), "removed"],
    [sum("up") + sum("down") + sum("changed"), "in another version"],
    [sum("licence"), "under another licence"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const where = compared.length > 1 ? ` on ${compared.length} platforms` : "";
  return said.length === 0 ? `The packages are the same${where}.` : `Packages${where}: ${said.join(", ")}.`;
}
