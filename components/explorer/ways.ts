// How far the asking is, counted for the reader. Pure.
import type { Progress } from "#lib/api";
import { type Outcome, STRATEGY_IDS } from "#lib/evidence";

export type Way = Progress["ways"][number];
export type WayCell = "answered" | "refused" | "asking" | "not-asked";

/** What became of one way: "asking" while any of its questions is out. */
export function cellOf(way: Way): WayCell {
  if (way.asking > 0) return "asking";
  if (way.outcome === "not-asked") return "not-asked";
  return isRefused(way.outcome) || way.unanswered > 0 ? "refused" : "answered";
}

export type WayCounts = {
  cells: { way?: Way; cell: WayCell }[];
  /** All ways there are, those that were asked, those of them that have answered. */
  all: number;
  asked: number;
  answered: number;
  found: number;
  /** How many ways were refused, by why. */
  refused: { outcome: "denied" | "rate-limited" | "failed"; count: number }[];
};

/** Ways in their own order; those that the answer does not speak of were not asked. */
export function countWays(progress: Progress | undefined): WayCounts {
  const ways = progress?.ways ?? [];
  const cells: WayCounts["cells"] = ways.map((way) => ({ way, cell: cellOf(way) }));
  while (cells.length < STRATEGY_IDS.length) cells.push({ cell: "not-asked" });
  const asked = ways.filter((way) => cellOf(way) !== "not-asked");
  return {
    cells,
    all: cells.length,
    asked: asked.length,
    answered: asked.filter((way) => cellOf(way) !== "asking").length,
    found: ways.reduce((sum, way) => sum + way.found, 0),
    refused: (["denied", "rate-limited", "failed"] as const)
      .map((outcome) => ({ outcome, count: asked.filter((way) => way.outcome === outcome).length }))
      .filter(({ count }) => count > 0),
  };
}

export function isRefused(outcome: Outcome): outcome is "denied" | "rate-limited" | "failed" {
  return outcome === "denied" || outcome === "rate-limited" || outcome === "failed";
}
