// Gives late cards a place beside those that are drawn already, which stay where they are.
import { CARD, cardWidth, type DrawnEdge, type DrawnGraph, leftEnd, rightEnd } from "./drawn-graph.ts";
import type { Placement, Point } from "./placement.ts";
import { type Ports, portsOf, portY } from "./ports.ts";

// How far right of the subject each relation's trunk runs when no older line shows it.
const TRUNKS = { contains: 30, "in-index": 30, refers: 48, tag: 66 } as const;
const LANE = 12;

/**
 * Extends a placement with every card and line of `graph` that it lacks: a card goes to the column right of what it
 * is about, into the free place nearest to its level; a line takes its subject's trunk. Nothing old moves.
 */
export function placeLate(placement: Placement, graph: DrawnGraph): Placement {
  const spots = placeCards(placement.spots, graph);
  return { spots, routes: routeLines(placement.routes, spots, graph) };
}

function placeCards(placed: Map<string, Point>, graph: DrawnGraph): Map<string, Point> {
  const spots = new Map(placed);
  const subjects = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const right = rightEnd(edge);
    subjects.set(right, [...(subjects.get(right) ?? []), leftEnd(edge)]);
  }
  const columns = new Columns(spots.values());
  let late = graph.nodes.filter((node) => !spots.has(node.id));
  // A subject may be late itself and stand after its artifact, so go round while that places any.
  for (let before = -1; late.length > 0 && before !== late.length; ) {
    before = late.length;
    late = late.filter(({ id, isRoot }) => {
      const subject = (subjects.get(id) ?? []).map((other) => spots.get(other)).find((spot) => spot);
      if (!subject && !isRoot) return true;
      spots.set(id, subject ? columns.take(columns.rightOf(subject), subject.y) : columns.take(0, 0));
      return false;
    });
  }
  // What hangs on nothing drawn stands in the first column rather than nowhere.
  for (const { id } of late) spots.set(id, columns.take(0, 0));
  return spots;
}

/** The places taken, by the x of their column; of each the heights in order. */
class Columns {
  private readonly columns = new Map<number, number[]>();

  constructor(spots: Iterable<Point>) {
    for (const { x, y } of spots) this.column(x).push(y);
    for (const taken of this.columns.values()) taken.sort((a, b) => a - b);
  }

  /** The x of the column right of a card: the next one there is, else a new one. */
  rightOf({ x }: Point): number {
    const right = [...this.columns.keys()].filter((other) => other >= x + CARD.width / 2);
    if (right.length > 0) return Math.min(...right);
    return x + (x === 0 ? CARD.rootWidth : CARD.width) + CARD.gap;
  }

  /** Takes the free place nearest to `y`, above or below, and returns it: what is late in a crowd grows both ways. */
  take(x: number, y: number): Point {
    const taken = this.column(x);
    const [below, above] = [freeBelow(taken, y), freeAbove(taken, y)];
    const free = y - above < below - y ? above : below;
    taken.splice(firstOver(taken, free), 0, free);
    return { x, y: free };
  }

  /** Cards of different widths stand in one column a little apart. */
  private column(x: number): number[] {
    for (const [other, taken] of this.columns) if (Math.abs(other - x) < CARD.width / 2) return taken;
    const fresh: number[] = [];
    this.columns.set(x, fresh);
    return fresh;
  }
}

/** The first place at or below `y` that is a pitch away from all that are taken. */
function freeBelow(taken: readonly number[], y: number): number {
  let [free, at] = [y, firstOver(taken, y - CARD.pitch)];
  for (let other = taken[at]; other !== undefined && other < free + CARD.pitch; other = taken[++at]) {
    free = other + CARD.pitch;
  }
  return free;
}

/** The same upwards. */
function freeAbove(taken: readonly number[], y: number): number {
  let [free, at] = [y, firstOver(taken, y + CARD.pitch) - 1];
  for (let other = taken[at]; other !== undefined && other > free - CARD.pitch; other = taken[--at]) {
    free = other - CARD.pitch;
  }
  return free;
}

/** Where the first height stands that is greater than `y`, by halves. */
function firstOver(heights: readonly number[], y: number): number {
  let [from, until] = [0, heights.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((heights[middle] ?? 0) > y) until = middle;
    else from = middle + 1;
  }
  return from;
}

function routeLines(
  routed: Map<string, Point[]>,
  spots: Map<string, Point>,
  graph: DrawnGraph,
): Map<string, Point[]> {
  const routes = new Map(routed);
  const ports = portsOf(graph);
  const widths = new Map(graph.nodes.map((node) => [node.id, cardWidth(node)]));
  const top = Math.min(0, ...[...spots.values()].map(({ y }) => y));
  const trunks = new Map<string, number>();
  for (const edge of graph.edges) {
    const route = routes.get(edge.id);
    if (route && route.length > 2 && route[1]) trunks.set(trunkKey(edge), route[1].x);
  }
  for (const edge of graph.edges) {
    if (routes.has(edge.id)) continue;
    const ends = endsOf(edge, spots, ports, widths);
    if (ends)
      routes.set(
        edge.id,
        routeBetween(...ends, trunks.get(trunkKey(edge)) ?? ends[0].x + TRUNKS[edge.relation], top),
      );
  }
  return routes;
}

function trunkKey(edge: DrawnEdge): string {
  return `${edge.relation} ${leftEnd(edge)}`;
}

function endsOf(
  edge: DrawnEdge,
  spots: Map<string, Point>,
  ports: Map<string, Ports>,
  widths: Map<string, number>,
): [Point, Point] | undefined {
  const [left, right] = [leftEnd(edge), rightEnd(edge)];
  const [from, to] = [spots.get(left), spots.get(right)];
  if (!from || !to) return undefined;
  return [
    {
      x: from.x + (widths.get(left) ?? CARD.width),
      y: from.y + portY(ports.get(left)?.right, edge.relation),
    },
    { x: to.x, y: to.y + portY(ports.get(right)?.left, edge.relation) },
  ];
}

function routeBetween(start: Point, end: Point, trunk: number, top: number): Point[] {
  const isNextColumn = end.x > start.x && end.x - start.x < CARD.gap + CARD.width;
  if (isNextColumn && start.y === end.y) return [start, end];
  if (isNextColumn) return [start, { x: trunk, y: start.y }, { x: trunk, y: end.y }, end];
  // Past other columns, or backwards: over the top of everything, where no card can be in the way.
  const lane = top - LANE;
  const descent = end.x - LANE;
  return [
    start,
    { x: trunk, y: start.y },
    { x: trunk, y: lane },
    { x: descent, y: lane },
    { x: descent, y: end.y },
    end,
  ];
}
