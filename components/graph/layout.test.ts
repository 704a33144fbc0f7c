// The layout itself, by the very ELK that runs in the worker.
import Elk from "elkjs/lib/elk.bundled.js";
import { beforeAll, describe, expect, it } from "vitest";
import { CARD, cardWidth, type DrawnGraph, leftEnd, rightEnd } from "./drawn-graph.ts";
import { fromElk, toElk } from "./elk-graph.ts";
import { placeLate } from "./place-late.ts";
import type { Placement, Point } from "./placement.ts";
import { card, graphOf, line, SAMPLE } from "./sample-graph.test-support.ts";

const elk = new Elk();

async function layOut(graph: DrawnGraph): Promise<Placement> {
  return fromElk(await elk.layout(toElk(graph)), graph);
}

function spot(placement: Placement, id: string): Point {
  const found = placement.spots.get(id);
  if (!found) throw new Error(`${id} has no place`);
  return found;
}

/** Every pair of a card and a line's leg that runs through it, the line's own ends left out. */
function crossings(graph: DrawnGraph, { spots, routes }: Placement): string[] {
  return graph.edges.flatMap((edge) => {
    const route = routes.get(edge.id) ?? [];
    return graph.nodes.flatMap((node) => {
      const at = spots.get(node.id);
      if (!at || node.id === edge.source || node.id === edge.target) return [];
      const crosses = route.slice(1).some((point, i) => {
        const before = route[i] ?? point;
        return (
          Math.max(point.x, before.x) > at.x &&
          Math.min(point.x, before.x) < at.x + cardWidth(node) &&
          Math.max(point.y, before.y) > at.y &&
          Math.min(point.y, before.y) < at.y + CARD.height
        );
      });
      return crosses ? [`${edge.id} through ${node.id}`] : [];
    });
  });
}

function overlaps(graph: DrawnGraph, { spots }: Placement): string[] {
  return graph.nodes.flatMap((a, i) =>
    graph.nodes.slice(i + 1).flatMap((b) => {
      const [p, q] = [spots.get(a.id), spots.get(b.id)];
      const touch = p && q && Math.abs(p.x - q.x) < CARD.width && Math.abs(p.y - q.y) < CARD.height;
      return touch ? [`${a.id} on ${b.id}`] : [];
    }),
  );
}

describe("the first layout", () => {
  let placement: Placement;
  beforeAll(async () => {
    placement = await layOut(SAMPLE);
  });

  it("gives every card a place and every line a route", () => {
    expect([...placement.spots.keys()].sort()).toEqual(SAMPLE.nodes.map(({ id }) => id).sort());
    expect([...placement.routes.keys()].sort()).toEqual(SAMPLE.edges.map(({ id }) => id).sort());
  });

  it("stands what was asked for left, and what refers to a card right of it", () => {
    for (const edge of SAMPLE.edges) {
      expect(spot(placement, rightEnd(edge)).x).toBeGreaterThan(
        spot(placement, leftEnd(edge)).x + CARD.rootWidth,
      );
    }
  });

  it("keeps the given order in each column, a pitch apart", () => {
    const columns = Map.groupBy(SAMPLE.nodes, ({ id }) => spot(placement, id).x);
    for (const column of columns.values()) {
      const heights = column.map(({ id }) => spot(placement, id).y);
      expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      for (const [i, y] of heights.slice(1).entries())
        expect(y - (heights[i] ?? 0)).toBeGreaterThanOrEqual(CARD.pitch);
    }
  });

  it("stands a parent in the middle of its children", () => {
    expect(spot(placement, "amd64").y * 2).toBe(spot(placement, "bk1").y + spot(placement, "scans").y);
    expect(spot(placement, "spdx").y).toBe(spot(placement, "sbomsig").y);
  });

  it("runs lines at right angles, and through no card", () => {
    for (const route of placement.routes.values()) {
      for (const [i, point] of route.slice(1).entries()) {
        const before = route[i];
        expect(before && (before.x === point.x || before.y === point.y)).toBe(true);
      }
    }
    expect(crossings(SAMPLE, placement)).toEqual([]);
    expect(overlaps(SAMPLE, placement)).toEqual([]);
  });

  it("joins the lines of one relation in one port and one trunk, and keeps relations apart", () => {
    const starts = (ids: string[]) => new Set(ids.map((id) => JSON.stringify(placement.routes.get(id)?.[0])));
    expect(starts(["spdx > root", "bundle > root", "slsa > root"]).size).toBe(1);
    expect(starts(["spdx > root", "sig > root tag", "root > amd64 contains"]).size).toBe(3);
    const bent = [...placement.routes].filter(([id, route]) => /> root$/.test(id) && route.length > 2);
    expect(new Set(bent.map(([, route]) => route[1]?.x)).size).toBe(1);
  });

  it("leads an artifact of two subjects past the cards between", async () => {
    const graph = graphOf("root a b c d", ["a > root", "b > root", "c > a", "d > c"]);
    graph.edges.push(line("d > root"));
    const both = await layOut(graph);
    expect(crossings(graph, both)).toEqual([]);
    expect(spot(both, "d").x).toBeGreaterThan(spot(both, "c").x);
  });

  it("survives cycles and cards that hang on nothing", async () => {
    const graph = graphOf("root a b alone", ["a > root", "b > a", "a > b"]);
    const placed = await layOut(graph);
    expect(placed.spots.size).toBe(4);
    expect(overlaps(graph, placed)).toEqual([]);
  });

  // The ordering that ELK offers itself took minutes for this, so it is a test and not only a figure.
  it("lays 1,000 siblings out in seconds", async () => {
    const ids = Array.from({ length: 999 }, (_, i) => `n${i}`);
    const flat = graphOf(
      `root ${ids.join(" ")}`,
      ids.map((id) => `${id} > root`),
    );
    const began = performance.now();
    const placed = await layOut(flat);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(spot(placed, "n998").y - spot(placed, "n0").y).toBe(998 * CARD.pitch);
  }, 60_000);
});

describe("placing late cards", () => {
  let placement: Placement;
  let placed: Placement;
  beforeAll(async () => {
    placement = await layOut(SAMPLE);
    placed = placeLate(placement, late);
  });
  const late: DrawnGraph = {
    nodes: [...SAMPLE.nodes, card("vex"), card("test"), card("vexsig"), card("deep"), card("lost")],
    edges: [
      ...SAMPLE.edges,
      line("deep > vexsig"),
      line("vexsig > vex"),
      line("vex > root"),
      line("test > amd64"),
      line("deep > root tag"),
    ],
  };
  it("moves nothing that was drawn", () => {
    for (const [id, at] of placement.spots) expect(placed.spots.get(id)).toEqual(at);
    for (const [id, route] of placement.routes) expect(placed.routes.get(id)).toBe(route);
  });

  it("gives each late card a free place in the column right of its subject", () => {
    expect(spot(placed, "vex").x).toBe(spot(placed, "spdx").x);
    expect(spot(placed, "test").x).toBe(spot(placed, "bk1").x);
    expect(spot(placed, "vexsig").x).toBe(spot(placed, "bk1").x);
    expect(overlaps(late, placed)).toEqual([]);
  });

  it("takes the nearest free place, so that what is late grows up as well as down", async () => {
    const first = graphOf("root a b c", ["a > root", "b > root", "c > root"]);
    const before = await layOut(first);
    const names = Array.from({ length: 28 }, (_, i) => `late${i}`);
    const all = { nodes: [...first.nodes, ...names.map((id) => card(id))], edges: [...first.edges] };
    for (const id of names) all.edges.push(line(`${id} > root`));
    const after = placeLate(before, all);
    const level = spot(before, "root").y;
    const heights = all.nodes.filter(({ isRoot }) => !isRoot).map(({ id }) => spot(after, id).y - level);
    expect(Math.abs(Math.max(...heights) + Math.min(...heights))).toBeLessThanOrEqual(CARD.pitch);
    expect(overlaps(all, after)).toEqual([]);
    expect(crossings(all, after)).toEqual([]);
  });

  it("places a card whose subject comes after it, and one that hangs on nothing", () => {
    expect(spot(placed, "deep").x).toBeGreaterThan(spot(placed, "vexsig").x);
    expect(placed.spots.has("lost")).toBe(true);
  });

  it("takes the trunk that the subject's lines have, and crosses no card", () => {
    expect(placed.routes.get("vex > root")?.[1]?.x).toBe(placement.routes.get("spdx > root")?.[1]?.x);
    expect(crossings(late, placed)).toEqual([]);
  });

  it("starts from nothing, too", () => {
    const alone = placeLate({ spots: new Map(), routes: new Map() }, SAMPLE);
    expect(alone.spots.size).toBe(SAMPLE.nodes.length);
    expect(overlaps(SAMPLE, alone)).toEqual([]);
    expect(crossings(SAMPLE, alone)).toEqual([]);
  });
});
