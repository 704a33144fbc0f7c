// Keeps Cytoscape's elements in line with the drawing: in small slices, a frame apart, so that a thousand of them
// never hold up the page for longer than a reader would notice.
import type { Core } from "cytoscape";
import { CARD, cardWidth, type DrawnEdge, type DrawnGraph, type DrawnNode, leftEnd } from "./drawn-graph.ts";
import { lineShape } from "./line-shape.ts";
import { lineData } from "./line-style.ts";
import { nextFrame } from "./next-frame.ts";
import type { Placement, Point } from "./placement.ts";
import { type RestingLine, restingLines } from "./trunks.ts";

/** What one slice may take, styling and drawing included, and between how many elements it may be. */
const FRAME_MS = { least: 8, most: 16 };
const SLICE = { first: 24, least: 12, most: 200 };

/** What was last told to Cytoscape about a line: the same is not told again. */
type Told = { route: Point[]; look: string };

export class LineElements {
  private readonly cy: Core;
  private readonly told = new Map<string, Told>();
  private run = 0;

  constructor(cy: Core) {
    this.cy = cy;
  }

  /** Resolves when all is in line; a later call overtakes an earlier one, which then ends early. */
  async bringInLine(graph: DrawnGraph, placement: Placement): Promise<void> {
    const run = ++this.run;
    const work = this.workFor(graph, placement);
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

  private workFor(graph: DrawnGraph, { spots, routes }: Placement): (() => void)[] {
    const wanted = new Set([...graph.nodes, ...graph.edges].map(({ id }) => id));
    const work: (() => void)[] = [];
    // Lines first: they would go with their cards, one by one and unbatched.
    for (const element of [...this.cy.edges(), ...this.cy.nodes()]) {
      if (wanted.has(element.id())) continue;
      work.push(() => {
        this.told.delete(element.id());
        element.remove();
      });
    }
    for (const node of graph.nodes) {
      const spot = spots.get(node.id);
      if (spot) work.push(() => this.bringNode(node, spot));
    }
    const lines = restingLines(graph.edges, routes);
    for (const edge of graph.edges) {
      const line = lines.get(edge.id);
      const ends = [spots.get(edge.source), spots.get(edge.target)];
      const route = routes.get(edge.id);
      if (!line || !route || !ends[0] || !ends[1]) continue;
      const look = classesOf(edge, line).join(" ");
      const told = this.told.get(edge.id);
      if (told?.route === route && told.look === look) continue;
      work.push(() => {
        this.told.set(edge.id, { route, look });
        this.bringEdge(edge, line);
      });
    }
    return work;
  }

  private bringNode(node: DrawnNode, spot: Point): void {
    const width = cardWidth(node);
    const position = { x: spot.x + width / 2, y: spot.y + CARD.height / 2 };
    const known = this.cy.getElementById(node.id);
    if (known.empty()) {
      this.cy.add({ group: "nodes", data: { id: node.id, width, height: CARD.height }, position });
    } else if (known.position("x") !== position.x || known.position("y") !== position.y) {
      known.position(position);
    }
  }

  private bringEdge(edge: DrawnEdge, line: RestingLine): void {
    const { id, source, target } = edge;
    // Routes run from left to right, lines from source to target: the other way round but for "contains".
    const route = leftEnd(edge) === source ? line.route : line.route.toReversed();
    const from = this.relativeTo(source, route[0]);
    const to = this.relativeTo(target, route.at(-1));
    const data = lineData(edge.relation, lineShape(route), from, to);
    const classes = classesOf(edge, line);
    const known = this.cy.getElementById(id);
    if (known.empty()) this.cy.add({ group: "edges", data: { id, source, target, ...data }, classes });
    else known.data(data).classes(classes);
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

/** A tag says by its very dashes that it is a convention and no proof. */
export function isDoubtful({ proof, relation }: DrawnEdge): boolean {
  return proof === "claimed" && relation !== "tag";
}

/** Slower machines, and graphs where more is in view, get smaller slices. */
function nextSize(size: number, ms: number): number {
  if (ms > FRAME_MS.most) return Math.max(SLICE.least, Math.floor(size / 2));
  return ms < FRAME_MS.least ? Math.min(SLICE.most, Math.ceil(size * 1.5)) : size;
}
