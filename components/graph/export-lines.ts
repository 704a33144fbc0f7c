// The graph's lines as SVG: the same trunks, dashes, arrows and signs as on the screen. Pure.
import type { DrawnEdge } from "./drawn-graph.ts";
import { leftEnd } from "./drawn-graph.ts";
import { element, hexOf, numberText } from "./export-element.ts";
import { bendsOf, dashOffset, lineShape, pointBefore } from "./line-shape.ts";
import { DASHES, isDoubtful, levelOf } from "./line-style.ts";
import type { Palette } from "./palette.ts";
import type { Placement, Point } from "./placement.ts";
import { type RestingLine, restingLines } from "./trunks.ts";

/** So much of a line's end lies under its arrow. */
const ARROW = 6;
const DIMMED = 0.35;
const DOUBTFUL = 0.65;

/** All lines, the surer ones above; then the signs of what is claimed or contradicted. */
export function linesSvg(edges: readonly DrawnEdge[], { routes }: Placement, palette: Palette): string[] {
  const resting = restingLines(edges, routes);
  const drawn = edges
    .flatMap((edge) => {
      const line = resting.get(edge.id);
      return line && line.route.length > 1 ? [{ edge, line }] : [];
    })
    .sort((a, b) => levelOf(a.edge) - levelOf(b.edge));
  return [
    ...drawn.map(({ edge, line }) => lineSvg(edge, line, palette)),
    ...edges.map((edge) => signSvg(edge, routes.get(edge.id) ?? [], palette)),
  ].filter((text) => text !== "");
}

function lineSvg(edge: DrawnEdge, { route, isBranch }: RestingLine, palette: Palette): string {
  const { relation, proof, source, target } = edge;
  const hasArrow = relation !== "contains" && !isBranch;
  const ink = hexOf(
    proof === "contradicted" ? palette.bad : relation === "contains" ? palette.edgeContains : palette.edge,
  );
  const shortened = hasArrow ? fromArrow(route) : route;
  // As on the screen from source to target, so that dashes on a shared trunk lie on each other.
  const path = leftEnd(edge) === source ? shortened : shortened.toReversed();
  const dashes = DASHES[relation];
  const period = dashes ? dashes[0] + dashes[1] : 0;
  const line = element("path", {
    d: pathOf(path),
    fill: "none",
    stroke: ink,
    "stroke-width": relation === "contains" ? 1 : relation === "in-index" ? 1.75 : 1.5,
    "stroke-dasharray": dashes?.join(" "),
    "stroke-dashoffset": dashes ? dashOffset(lineShape(path)?.length ?? 0, period) : undefined,
    "stroke-linecap": relation === "in-index" ? "round" : undefined,
  });
  const opacity = edge.isDimmed ? DIMMED : isDoubtful(edge) ? DOUBTFUL : undefined;
  const ends = {
    "data-source": source,
    "data-target": target,
    "data-relation": relation,
    "data-proof": proof,
  };
  return element("g", { ...ends, opacity }, line, ...(hasArrow ? [arrowSvg(route[0], ink)] : []));
}

/** An arrow whose point lies at `at` and which comes from the right. */
export function arrowSvg(at: Point | undefined, ink: string): string {
  if (!at) return "";
  const { x, y } = at;
  return element("path", { d: `M${x + 0.5} ${y}l8 -4v8Z`, fill: ink });
}

function fromArrow(route: readonly Point[]): Point[] {
  const [first, ...rest] = route;
  return first ? [{ x: first.x + ARROW, y: first.y }, ...rest] : [];
}

/** Right angles with round corners. */
export function pathOf(route: readonly Point[]): string {
  const [first, last] = [route[0], route.at(-1)];
  if (!first || !last) return "";
  const bends = bendsOf(route).map((bend, i) => {
    const [before, after] = [route[i] ?? first, route[i + 2] ?? last];
    const [from, to] = [towards(bend, before, bend.radius), towards(bend, after, bend.radius)];
    return `L${pair(from)}Q${pair(bend)} ${pair(to)}`;
  });
  return `M${pair(first)}${bends.join("")}L${pair(last)}`;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : distance / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function pair({ x, y }: Point): string {
  return `${numberText(x)} ${numberText(y)}`;
}

/** A ring at what is only claimed, a cross on what is contradicted. */
function signSvg(edge: DrawnEdge, route: readonly Point[], palette: Palette): string {
  const isCross = edge.proof === "contradicted";
  if (!isCross && !isDoubtful(edge)) return "";
  const at = pointBefore(route, isCross ? 24 : 5);
  if (!at) return "";
  return isCross ? crossSvg(at, hexOf(palette.bad)) : ringSvg(at, hexOf(palette.bg), hexOf(palette.edge));
}

export function ringSvg({ x, y }: Point, ground: string, ink: string): string {
  return element("circle", { cx: x, cy: y, r: 3, fill: ground, stroke: ink, "stroke-width": 1.25 });
}

export function crossSvg({ x, y }: Point, ink: string): string {
  return element("path", {
    d: `M${x - 3.5} ${y - 3.5}l7 7M${x - 3.5} ${y + 3.5}l7 -7`,
    stroke: ink,
    "stroke-width": 1.75,
    "stroke-linecap": "round",
  });
}
