// Paints on the canvas above Cytoscape's what lines cannot say by themselves: the selected path, and the signs of
// claims that nobody proved or that were contradicted.
import { type Box, overlap } from "./camera.ts";
import type { DrawnEdge, DrawnGraph } from "./drawn-graph.ts";
import { bendsOf, pointBefore } from "./line-shape.ts";
import { isDoubtful } from "./line-style.ts";
import type { Palette } from "./palette.ts";
import type { Placement, Point } from "./placement.ts";

type Sign = { at: Point; isCross: boolean };
type PathLine = { route: readonly Point[]; hasArrow: boolean };

const SIGN_REACH = 8;

export class MarkPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly palette: Palette;
  private signs: Sign[] = [];
  private path: PathLine[] = [];

  constructor(context: CanvasRenderingContext2D, palette: Palette) {
    this.context = context;
    this.palette = palette;
  }

  /** From now on these lines' signs are painted. */
  take({ edges }: DrawnGraph, { routes }: Placement): void {
    this.signs = edges.flatMap((edge) => signOf(edge, routes.get(edge.id) ?? []) ?? []);
  }

  /** These are painted whole, in the accent's colour. Routes run from left to right. */
  mark(path: readonly DrawnEdge[], { routes }: Placement): void {
    this.path = path.flatMap(({ id, relation }) => {
      const route = routes.get(id);
      return route && route.length > 1 ? [{ route, hasArrow: relation !== "contains" }] : [];
    });
  }

  /** The context stands in the graph's coordinates. */
  paint(seen: Box): void {
    for (const line of this.path) this.pathLine(line);
    for (const { at, isCross } of this.signs) {
      if (!overlap(around(at), seen)) continue;
      if (isCross) this.cross(at);
      else this.ring(at);
    }
  }

  private pathLine({ route, hasArrow }: PathLine): void {
    const { context, palette } = this;
    const [first, last] = [route[0], route.at(-1)];
    if (!first || !last) return;
    context.beginPath();
    context.moveTo(first.x + (hasArrow ? 6 : 0), first.y);
    const bends = bendsOf(route);
    for (const [i, bend] of bends.entries()) {
      const next = bends[i + 1] ?? last;
      context.arcTo(bend.x, bend.y, next.x, next.y, bend.radius);
    }
    context.lineTo(last.x, last.y);
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.strokeStyle = palette.accent;
    context.stroke();
    if (!hasArrow) return;
    context.beginPath();
    context.moveTo(first.x + 0.5, first.y);
    context.lineTo(first.x + 8.5, first.y - 4);
    context.lineTo(first.x + 8.5, first.y + 4);
    context.closePath();
    context.fillStyle = palette.accent;
    context.fill();
  }

  /** At an artifact whose claim nobody proved. */
  private ring({ x, y }: Point): void {
    const { context, palette } = this;
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fillStyle = palette.bg;
    context.fill();
    context.lineWidth = 1.25;
    context.strokeStyle = palette.edge;
    context.stroke();
  }

  /** On a line whose artifact names something else. */
  private cross({ x, y }: Point): void {
    const { context, palette } = this;
    context.beginPath();
    for (const side of [1, -1]) {
      context.moveTo(x - 3.5, y - 3.5 * side);
      context.lineTo(x + 3.5, y + 3.5 * side);
    }
    context.lineWidth = 1.75;
    context.lineCap = "round";
    context.strokeStyle = palette.bad;
    context.stroke();
  }
}

function signOf(edge: DrawnEdge, route: readonly Point[]): Sign | undefined {
  const isCross = edge.proof === "contradicted";
  if (!isCross && !isDoubtful(edge)) return undefined;
  const at = pointBefore(route, isCross ? 24 : 5);
  return at && { at, isCross };
}

function around({ x, y }: Point): Box {
  return { x: x - SIGN_REACH, y: y - SIGN_REACH, width: 2 * SIGN_REACH, height: 2 * SIGN_REACH };
}
