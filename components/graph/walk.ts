// Ways over the graph: steps by keyboard along the lines and up and down a column, and the path to the root. Pure.
import { type DrawnEdge, type DrawnGraph, leftEnd, rightEnd } from "./drawn-graph.ts";
import type { Point } from "./placement.ts";

export type Direction = "left" | "right" | "up" | "down";

/**
 * The card that a step leads to; `from` itself when there is none. Left is what it is about, right is what is about
 * it (of several the nearest in height), up and down are the neighbours in its column.
 */
export function stepFrom(
  from: string,
  direction: Direction,
  graph: DrawnGraph,
  spots: ReadonlyMap<string, Point>,
): string {
  const here = spots.get(from);
  if (!here) return from;
  const candidates =
    direction === "left"
      ? graph.edges.filter((edge) => rightEnd(edge) === from).map(leftEnd)
      : direction === "right"
        ? graph.edges.filter((edge) => leftEnd(edge) === from).map(rightEnd)
        : inColumn(from, direction, graph, spots);
  let best = from;
  let distance = Infinity;
  for (const id of candidates) {
    const spot = spots.get(id);
    if (!spot || id === from) continue;
    const away = Math.abs(spot.y - here.y);
    if (away < distance) {
      best = id;
      distance = away;
    }
  }
  return best;
}

function inColumn(
  from: string,
  direction: "up" | "down",
  graph: DrawnGraph,
  spots: ReadonlyMap<string, Point>,
): string[] {
  const here = spots.get(from);
  const sign = direction === "down" ? 1 : -1;
  return graph.nodes
    .map((node) => node.id)
    .filter((id) => {
      const spot = spots.get(id);
      return here && spot && spot.x === here.x && (spot.y - here.y) * sign > 0;
    });
}

/** Every line on any way from a card to what was asked for. */
export function pathToRoot(id: string, graph: DrawnGraph): DrawnEdge[] {
  const upward = Map.groupBy(graph.edges, rightEnd);
  const path: DrawnEdge[] = [];
  const seen = new Set([id]);
  for (const node of seen) {
    for (const edge of upward.get(node) ?? []) {
      path.push(edge);
      seen.add(leftEnd(edge));
    }
  }
  return path;
}
