// How Cytoscape draws lines; the cards themselves are painted above it, so here they are only areas to hit.
import type { StylesheetJson } from "cytoscape";
import type { Relation } from "#lib/graph";
import type { DrawnEdge } from "./drawn-graph.ts";
import { CORNER, dashOffset, type LineShape } from "./line-shape.ts";
import type { Palette } from "./palette.ts";
import type { Point } from "./placement.ts";

export const DASHES: Partial<Record<Relation, [number, number]>> = { tag: [6, 4], "in-index": [0.1, 4.3] };

/** A line's shape as Cytoscape reads it. Registry text is only ever in ids, which no selector names. */
export type LineData = {
  curve: "straight" | "round-segments";
  weights: number[];
  distances: number[];
  /** Its ends, relative to the middles of the cards: "124px -7px". */
  from: string;
  to: string;
  /** The offset of its dashes, in pixels. */
  dash: number;
};

/** What lies lower is drawn first: where lines share a trunk, the surer one shows. */
export function levelOf(edge: DrawnEdge): number {
  if (edge.proof === "contradicted") return 0;
  if (edge.relation === "contains") return 1;
  return isDoubtful(edge) || edge.isDimmed ? 2 : 3;
}

/** A tag says by its very dashes that it is a convention and no proof. */
export function isDoubtful({ proof, relation }: DrawnEdge): boolean {
  return proof === "claimed" && relation !== "tag";
}

/** `from` and `to` are relative to the middles of the two cards. */
export function lineData(relation: Relation, shape: LineShape | undefined, from: Point, to: Point): LineData {
  const [on, off] = DASHES[relation] ?? [1, 0];
  const bends = shape?.weights.length ?? 0;
  return {
    curve: bends > 0 ? "round-segments" : "straight",
    // A list must not be empty, though a straight line reads none.
    weights: bends > 0 ? (shape?.weights ?? []) : [0.5],
    distances: bends > 0 ? (shape?.distances ?? []) : [0],
    from: `${from.x}px ${from.y}px`,
    to: `${to.x}px ${to.y}px`,
    dash: dashOffset(shape?.length ?? 0, on + off),
  };
}

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
        // Not drawn, and found by a pointer all the same. Merely without colours, each would get a texture of its own.
        opacity: 0,
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge",
      style: {
        "curve-style": "data(curve)",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
        "segment-radii": [CORNER],
        "edge-distances": "endpoints",
        "source-endpoint": "data(from)",
        "target-endpoint": "data(to)",
        "overlay-opacity": 0,
        events: "no",
        "z-index": "data(level)",
      },
    },
    { selector: ".contains", style: { width: 1, "line-color": palette.edgeContains } },
    { selector: ".refers", style: solid },
    { selector: ".tag", style: { ...solid, ...dashed("tag", "butt") } },
    { selector: ".in-index", style: { ...solid, width: 1.75, ...dashed("in-index", "round") } },
    { selector: ".doubtful", style: { opacity: 0.65 } },
    {
      selector: ".contradicted",
      style: {
        "line-color": palette.bad,
        "target-arrow-color": palette.bad,
      },
    },
    { selector: ".branch", style: { "target-arrow-shape": "none" } },
    { selector: ".dimmed", style: { opacity: 0.35 } },
  ] as StylesheetJson;
}

function dashed(relation: Relation, cap: "butt" | "round") {
  return {
    "line-style": "dashed",
    "line-dash-pattern": DASHES[relation],
    "line-dash-offset": "data(dash)",
    "line-cap": cap,
  };
}
