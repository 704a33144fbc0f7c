import { describe, expect, it } from "vitest";
import {
  type Box,
  beyond,
  contains,
  firstView,
  onScreen,
  overlap,
  revealing,
  type Side,
  type Size,
  towards,
  type View,
  wholeView,
  widened,
  zoomed,
} from "./camera.ts";

const DESK: Size = { width: 1048, height: 546 };
const ROOT: Box = { x: 0, y: 0, width: 224, height: 36 };

/** Whether all of a box is seen. */
function isSeen(box: Box, view: ReturnType<typeof firstView>, room: Size): boolean {
  const { x, y, width, height } = onScreen(box, view);
  return x >= 0 && y >= 0 && x + width <= room.width && y + height <= room.height;
}

describe("the first view", () => {
  it("is at full size, from the left and in the middle, where all has room", () => {
    const small = { x: 0, y: 0, width: 568, height: 246 };
    expect(firstView(small, { ...ROOT, y: 105 }, DESK)).toEqual({ zoom: 1, pan: { x: 24, y: 150 } });
  });

  it("is smaller where that brings all of it in", () => {
    const wide = { x: 0, y: 0, width: 1256, height: 400 };
    const view = firstView(wide, { ...ROOT, y: 180 }, DESK);
    expect(view.zoom).toBeCloseTo(1000 / 1256);
    expect(isSeen(wide, view, DESK)).toBe(true);
  });

  it("never shrinks what is to be read: then it shows what was asked for, and as much as fits", () => {
    const tall = { x: 0, y: 0, width: 568, height: 42_000 };
    const middle = { ...ROOT, y: 21_000 };
    const view = firstView(tall, middle, DESK);
    expect(view.zoom).toBe(0.5);
    expect(isSeen(middle, view, DESK)).toBe(true);
    expect(firstView(tall, ROOT, DESK).pan.y).toBe(24);
  });

  it("shrinks nothing on a phone", () => {
    const wide = { x: 0, y: 0, width: 1256, height: 400 };
    expect(firstView(wide, ROOT, { width: 390, height: 400 }).zoom).toBe(1);
  });
});

it("the whole view shows all of it, at most at full size", () => {
  const box = { x: -40, y: -100, width: 2000, height: 300 };
  expect(isSeen(box, wholeView(box, DESK), DESK)).toBe(true);
  expect(wholeView({ x: 0, y: 0, width: 10, height: 10 }, DESK).zoom).toBe(1);
});

it("zooming keeps what is seen at a point there, and ends at its bounds", () => {
  const [view, fixed] = [
    { zoom: 0.7, pan: { x: 13, y: -40 } },
    { x: 300, y: 200 },
  ];
  const closer = zoomed(view, 1.25, fixed);
  const under = ({ zoom, pan }: View) => [(fixed.x - pan.x) / zoom, (fixed.y - pan.y) / zoom];
  for (const axis of [0, 1]) expect(under(closer)[axis]).toBeCloseTo(under(view)[axis] ?? Number.NaN);
  expect(zoomed(view, 1000, fixed).zoom).toBe(2.5);
  expect(zoomed(view, 0, fixed).zoom).toBe(0.15);
});

describe("revealing a card", () => {
  const card = { x: 344, y: 4200, width: 248, height: 36 };
  const view = { zoom: 1, pan: { x: 24, y: 24 } };

  it("moves as little as possible", () => {
    const seen = revealing(view, card, DESK);
    expect(seen.pan).toEqual({ x: 24, y: 546 - 24 - 4236 });
    expect(revealing(seen, card, DESK)).toEqual(seen);
  });

  it("shows the beginning of what has no room", () =>
    expect(revealing(view, card, { width: 100, height: 400 }).pan.x).toBe(-344));
});

describe("what is not seen", () => {
  const card = { width: 248, height: 36 };
  const column = Array.from({ length: 32 }, (_, i) => ({ x: 344, y: i * 42 }));
  const box = { x: 0, y: 0, width: 592, height: 31 * 42 + 36 };

  it("is counted on the side where it lies, a card that is half seen as seen", () => {
    const view = firstView(box, ROOT, DESK);
    expect(view.zoom).toBe(0.5);
    expect(beyond(column, card, view, DESK)).toEqual({ above: 0, below: 7, left: 0, right: 0 });
    const corner = [{ x: -2000, y: -500 }];
    expect(beyond(corner, card, view, DESK)).toEqual({ above: 0, below: 0, left: 1, right: 0 });
    const half = [{ x: 100, y: 546 - 20 }];
    expect(beyond(half, card, { zoom: 1, pan: { x: 0, y: 0 } }, DESK).below).toBe(0);
  });

  it("comes in by a step, or by what is left of it, and no further", () => {
    const view = firstView(box, ROOT, DESK);
    const go = (from: View, side: Side) => {
      const { x, y } = towards(side, box, from, DESK);
      return { zoom: from.zoom, pan: { x: from.pan.x + x, y: from.pan.y + y } };
    };
    const down = go(view, "below");
    expect(beyond(column, card, down, DESK).below).toBe(0);
    expect(onScreen(box, down).y + onScreen(box, down).height).toBe(546 - 24);
    expect(go(down, "below")).toEqual(down);
    expect(go(down, "above")).toEqual({ ...view, pan: { ...view.pan, y: 24 } });
    const far = { x: 0, y: 0, width: 5000, height: 400 };
    expect(towards("right", far, { zoom: 1, pan: { x: 24, y: 24 } }, DESK)).toEqual({ x: -1048 * 0.8, y: 0 });
  });
});

describe("boxes", () => {
  const box = { x: 0, y: 0, width: 100, height: 50 };

  it("overlap where they share more than an edge", () => {
    expect(overlap(box, { x: 99, y: 49, width: 5, height: 5 })).toBe(true);
    expect(overlap(box, { x: 100, y: 0, width: 5, height: 5 })).toBe(false);
  });

  it("widened by a share on every side contain what they were, and no more than that", () => {
    expect(widened(box, 0.5)).toEqual({ x: -50, y: -25, width: 200, height: 100 });
    expect(contains(widened(box, 0.5), box)).toBe(true);
    expect(contains(box, { ...box, x: 1 })).toBe(false);
  });
});
