// Where cards stand and which way lines run: what a layout answers.

export type Point = { x: number; y: number };

/**
 * `spots` are the cards' upper left corners by node id; `routes` the lines' points by edge id, from the left end
 * to the right end, with right angles between them.
 */
export type Placement = { spots: Map<string, Point>; routes: Map<string, Point[]> };

/** The rectangle round all cards of the given ids (or all), in the graph's own pixels. */
export function boundsOf(
  spots: Iterable<Point>,
  size: { width: number; height: number },
): { x: number; y: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of spots) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + size.width);
    bottom = Math.max(bottom, y + size.height);
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
