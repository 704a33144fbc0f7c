// The shape of a route: right angles with round corners. Pure.
import type { Point } from "./placement.ts";

export const CORNER = 6;

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

/** The length of a leg that runs along one axis. */
function leg(from: Point, to: Point): number {
  return Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
}
