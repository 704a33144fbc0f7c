// Packages are compared platform by platform: which SBOMs stand for each platform of each side, and why these.

import type { Place } from "./frame.ts";
import { comparePackages } from "./packages.ts";
import type { PlacePair } from "./places.ts";
import type { Sbom } from "./sbom.ts";
import type { PackageComparison, SbomName, SideName } from "./shapes.ts";

/** `sboms` that were used; `why` says whose they are, or why there are none; `open`, why there may be more of them. */
export type PlatformSide = { sboms: SbomName[]; why: string; open?: string };
export type PlatformPackages = {
  name: string;
  left: PlatformSide;
  right: PlatformSide;
  /** Absent where a side has no SBOM that was read. */
  comparison?: PackageComparison;
};

type Read = { left: readonly Sbom[]; right: readonly Sbom[] };
/** Why a place may have SBOMs besides those that were read: a sentence's end, or undefined where it surely has none. */
type OpenWords = (side: SideName, place: Place) => string | undefined;

/**
 * One entry a pair of places of which either side has an SBOM of its own; a side that has none there takes those of its
 * index, which says so. Where neither has one that was read, and either may have one, that is an entry without a
 * comparison. What surely no SBOM is about on either side is no entry.
 */
export function comparePlatforms(
  pairs: readonly PlacePair[],
  read: Read,
  openWords: OpenWords,
): PlatformPackages[] {
  return pairs.flatMap((pair): PlatformPackages[] => {
    if (!pair.left || !pair.right) return [];
    const own = { left: sbomsAt(read.left, pair.left), right: sbomsAt(read.right, pair.right) };
    if (own.left.length === 0 && own.right.length === 0) return uncompared(pair, openWords);
    const left = chosen("left", pair.left, own.left, pairs, read, openWords);
    const right = chosen("right", pair.right, own.right, pairs, read, openWords);
    const isPair = left.sboms.length > 0 && right.sboms.length > 0;
    return [
      {
        name: pair.name,
        left: named(left),
        right: named(right),
        ...(isPair ? { comparison: comparePackages(left.sboms, right.sboms) } : {}),
      },
    ];
  });
}

/** The index's SBOMs do not stand for it: they are held against each other at the index, and would count twice. */
function uncompared({ name, left, right }: PlacePair, openWords: OpenWords): PlatformPackages[] {
  const ours = left && openWords("left", left);
  const theirs = right && openWords("right", right);
  if (!left || !right || (ours === undefined && theirs === undefined)) return [];
  return [
    {
      name,
      left: { sboms: [], why: whyNone(left, ours) },
      right: { sboms: [], why: whyNone(right, theirs) },
    },
  ];
}

type Chosen = { sboms: readonly Sbom[]; why: string; open?: string | undefined };

function chosen(
  side: SideName,
  place: Place,
  own: readonly Sbom[],
  pairs: readonly PlacePair[],
  read: Read,
  openWords: OpenWords,
): Chosen {
  const open = openWords(side, place);
  if (own.length > 0) return { sboms: own, why: `attached to ${place.name}`, open };
  const root = pairs.map((pair) => pair[side]).find((each) => each?.isRoot);
  const inherited = root && root !== place ? sbomsAt(read[side], root) : [];
  if (root && inherited.length > 0)
    return {
      sboms: inherited,
      why: `attached to the index: ${open ? "none was read that is" : "there is none"} for ${place.name} itself`,
      open: open ?? openWords(side, root),
    };
  return { sboms: [], why: whyNone(place, open) };
}

function whyNone(place: Place, open: string | undefined): string {
  return open ? `could not check: ${open}` : `no SBOM is attached to ${place.name}`;
}

function sbomsAt(sboms: readonly Sbom[], place: Place): readonly Sbom[] {
  return sboms.filter((sbom) => sbom.place === place.id);
}

function named({ sboms, why, open }: Chosen): PlatformSide {
  return {
    why,
    ...(open === undefined ? {} : { open }),
    sboms: sboms.map(({ digest, layer, title, about, foundBy, packages, total }) => ({
      digest,
      ...(layer === undefined ? {} : { layer }),
      ...{ title, about, foundBy, packages: packages.length, total },
    })),
  };
}
