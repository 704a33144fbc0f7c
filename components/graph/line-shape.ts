// The shape of a route, right angles with round corners: in the words of Cytoscape's segment lines, which are weights
// and distances along the straight line of its ends, and as bends for a canvas. Pure.
import type { Point } from "./placement.ts";

export const CORNER = 6;

export type LineShape = {
  /** Both relative to the line from first to last point: how far along (0 to 1), how far beside in pixels. */
  weights: number[];
  distances: number[];
  /** Along the route, corners rounded, in pixels. */
  length: number;
};

/** The shape of a route that is drawn from its first to its last point. Fewer than two points have none. */
export function lineShape(route: Point[]): LineShape | undefined {
  const [first, last] = [route[0], route.at(-1)];
  if (!first || !last || route.length < 2) return undefined;
  const along = { x: last.x - first.x, y: last.y - first.y };
  const squared = along.x ** 2 + along.y ** 2;
  if (squared === 0) return undefined;
  const bends = route.slice(1, -1).map(({ x, y }) => ({ x: x - first.x, y: y - first.y }));
  return {
    weights: bends.map((bend) => (bend.x * along.x + bend.y * along.y) / squared),
    distances: bends.map((bend) => (bend.y * along.x - bend.x * along.y) / Math.sqrt(squared)),
    length: lengthOf(route),
  };
}

/**
 * The dash offset that puts the pattern's start at the route's end. Lines that share a trunk share its end, so their
 * dashes lie on each other; else they would fill each other's gaps and the trunk would look solid.
 */
export function dashOffset(length: number, period: number): number {
  return (period - (length % period)) % period;
}

/** One bend: where the corner would be, and how far from it the line begins to turn. */
export type Bend = Point & { radius: number };

/** A route's bends, each as round as the legs beside it allow. Fewer than three points have none. */
export function bendsOf(route: readonly Point[]): Bend[] {
  return route.slice(1, -1).map((corner, i) => {
    const [before, after] = [route[i] ?? corner, route[i + 2] ?? corner];
    return { ...corner, radius: Math.min(CORNER, leg(before, corner) / 2, leg(corner, after) / 2) };
  });
}

/** Where a ring for "claimed" and a cross for "contradicted" go: on the last leg, so far before its end. */
export function pointBefore(route: readonly Point[], distance: number): Point | undefined {
  const [last, before] = [route.at(-1), route.at(-2)];
  if (!last || !before) return undefined;
  const length = Math.hypot(last.x - before.x, last.y - before.y);
  if (length === 0) return last;
  const part = Math.min(1, distance / length);
  return { x: last.x + (before.x - last.x) * part, y: last.y + (before.y - last.y) * part };
}

function lengthOf(route: readonly Point[]): number {
  const legs = route.slice(1).map((point, i) => leg(route[i] ?? point, point));
  const straight = legs.reduce((total, length) => total + length, 0);
  return bendsOf(route).reduce((length, { radius }) => length - radius * (2 - Math.PI / 2), straight);
}

/** The length of a leg that runs along one axis. */
function leg(from: Point, to: Point): number {
  return Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
}
