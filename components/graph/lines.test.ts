import { describe, expect, it } from "vitest";
import { dashOffset, lineShape, pointBefore } from "./line-shape.ts";
import type { Point } from "./placement.ts";
import { line } from "./sample-graph.test-support.ts";
import { restingLines } from "./trunks.ts";

const at = (x: number, y: number): Point => ({ x, y });
const UP = [at(224, 100), at(254, 100), at(254, 40), at(320, 40)];

/** What Cytoscape makes of weights and distances: its own formula, from its documentation of segment edges. */
function pointsOf(route: Point[]): Point[] {
  const shape = lineShape(route);
  const [first = at(0, 0), last = at(0, 0)] = [route[0], route.at(-1)];
  const length = Math.hypot(last.x - first.x, last.y - first.y);
  const beside = at(-(last.y - first.y) / length, (last.x - first.x) / length);
  return (shape?.weights ?? []).map((weight, i) => {
    const distance = shape?.distances[i] ?? 0;
    return at(
      Math.round(first.x * (1 - weight) + last.x * weight + beside.x * distance),
      Math.round(first.y * (1 - weight) + last.y * weight + beside.y * distance),
    );
  });
}

describe("lineShape", () => {
  it.each([
    [UP],
    [UP.toReversed()],
    [[at(0, 0), at(9, 0), at(9, -70), at(-40, -70), at(-40, 12), at(30, 12)]],
  ])("gives Cytoscape the very bends of the route", (route) =>
    expect(pointsOf(route)).toEqual(route.slice(1, -1)),
  );
  it("is straight without bends", () =>
    expect(lineShape([at(0, 0), at(96, 0)])).toMatchObject({ weights: [], length: 96 }));
  it("is nothing without two points", () => {
    expect(lineShape([])).toBeUndefined();
    expect(lineShape([at(1, 1), at(1, 1)])).toBeUndefined();
  });
  it("measures along the rounded corners", () => {
    expect(lineShape(UP)?.length).toBeCloseTo(30 + 60 + 66 - 2 * 6 * (2 - Math.PI / 2));
  });
});

describe("dashOffset", () => {
  it("puts the dashes of two lines of different length on each other where they share their end", () => {
    const phaseAt = (length: number, fromEnd: number) => (length - fromEnd + dashOffset(length, 10)) % 10;
    for (const fromEnd of [0, 3, 27]) {
      expect(phaseAt(151.2, fromEnd)).toBeCloseTo(phaseAt(237.9, fromEnd), 6);
    }
  });
});

describe("pointBefore", () => {
  it("lies on the last leg", () => expect(pointBefore(UP, 5)).toEqual(at(315, 40)));
  it("goes no further than the leg", () => expect(pointBefore(UP, 500)).toEqual(at(254, 40)));
  it("is nothing for a route of one point", () => expect(pointBefore([at(0, 0)], 5)).toBeUndefined());
});

describe("restingLines", () => {
  const routes = new Map(
    [40, 82, 100, 160, 202].map((y, i) => [
      `n${i} > root`,
      y === 100 ? [at(224, 100), at(320, 100)] : [at(224, 100), at(272, 100), at(272, y), at(320, y)],
    ]),
  );
  const edges = [...routes.keys()].map((text) => line(text));

  it("draws the outermost whole, and the others only from the trunk on", () => {
    const lines = restingLines(edges, routes);
    expect([...lines].filter(([, { isBranch }]) => isBranch).map(([id]) => id)).toEqual([
      "n1 > root",
      "n3 > root",
    ]);
    expect(lines.get("n1 > root")?.route).toEqual([at(272, 88), at(272, 82), at(320, 82)]);
    expect(lines.get("n3 > root")?.route).toEqual([at(272, 154), at(272, 160), at(320, 160)]);
  });

  it("draws the outermost of each strength whole: a faint trunk is no trunk for a strong line", () => {
    const mixed = edges.map((edge, i) => (i === 0 ? { ...edge, isDimmed: true } : edge));
    const lines = restingLines(mixed, routes);
    expect(lines.get("n0 > root")?.isBranch).toBe(false);
    expect(lines.get("n1 > root")?.isBranch).toBe(false);
  });

  it("lets relations share nothing", () => {
    const other = { ...line("n1 > root"), relation: "tag" as const };
    const lines = restingLines([...edges.filter(({ id }) => id !== other.id), other], routes);
    expect(lines.get("n1 > root")?.isBranch).toBe(false);
  });
});
