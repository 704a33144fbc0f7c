// Keeps in Cytoscape what of the drawing is in view, and a little around it: in small slices, a frame apart, so that a
// thousand cards never hold up the page for longer than a reader would notice.
import type { Core } from "cytoscape";
import { type Box, overlap } from "./camera.ts";
import { CARD, cardWidth, type DrawnEdge, type DrawnGraph, type DrawnNode, leftEnd } from "./drawn-graph.ts";
import { lineShape } from "./line-shape.ts";
import { isDoubtful, levelOf, lineData } from "./line-style.ts";
import { nextFrame } from "./next-frame.ts";
import type { Placement, Point } from "./placement.ts";
import { type RestingLine, restingLines } from "./trunks.ts";

/** What one slice may take, styling and drawing included, and between how many elements it may be. */
const FRAME_MS = { least: 6, most: 12 };
const SLICE = { first: 24, least: 8, most: 120 };
/** Arrows and half a line's width reach so far beyond the points. */
const REACH = 8;

/** A card's area and a line, ready to be told. */
type Area = { node: DrawnNode; spot: Point; box: Box };
type Line = { edge: DrawnEdge; resting: RestingLine; box: Box; look: string };
/** What was last told to Cytoscape about a line: the same is not told again. */
type Told = { route: Point[]; look: string };

export class LineElements {
  private readonly cy: Core;
  private readonly told = new Map<string, Told>();
  private areas = new Map<string, Area>();
  private lines: Line[] = [];
  private run = 0;

  constructor(cy: Core) {
    this.cy = cy;
  }

  /** From now on this is the drawing; `cover` brings it in. */
  take(graph: DrawnGraph, { spots, routes }: Placement): void {
    this.areas = new Map();
    for (const node of graph.nodes) {
      const spot = spots.get(node.id);
      if (!spot) continue;
      const box = { ...spot, width: cardWidth(node), height: CARD.height };
      this.areas.set(node.id, { node, spot, box });
    }
    const resting = restingLines(graph.edges, routes);
    this.lines = graph.edges.flatMap((edge): Line[] => {
      const line = resting.get(edge.id);
      if (!line || line.route.length < 2) return [];
      if (!this.areas.has(edge.source) || !this.areas.has(edge.target)) return [];
      return [{ edge, resting: line, box: boxOf(line.route), look: classesOf(edge, line).join(" ") }];
    });
  }

  /**
   * Resolves when Cytoscape has what lies in the box, and nothing else; a later call overtakes an earlier one, which
   * then ends early.
   */
  async cover(box: Box): Promise<void> {
    const run = ++this.run;
    const work = this.workFor(box);
    let size = SLICE.first;
    for (let at = 0; at < work.length; ) {
      if (run !== this.run || this.cy.destroyed()) return;
      const slice = work.slice(at, at + size);
      at += slice.length;
      const began = performance.now();
      this.cy.batch(() => {
        for (const step of slice) step();
      });
      const batched = performance.now() - began;
      if (at < work.length) size = nextSize(size, batched + (await nextFrame()));
    }
  }

  private workFor(box: Box): (() => void)[] {
    const lines = this.lines.filter((line) => overlap(line.box, box));
    const wanted = new Set(lines.map(({ edge }) => edge.id));
    // A line needs its two ends, wherever they are.
    const ends = new Set(lines.flatMap(({ edge }) => [edge.source, edge.target]));
    const areas = [...this.areas.values()].filter((area) => ends.has(area.node.id) || overlap(area.box, box));
    for (const { node } of areas) wanted.add(node.id);
    return [
      ...this.removals(wanted),
      ...areas.map((area) => () => this.bringArea(area)),
      ...lines.filter((line) => this.isNews(line)).map((line) => () => this.bringLine(line)),
    ];
  }

  /** Lines first: they would go with their cards, one by one and unbatched. */
  private removals(wanted: ReadonlySet<string>): (() => void)[] {
    return [...this.cy.edges(), ...this.cy.nodes()]
      .filter((element) => !wanted.has(element.id()))
      .map((element) => () => {
        this.told.delete(element.id());
        element.remove();
      });
  }

  private isNews({ edge, resting, look }: Line): boolean {
    const told = this.told.get(edge.id);
    return told?.route !== resting.route || told.look !== look;
  }

  private bringArea({ node, spot }: Area): void {
    const width = cardWidth(node);
    const position = { x: spot.x + width / 2, y: spot.y + CARD.height / 2 };
    const known = this.cy.getElementById(node.id);
    if (known.empty()) {
      this.cy.add({ group: "nodes", data: { id: node.id, width, height: CARD.height }, position });
    } else if (known.position("x") !== position.x || known.position("y") !== position.y) {
      known.position(position);
    }
  }

  private bringLine({ edge, resting, look }: Line): void {
    const { id, source, target } = edge;
    this.told.set(id, { route: resting.route, look });
    // Routes run from left to right, lines from source to target: the other way round but for "contains".
    const route = leftEnd(edge) === source ? resting.route : resting.route.toReversed();
    const from = this.relativeTo(source, route[0]);
    const to = this.relativeTo(target, route.at(-1));
    const data = { ...lineData(edge.relation, lineShape(route), from, to), level: levelOf(edge) };
    const known = this.cy.getElementById(id);
    if (known.empty()) this.cy.add({ group: "edges", data: { id, source, target, ...data }, classes: look });
    else known.data(data).classes(look);
  }

  private relativeTo(id: string, point: Point | undefined): Point {
    const element = this.cy.getElementById(id);
    if (!point || element.empty()) return { x: 0, y: 0 };
    const middle = element.position();
    return { x: point.x - middle.x, y: point.y - middle.y };
  }
}

function classesOf(edge: DrawnEdge, line: RestingLine): string[] {
  const classes: string[] = [edge.relation];
  if (isDoubtful(edge)) classes.push("doubtful");
  if (edge.proof === "contradicted") classes.push("contradicted");
  if (line.isBranch) classes.push("branch");
  if (edge.isDimmed) classes.push("dimmed");
  return classes;
}

function boxOf(route: readonly Point[]): Box {
  const [xs, ys] = [route.map(({ x }) => x), route.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs) - REACH, Math.min(...ys) - REACH];
  return { x, y, width: Math.max(...xs) + REACH - x, height: Math.max(...ys) + REACH - y };
}

/** Slower machines, and graphs where more is in view, get smaller slices. */
function nextSize(size: number, ms: number): number {
  if (ms > FRAME_MS.most) return Math.max(SLICE.least, Math.floor(size / 2));
  return ms < FRAME_MS.least ? Math.min(SLICE.most, Math.ceil(size * 1.5)) : size;
}
