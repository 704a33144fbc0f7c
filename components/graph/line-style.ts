// How Cytoscape draws lines; the cards themselves are painted above it, so here they are only areas to hit.
import type { EdgeSingular, StylesheetJson } from "cytoscape";
import type { Relation } from "#lib/graph";
import { CORNER, dashOffset, type LineShape } from "./line-shape.ts";
import type { Palette } from "./palette.ts";
import type { Point } from "./placement.ts";

const DASHES: Partial<Record<Relation, [number, number]>> = { tag: [6, 4], "in-index": [0.1, 4.3] };

/** What a line of the drawing carries in Cytoscape's scratch, so that no registry text is ever part of a selector. */
export type LineData = {
  shape: LineShape | undefined;
  /** Its ends, relative to the middles of the cards. */
  from: Point;
  to: Point;
};

export const LINE = "line";

/** The stylesheet of a theme. Classes: a relation, "doubtful", "contradicted", "branch", "dimmed". */
export function lineStyles(palette: Palette): StylesheetJson {
  const arrow = {
    "target-arrow-shape": "triangle",
    "target-arrow-color": palette.edge,
    "arrow-scale": 0.85,
  } as const;
  const solid = { width: 1.5, "line-color": palette.edge, ...arrow };
  return [
    {
      selector: "node",
      style: {
        shape: "round-rectangle",
        width: "data(width)",
        height: "data(height)",
        "background-opacity": 0,
        "border-width": 0,
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge",
      style: {
        "curve-style": (edge: EdgeSingular) =>
          lineOf(edge)?.shape?.weights.length ? "round-segments" : "straight",
        "segment-weights": (edge: EdgeSingular) => lineOf(edge)?.shape?.weights ?? [],
        "segment-distances": (edge: EdgeSingular) => lineOf(edge)?.shape?.distances ?? [],
        "segment-radii": [CORNER],
        "edge-distances": "endpoints",
        "source-endpoint": (edge: EdgeSingular) => endOf(lineOf(edge)?.from),
        "target-endpoint": (edge: EdgeSingular) => endOf(lineOf(edge)?.to),
        "overlay-opacity": 0,
        events: "no",
        "z-index": 1,
      },
    },
    { selector: ".contains", style: { width: 1, "line-color": palette.edgeContains, "z-index": 0 } },
    { selector: ".refers", style: solid },
    { selector: ".tag", style: { ...solid, ...dashed("tag", "butt") } },
    { selector: ".in-index", style: { ...solid, width: 1.75, ...dashed("in-index", "round") } },
    { selector: ".doubtful", style: { opacity: 0.65 } },
    {
      selector: ".contradicted",
      style: { "line-color": palette.bad, "target-arrow-color": palette.bad, "z-index": 2 },
    },
    { selector: ".branch", style: { "target-arrow-shape": "none" } },
    { selector: ".dimmed", style: { opacity: 0.35 } },
  ] as StylesheetJson;
}

function dashed(relation: Relation, cap: "butt" | "round") {
  const pattern = DASHES[relation] ?? [1, 1];
  const period = pattern[0] + pattern[1];
  return {
    "line-style": "dashed",
    "line-dash-pattern": pattern,
    "line-dash-offset": (edge: EdgeSingular) => dashOffset(lineOf(edge)?.shape?.length ?? 0, period),
    "line-cap": cap,
  };
}

function lineOf(edge: EdgeSingular): LineData | undefined {
  return edge.scratch(LINE);
}

function endOf(point: Point | undefined): string {
  return point ? `${point.x}px ${point.y}px` : "outside-to-node";
}
