import { describe, expect, it } from "vitest";
import { columnsBeyond, paneOf } from "./columns-beyond.ts";

const [STAYS, WIDTH] = [268, 116];
const grid = (scrollLeft: number, clientWidth = 1080, columns = 30) => ({
  ...{ scrollLeft, clientWidth, columns, stays: STAYS },
  scrollWidth: Math.max(clientWidth, STAYS + columns * WIDTH),
});

describe("columnsBeyond", () => {
  it.each([
    [grid(0), { left: 0, right: 23 }],
    [grid(116), { left: 1, right: 22 }],
    [grid(60), { left: 1, right: 23 }],
    [grid(STAYS + 30 * WIDTH - 1080), { left: 23, right: 0 }],
    // A fraction of a pixel hides nothing.
    [grid(0.4, STAYS + 30 * WIDTH - 1), { left: 0, right: 0 }],
    [grid(0, 1080, 3), { left: 0, right: 0 }],
    [grid(0, 1080, 0), { left: 0, right: 0 }],
  ])("of %j is %j", (scrolled, beyond) => expect(columnsBeyond(scrolled)).toEqual(beyond));
});

describe("paneOf", () => {
  it("goes on by all columns but one, and by one where there is room for none", () => {
    expect(paneOf(grid(0))).toBe(6 * WIDTH);
    expect(paneOf(grid(0, 300))).toBe(WIDTH);
  });

  it("leads through all of them", () => {
    let [at, steps] = [0, 0];
    while (columnsBeyond(grid(at)).right > 0 && steps < 30) {
      at = Math.min(at + paneOf(grid(at)), grid(0).scrollWidth - 1080);
      steps++;
    }
    expect(steps).toBe(4);
  });
});
