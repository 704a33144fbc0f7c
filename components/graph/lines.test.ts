import { describe, expect, it } from "vitest";
import { bendsOf, pointBefore } from "./line-shape.ts";
import { inkKeyOf, isDoubtful, layerOf } from "./line-style.ts";
import type { Point } from "./placement.ts";
import { line } from "./sample-graph.test-support.ts";
import { restingLines } from "./trunks.ts";

const at = (x: number, y: number): Point => ({ x, y });
const UP = [at(224, 100), at(254, 100), at(254, 40), at(320, 40)];

describe("bendsOf", () => {
  it.each([
    [UP],
    [UP.toReversed()],
    [[at(0, 0), at(9, 0), at(9, -70), at(-40, -70), at(-40, 12), at(30, 12)]],
  ])("are the very bends of the route", (route) =>
    expect(bendsOf(route).map(({ x, y }) => at(x, y))).toEqual(route.slice(1, -1)),
  );
  it("are none without a point between two others", () => {
    expect(bendsOf([at(0, 0), at(96, 0)])).toEqual([]);
    expect(bendsOf([])).toEqual([]);
  });
  it("are as round as the shorter leg beside them has room for", () =>
    expect(bendsOf([at(0, 0), at(30, 0), at(30, 8), at(90, 8)]).map(({ radius }) => radius)).toEqual([4, 4]));
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

describe("how a line is drawn", () => {
  it("lays the surer line over the less sure, and over what an index contains", () => {
    const [proven, claimed] = [line("a > b"), line("a > b", { proof: "claimed" })];
    const wrong = line("a > b", { proof: "contradicted" });
    const levels = [wrong, line("a > b contains"), claimed, proven].map(layerOf);
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(new Set(levels).size).toBe(4);
  });

  it("strokes together only what looks the same", () => {
    const keys = [
      line("a > b"),
      line("a > b tag"),
      line("a > b", { isDimmed: true }),
      line("a > b", { proof: "claimed" }),
      line("a > b", { proof: "contradicted" }),
    ].map(inkKeyOf);
    expect(new Set(keys).size).toBe(5);
    expect(inkKeyOf(line("c > d"))).toBe(keys[0]);
  });

  it("does not call a tag's claim doubtful: its dashes say that it is a convention", () => {
    expect(isDoubtful(line("a > b tag", { proof: "claimed" }))).toBe(false);
    expect(isDoubtful(line("a > b", { proof: "claimed" }))).toBe(true);
  });
});
