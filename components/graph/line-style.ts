// How a line of each relation and proof is drawn.
import type { Relation } from "#lib/graph";
import type { DrawnEdge } from "./drawn-graph.ts";
import type { Palette } from "./palette.ts";

/** A line's stroke, and the arrow's colour with it. Dashes begin at the left end, which lines of a trunk share. */
export type Ink = {
  color: string;
  width: number;
  dash: readonly number[];
  cap: "butt" | "round";
  opacity: number;
};

const DIMMED = 0.35;
const DOUBTFUL = 0.65;

/** What lies lower is drawn first: where lines share a trunk, the surer one shows. */
export function layerOf(edge: DrawnEdge): number {
  if (edge.proof === "contradicted") return 0;
  if (edge.relation === "contains") return 1;
  return isDoubtful(edge) || edge.isDimmed ? 2 : 3;
}

/** Two lines with the same key have the same ink. */
export function inkKeyOf(edge: DrawnEdge): string {
  return `${layerOf(edge)} ${edge.relation} ${opacityOf(edge)}`;
}

export function inkOf(edge: DrawnEdge, palette: Palette): Ink {
  const color = edge.relation === "contains" ? palette.edgeContains : palette.edge;
  return {
    ...STROKES[edge.relation],
    color: edge.proof === "contradicted" ? palette.bad : color,
    opacity: opacityOf(edge),
  };
}

const STROKES: Record<Relation, Pick<Ink, "width" | "dash" | "cap">> = {
  contains: { width: 1, dash: [], cap: "butt" },
  refers: { width: 1.5, dash: [], cap: "butt" },
  tag: { width: 1.5, dash: [6, 4], cap: "butt" },
  "in-index": { width: 1.75, dash: [0.1, 4.3], cap: "round" },
};

/** A tag says by its very dashes that it is a convention and no proof. */
export function isDoubtful({ proof, relation }: DrawnEdge): boolean {
  return proof === "claimed" && relation !== "tag";
}

function opacityOf(edge: DrawnEdge): number {
  if (edge.isDimmed) return DIMMED;
  return isDoubtful(edge) ? DOUBTFUL : 1;
}
