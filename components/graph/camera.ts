// Which part of the drawing is seen, and how large. Pure.
import type { Point } from "./placement.ts";

export type Size = { width: number; height: number };
export type Box = Point & Size;

/** A point of the drawing is seen at `point × zoom + pan`, in pixels of the screen. */
export type View = { zoom: number; pan: Point };

export const ZOOMS = { min: 0.15, max: 2.5 };
const MARGIN = 24;
/** The first sight is no smaller: names are to be read. */
const READABLE = 0.5;
/** On a phone nothing shrinks to fit. */
const PHONE_WIDTH = 500;

/**
 * The first sight: all of it where that is still readable, what was asked for at the left; else as much as is
 * readable, from the top, unless what was asked for would not be in view. `root` is the box of what was asked for.
 */
export function firstView(box: Box, root: Box, room: Size): View {
  const least = room.width < PHONE_WIDTH ? 1 : READABLE;
  const zoom = Math.min(1, Math.max(least, fitting(box, room)));
  const [height, top] = [box.height * zoom, box.y * zoom];
  const isWhole = height + 2 * MARGIN <= room.height + 1;
  const y = isWhole ? (room.height - height) / 2 - top : MARGIN - top;
  const rootEnd = (root.y + root.height) * zoom + y + MARGIN;
  const level = (root.y + root.height / 2) * zoom;
  return {
    zoom,
    pan: {
      x: Math.round(MARGIN - Math.min(root.x, box.x) * zoom),
      y: Math.round(rootEnd <= room.height ? y : room.height / 2 - level),
    },
  };
}

/** All of it in the middle, at most at full size. */
export function wholeView(box: Box, room: Size): View {
  const zoom = Math.max(ZOOMS.min, Math.min(1, fitting(box, room)));
  return {
    zoom,
    pan: {
      x: (room.width - box.width * zoom) / 2 - box.x * zoom,
      y: (room.height - box.height * zoom) / 2 - box.y * zoom,
    },
  };
}

/** The zoom at which all of it has room, margins included. */
function fitting(box: Box, room: Size): number {
  return Math.min(
    (room.width - 2 * MARGIN) / Math.max(1, box.width),
    (room.height - 2 * MARGIN) / Math.max(1, box.height),
  );
}

/** Closer by a factor, or further off; what is seen at `fixed` stays there. */
export function zoomed({ zoom, pan }: View, factor: number, fixed: Point): View {
  const next = Math.max(ZOOMS.min, Math.min(ZOOMS.max, zoom * factor));
  const grown = next / zoom;
  return {
    zoom: next,
    pan: { x: fixed.x - (fixed.x - pan.x) * grown, y: fixed.y - (fixed.y - pan.y) * grown },
  };
}

export function moved({ zoom, pan }: View, by: Point): View {
  return { zoom, pan: { x: pan.x + by.x, y: pan.y + by.y } };
}

export function isSameView(a: View, b: View): boolean {
  return a.zoom === b.zoom && a.pan.x === b.pan.x && a.pan.y === b.pan.y;
}

/** The same view, moved as little as possible so that a box lies in it. */
export function revealing(view: View, box: Box, room: Size): View {
  const seen = onScreen(box, view);
  return moved(view, {
    x: shift(seen.x, seen.width, room.width),
    y: shift(seen.y, seen.height, room.height),
  });
}

/** A box of the drawing as it is seen. */
export function onScreen(box: Box, { zoom, pan }: View): Box {
  return {
    x: box.x * zoom + pan.x,
    y: box.y * zoom + pan.y,
    width: box.width * zoom,
    height: box.height * zoom,
  };
}

/** What of the drawing is seen. */
export function inView({ zoom, pan }: View, room: Size): Box {
  return { x: -pan.x / zoom, y: -pan.y / zoom, width: room.width / zoom, height: room.height / zoom };
}

export type Side = "above" | "below" | "left" | "right";

/**
 * How many cards are not seen on each side: those whose middle lies outside, each counted once, on the side where
 * it is further off.
 */
export function beyond(cards: Iterable<Point>, card: Size, view: View, room: Size): Record<Side, number> {
  const counts = { above: 0, below: 0, left: 0, right: 0 };
  for (const { x, y } of cards) {
    const [middle, level] = [
      (x + card.width / 2) * view.zoom + view.pan.x,
      (y + card.height / 2) * view.zoom + view.pan.y,
    ];
    const off = {
      above: -level,
      below: level - room.height,
      left: -middle,
      right: middle - room.width,
    };
    const furthest = SIDES.reduce((most, side) => (off[side] > off[most] ? side : most));
    if (off[furthest] > 0) counts[furthest]++;
  }
  return counts;
}

export const SIDES: readonly Side[] = ["above", "below", "left", "right"];
/** So much of the pane is new after a step; the rest was seen before, so that the reader knows where it went. */
const STEP = 0.8;

/** How far to move the view so that what of `box` lies beyond a side comes in: a step, or less where less is left. */
export function towards(side: Side, box: Box, view: View, room: Size): Point {
  const seen = onScreen(box, view);
  const step = (hidden: number, length: number) => Math.max(0, Math.min(hidden + MARGIN, length * STEP));
  switch (side) {
    case "above":
      return { x: 0, y: step(-seen.y, room.height) };
    case "below":
      return { x: 0, y: -step(seen.y + seen.height - room.height, room.height) };
    case "left":
      return { x: step(-seen.x, room.width), y: 0 };
    case "right":
      return { x: -step(seen.x + seen.width - room.width, room.width), y: 0 };
  }
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether all of `inner` lies in `outer`. */
export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The box with so much of its own size more on every side. */
export function widened({ x, y, width, height }: Box, share: number): Box {
  const [beside, above] = [width * share, height * share];
  return { x: x - beside, y: y - above, width: width + 2 * beside, height: height + 2 * above };
}

/** How far a stretch has to be moved so that it lies inside, or begins there, with a margin where there is room for one. */
function shift(start: number, length: number, room: number): number {
  const margin = Math.min(MARGIN, Math.max(0, (room - length) / 2));
  if (start < margin || length > room) return margin - start;
  const over = start + length - (room - margin);
  return over > 0 ? -over : 0;
}
