// How far the asking is, counted for the reader. Pure.
import type { Progress } from "#lib/api";
import { type Finding, type Outcome, STRATEGY_IDS } from "#lib/evidence";
import type { Scene } from "../artifact/node-words.ts";
import { joinWords, type WayTitles } from "../artifact/way-words.ts";
import { visibleText } from "../ui/format.ts";
import type { ExplorationView } from "./exploration-view.ts";

export type Way = Progress["ways"][number];
export type WayCell = "answered" | "refused" | "asking" | "not-asked";

/** What became of one way: "asking" while any of its questions is out; a question that was broken off has no answer. */
export function cellOf(way: Way, isOver: boolean): WayCell {
  if (way.asking > 0) return isOver ? "refused" : "asking";
  if (way.outcome === "not-asked") return "not-asked";
  return isRefused(way.outcome) || way.unanswered > 0 ? "refused" : "answered";
}

export type WayCounts = {
  cells: { way?: Way; cell: WayCell }[];
  /** All ways there are, those that were asked, those of them that have answered. */
  all: number;
  asked: number;
  answered: number;
  /** How many ways were refused, by why. */
  refused: { outcome: "denied" | "rate-limited" | "failed"; count: number }[];
  /** How many ways answered some of their questions and not the others. */
  partly: number;
};

/** What kept ways from answering, in words: "1 denied, 1 partly answered"; "" where nothing did. */
export function refusedWords({ refused, partly }: Pick<WayCounts, "refused" | "partly">): string {
  const words = refused.map(({ outcome, count }) => `${count} ${outcome}`);
  return [...words, ...(partly > 0 ? [`${partly} partly answered`] : [])].join(", ");
}

/** Ways in their own order; those that the answer does not speak of were not asked. */
export function countWays({ progress, phase }: Pick<ExplorationView, "progress" | "phase">): WayCounts {
  const isOver = phase !== "asking";
  const ways = progress?.ways ?? [];
  const cells: WayCounts["cells"] = ways.map((way) => ({ way, cell: cellOf(way, isOver) }));
  while (cells.length < STRATEGY_IDS.length) cells.push({ cell: "not-asked" });
  const asked = ways.filter((way) => cellOf(way, isOver) !== "not-asked");
  return {
    cells,
    all: cells.length,
    asked: asked.length,
    answered: asked.filter((way) => way.asking === 0).length,
    refused: (["denied", "rate-limited", "failed"] as const)
      .map((outcome) => ({ outcome, count: asked.filter((way) => way.outcome === outcome).length }))
      .filter(({ count }) => count > 0),
    partly: asked.filter((way) => way.asking === 0 && way.unanswered > 0 && !isRefused(way.outcome)).length,
  };
}

/** Of a way that does not apply nothing is said: BuildKit's needs an index, and all others apply to everything. */
const NO_INDEX = "no index";

function reasonOf({ strategy, reason = "" }: Way): string {
  return reason === "" && strategy === "buildkit" ? NO_INDEX : reason;
}

/** Why a way was not asked, in place and in a sentence; other reasons stand as they came. */
const UNASKED: ReadonlyMap<string, { short: string; because: string }> = new Map([
  ["not advertised", { short: "not advertised", because: "which this registry does not advertise" }],
  [
    "no other repository was named",
    { short: "none named", because: "since none was named: what is kept elsewhere is not counted" },
  ],
  [NO_INDEX, { short: "no index", because: "which only an index holds" }],
  ["not among the ways that were chosen", { short: "not chosen", because: "which the address leaves out" }],
]);

/** "Not asked: ORAS API, which this registry does not advertise; …"; "" where all were asked. */
export function unaskedWords({ cells }: Pick<WayCounts, "cells">, titles: WayTitles): string {
  const ways = cells.flatMap(({ way, cell }) => (way && cell === "not-asked" ? way : []));
  const groups = [...Map.groupBy(ways, reasonOf)].map(([reason, same]) => {
    const names = joinWords(same.map(({ strategy }) => titles.get(strategy) ?? strategy));
    const because = UNASKED.get(reason)?.because ?? visibleText(reason);
    return because ? `${names}, ${because}` : names;
  });
  return groups.length > 0 ? `Not asked: ${groups.join("; ")}.` : "";
}

/**
 * What follows the outcome's word: "found 4", "absent, 404", "denied, 3 × 403": the literal status where one
 * tells it all. Many findings may rest on one request, which counts once.
 */
export function detailOf(way: Way, findings: readonly Finding[], exchanges: Scene["exchanges"]): string {
  if (way.outcome === "found") return ` ${way.found}`;
  if (way.outcome === "not-asked") {
    const { short } = UNASKED.get(reasonOf(way)) ?? {};
    return short ? `, ${short}` : "";
  }
  const mine = findings.filter(({ strategy }) => strategy === way.strategy);
  const ids = new Set(mine.flatMap((finding) => finding.exchanges));
  const statuses = [...ids].flatMap((id) => exchanges.get(id)?.exchange.status ?? []);
  if (new Set(statuses).size !== 1) return "";
  return statuses.length > 1 ? `, ${statuses.length} × ${statuses[0]}` : `, ${statuses[0]}`;
}

export function isRefused(outcome: Outcome): outcome is "denied" | "rate-limited" | "failed" {
  return outcome === "denied" || outcome === "rate-limited" || outcome === "failed";
}
