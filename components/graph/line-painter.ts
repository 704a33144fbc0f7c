// Paints the lines on the canvas, those in view only, each style in one stroke.
import type { Box } from "./camera.ts";
import type { DrawnEdge, DrawnGraph } from "./drawn-graph.ts";
import { type Bend, bendsOf, pointBefore } from "./line-shape.ts";
import { type Ink, inkKeyOf, inkOf, isDoubtful, layerOf } from "./line-style.ts";
import type { Palette } from "./palette.ts";
import type { Placement, Point } from "./placement.ts";
import { type RestingLine, restingLines } from "./trunks.ts";

/** Ready to draw; `box` holds all of it. */
type Line = { start: Point; bends: Bend[]; end: Point; hasArrow: boolean; box: Box };
type Layer = { ink: Ink; level: number; lines: Line[] };
type Sign = { at: Point; isCross: boolean };

const ARROW = { tip: 1, length: 7.4, half: 3.7 };
/** On the selected path, where the line is stronger. */
const PATH_ARROW = { tip: 0.5, length: 8, half: 4 };
/** Rings, arrows and half a line's width reach so far beyond the points. */
const REACH = 8;

export class LinePainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly palette: Palette;
  private layers: Layer[] = [];
  private signs: Sign[] = [];
  private path: Line[] = [];

  constructor(context: CanvasRenderingContext2D, palette: Palette) {
    this.context = context;
    this.palette = palette;
  }

  /** From now on these lines are painted. */
  take({ edges }: DrawnGraph, { routes }: Placement): void {
    const resting = restingLines(edges, routes);
    const layers = new Map<string, Layer>();
    this.signs = [];
    for (const edge of edges) {
      const line = lineOf(edge, resting.get(edge.id));
      if (!line) continue;
      const key = inkKeyOf(edge);
      const layer = layers.get(key) ?? { ink: inkOf(edge, this.palette), level: layerOf(edge), lines: [] };
      layers.set(key, layer);
      layer.lines.push(line);
      const sign = signOf(edge, routes.get(edge.id) ?? []);
      if (sign) this.signs.push(sign);
    }
    this.layers = [...layers.values()].sort((a, b) => a.level - b.level);
  }

  /** These are painted once more above the others, whole and in the accent's colour. */
  mark(path: readonly DrawnEdge[], { routes }: Placement): void {
    this.path = path.flatMap((edge) => {
      const route = routes.get(edge.id);
      return (route && lineOf(edge, { route, isBranch: false })) ?? [];
    });
  }

  /** The context stands in the graph's coordinates. */
  paint(seen: Box): void {
    const { context, palette } = this;
    const isSeen = ({ box }: Line) => overlap(box, seen);
    for (const { ink, lines } of this.layers) {
      const shown = lines.filter(isSeen);
      if (shown.length > 0) this.stroke(ink, shown, ARROW);
    }
    const accent: Ink = { color: palette.accent, width: 2, dash: [], cap: "butt", opacity: 1 };
    this.stroke(accent, this.path.filter(isSeen), PATH_ARROW);
    context.globalAlpha = 1;
    context.setLineDash([]);
    for (const { at, isCross } of this.signs) {
      if (!overlap(around(at), seen)) continue;
      if (isCross) this.cross(at);
      else this.ring(at);
    }
  }

  private stroke(ink: Ink, lines: Line[], arrow: typeof ARROW): void {
    const { context } = this;
    context.globalAlpha = ink.opacity;
    context.strokeStyle = ink.color;
    context.fillStyle = ink.color;
    context.lineWidth = ink.width;
    context.lineCap = ink.cap;
    context.lineJoin = "round";
    context.setLineDash([...ink.dash]);
    context.beginPath();
    for (const line of lines) this.trace(line, line.hasArrow ? arrow.tip + arrow.length / 2 : 0);
    context.stroke();
    context.beginPath();
    for (const { start, hasArrow } of lines) {
      if (!hasArrow) continue;
      context.moveTo(start.x + arrow.tip, start.y);
      context.lineTo(start.x + arrow.tip + arrow.length, start.y - arrow.half);
      context.lineTo(start.x + arrow.tip + arrow.length, start.y + arrow.half);
      context.closePath();
    }
    context.fill();
  }

  /** From left to right, the first pixels left to the arrow. */
  private trace({ start, bends, end }: Line, gap: number): void {
    const { context } = this;
    context.moveTo(start.x + gap, start.y);
    for (const [i, bend] of bends.entries()) {
      const next = bends[i + 1] ?? end;
      context.arcTo(bend.x, bend.y, next.x, next.y, bend.radius);
    }
    context.lineTo(end.x, end.y);
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

function lineOf(edge: DrawnEdge, resting: RestingLine | undefined): Line | undefined {
  if (!resting) return undefined;
  const { route, isBranch } = resting;
  const [start, end] = [route[0], route.at(-1)];
  if (!start || !end || route.length < 2) return undefined;
  const hasArrow = !isBranch && edge.relation !== "contains";
  return { start, bends: bendsOf(route), end, hasArrow, box: boxOf(route) };
}

function signOf(edge: DrawnEdge, route: Point[]): Sign | undefined {
  const isCross = edge.proof === "contradicted";
  if (!isCross && !isDoubtful(edge)) return undefined;
  const at = pointBefore(route, isCross ? 24 : 5);
  return at && { at, isCross };
}

function boxOf(route: Point[]): Box {
  const [xs, ys] = [route.map(({ x }) => x), route.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs) - REACH, Math.min(...ys) - REACH];
  return { x, y, width: Math.max(...xs) + REACH - x, height: Math.max(...ys) + REACH - y };
}

function around({ x, y }: Point): Box {
  return { x: x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
