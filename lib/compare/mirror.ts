// The same digest at two places: what the one lacks of what hangs on the other, and what brings it over.
import type { Finding } from "#lib/evidence";
import { type CopyPlaces, copyCommands } from "./copy-commands.ts";
import type { CopyWay, MirrorSide, Referrer, ReferrerRow, SideName } from "./shapes.ts";

export type MirrorInput = {
  rows: readonly ReferrerRow[];
  findings: { left: readonly Finding[]; right: readonly Finding[] };
  places: CopyPlaces;
};

/** A side that lacks nothing is left out. By digest: another signature of the same kind is still another one. */
export function mirrorOf({ rows, findings, places }: MirrorInput): MirrorSide[] {
  return (["right", "left"] as const).flatMap((side): MirrorSide[] => {
    const from = side === "right" ? "left" : "right";
    const held = rows.filter((row) => row[from] !== undefined);
    const absent = held.filter((row) => row.state === `${from}-only` || row.state === "other-content");
    const isOpen = (row: ReferrerRow) => row.other?.verdict === "could-not-check";
    const lacks = absent.filter((row) => !isOpen(row)).flatMap((row) => lackOf(row, from, findings[from]));
    if (absent.length === 0) return [];
    return [
      {
        side,
        of: held.length,
        lacks,
        couldNotCheck: absent.filter(isOpen).length,
        commands: copyCommands(lacks, places, from),
      },
    ];
  });
}

function lackOf(row: ReferrerRow, from: SideName, findings: readonly Finding[]): MirrorSide["lacks"] {
  const one = row[from];
  if (!one) return [];
  const { kind, carries, title } = row;
  const what = { kind, ...(carries === undefined ? {} : { carries }), title };
  return [{ ...what, digest: one.digest, way: copyWayOf(one, findings) }];
}

/** What a copying tool has to look at to come upon it. */
function copyWayOf({ foundBy }: Referrer, findings: readonly Finding[]): CopyWay {
  if (foundBy.includes("referrers-api")) return "referrers API";
  if (foundBy.includes("buildkit")) return "in the index";
  if (foundBy.includes("referrers-tag")) return isApiThere(findings) ? "referrers tag" : "referrers API";
  return foundBy.includes("cosign-tag") ? "cosign tag" : "another way";
}

/** Where the API answers, a client that asks it never reads the tag; where there is none, the tag stands for it. */
function isApiThere(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ strategy, outcome }) => strategy === "referrers-api" && (outcome === "found" || outcome === "none"),
  );
}
