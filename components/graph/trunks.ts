// Lines of one relation to one subject share a trunk. Drawn whole, each on top of the other, a trunk of twenty lines
// would come out fat and its dashes would close up; so only the outermost are whole and the rest end at the trunk.
import { type DrawnEdge, leftEnd } from "./drawn-graph.ts";
import { CORNER } from "./line-shape.ts";
import type { Point } from "./placement.ts";

/** A line as it is drawn at rest. A branch has no arrow: the trunk has it. */
export type RestingLine = { route: Point[]; isBranch: boolean };

/** Routes from left to right, as in the placement, by edge id. */
export function restingLines(
  edges: readonly DrawnEdge[],
  routes: ReadonlyMap<string, Point[]>,
): Map<string, RestingLine> {
  const lines = new Map<string, RestingLine>();
  const sharing = Map.groupBy(edges, (edge) => `${edge.relation} ${leftEnd(edge)}`);
  for (const group of sharing.values()) {
    const whole = outermost(group, routes);
    for (const edge of group) {
      const route = routes.get(edge.id) ?? [];
      const branch = whole.has(edge.id) ? undefined : branchOf(route);
      lines.set(edge.id, { route: branch ?? route, isBranch: branch !== undefined });
    }
  }
  return lines;
}

/** Of each strength of line the one that reaches highest and the one that reaches lowest. */
function outermost(edges: readonly DrawnEdge[], routes: ReadonlyMap<string, Point[]>): Set<string> {
  const extremes = new Map<string, { id: string; y: number }>();
  for (const { id, isDimmed, proof } of edges) {
    const y = routes.get(id)?.at(-1)?.y;
    const start = routes.get(id)?.[0]?.y;
    if (y === undefined || start === undefined) continue;
    const side = y < start ? "above" : "below";
    // Faint lines add up where they lie on each other, so of them there is only one.
    const key = isDimmed ? `${side} dimmed` : `${side} ${proof}`;
    const held = extremes.get(key);
    if (!held || Math.abs(y - start) > Math.abs(held.y - start)) extremes.set(key, { id, y });
  }
  return new Set([...extremes.values()].map(({ id }) => id));
}

/** From the trunk's side of the last corner to the artifact; undefined for a line that turns not just twice. */
function branchOf(route: readonly Point[]): Point[] | undefined {
  const [start, , corner, end] = route;
  if (route.length !== 4 || !start || !corner || !end) return undefined;
  const height = start.y - corner.y;
  if (Math.abs(height) < CORNER) return undefined;
  return [{ x: corner.x, y: corner.y + Math.sign(height) * CORNER }, corner, end];
}
