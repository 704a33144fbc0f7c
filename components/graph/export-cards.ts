// The graph's cards as SVG, with the measures of card-painter.ts. Registry text is text and nothing else. Pure.
import { KIND_SHAPES, MARK_SHAPES, type MarkShape } from "../ui/shapes.ts";
import { CARD, cardWidth, type DrawnNode } from "./drawn-graph.ts";
import { element, hexOf, words } from "./export-element.ts";
import { type Font, fitted, fontText, type Measure, textElement } from "./export-text.ts";
import { inkOf, type Palette } from "./palette.ts";
import type { Point } from "./placement.ts";

const TEXT_X = 40;
const DIMMED = 0.35;

/** One card with its upper left corner at `spot`. */
export function cardSvg(node: DrawnNode, spot: Point, palette: Palette, measure: Measure): string {
  const corner = cornerOf(node, palette, measure);
  return element(
    "g",
    {
      transform: `translate(${spot.x} ${spot.y})`,
      opacity: node.isDimmed ? DIMMED : undefined,
      "data-node": node.id,
      "data-members": node.members?.join(" "),
    },
    element("title", {}, words([node.whole, node.fact].filter(Boolean).join(", "))),
    ...(node.members ? [4, 2].map((offset) => sheet(node, offset, palette)) : []),
    frame(node, palette),
    element("g", { transform: "translate(8 6)" }, kindSvg(node.kind, palette)),
    ...wordsOf(node, corner.end, palette, measure),
    ...corner.parts,
    node.isRoot
      ? textElement("asked for", 0, -7, { size: 11, family: palette.sans }, { fill: hexOf(palette.ink3) })
      : "",
  );
}

function sheet(node: DrawnNode, offset: number, palette: Palette): string {
  return roundRect(offset, offset, cardWidth(node) - offset, CARD.height, 5, {
    fill: hexOf(palette.surface),
    stroke: hexOf(palette.line2),
  });
}

function frame(node: DrawnNode, palette: Palette): string {
  const strokes = { plain: palette.line2, limited: palette.warn, failed: palette.bad, missing: palette.ink3 };
  const isMissing = node.look === "missing";
  return roundRect(0, 0, cardWidth(node), CARD.height, 5, {
    fill: hexOf(isMissing ? palette.bg : palette.surface),
    stroke: hexOf(strokes[node.look]),
    "stroke-dasharray": isMissing ? "3 3" : undefined,
  });
}

/** Half a pixel in, as on the screen: a line of one pixel covers one row of pixels. */
function roundRect(
  x: number,
  y: number,
  width: number,
  height: number,
  rx: number,
  look: Record<string, string | undefined>,
): string {
  return element("rect", { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx, ...look });
}

/** A kind's silhouette and glyph, 24 pixels wide. */
export function kindSvg(kind: DrawnNode["kind"], palette: Palette): string {
  const { outline, glyph, dashed } = KIND_SHAPES[kind];
  const { stroke, fill } = palette.kinds[kind];
  return element(
    "g",
    {
      transform: "scale(.857)",
      stroke: hexOf(stroke),
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    },
    // The front sheet of an index covers the back one.
    ...outline.split(/(?<=Z)(?=M)/).map((part) =>
      element("path", {
        d: part,
        fill: hexOf(fill),
        "stroke-width": 1.25,
        "stroke-dasharray": dashed ? "3.2 3" : undefined,
      }),
    ),
    element("path", { d: glyph, fill: "none", "stroke-width": 1.75 }),
  );
}

function wordsOf(node: DrawnNode, end: number, palette: Palette, measure: Measure): string[] {
  const title: Font = { size: 12, family: palette.sans, weight: 600 };
  const digest: Font = { size: 10.5, family: palette.mono };
  const fact: Font = { size: 11, family: palette.sans };
  const factX = node.digest ? TEXT_X + measure(node.digest, fontText(digest)) + 7 : TEXT_X;
  const factRoom = cardWidth(node) - factX - 8;
  const ink = hexOf(node.look === "missing" ? palette.ink2 : palette.ink);
  return [
    textElement(fitted(node.title, end - TEXT_X - 6, title, measure), TEXT_X, 15, title, { fill: ink }),
    textElement(node.digest, TEXT_X, 28.5, digest, { fill: hexOf(palette.ink2) }),
    textElement(fitted(node.fact, factRoom, fact, measure), factX, 28.5, fact, { fill: hexOf(palette.ink3) }),
  ];
}

/** Mark and tag from the right edge inwards, and where the title must end. */
function cornerOf(node: DrawnNode, palette: Palette, measure: Measure): { parts: string[]; end: number } {
  let x = cardWidth(node) - 10;
  if (node.members) {
    const chevron = { path: "m6 3.5 4.5 4.500L6 12.500" };
    return { parts: [markSvg(chevron, x - 13, 11, 14, hexOf(palette.ink3))], end: x - 18 };
  }
  const parts: string[] = [];
  if (node.mark) {
    parts.push(markSvg(MARK_SHAPES[node.mark.name], x - 15, 3, 15, hexOf(inkOf(node.mark.tone, palette))));
    x -= 21;
  }
  if (!node.tag) return { parts, end: x };
  const font: Font = { size: 10.5, family: palette.sans };
  const width = Math.ceil(measure(node.tag.word, fontText(font))) + 10;
  const isWarn = node.tag.tone === "warn";
  parts.push(
    roundRect(x - width, 4, width, 15, 3, {
      fill: hexOf(isWarn ? palette.warnBg : palette.badBg),
      stroke: hexOf(isWarn ? palette.warnLine : palette.badLine),
    }),
    textElement(node.tag.word, x - width + 5, 15, font, { fill: hexOf(isWarn ? palette.warn : palette.bad) }),
  );
  return { parts, end: x - width };
}

/** A mark of `size` pixels. */
export function markSvg(
  { path, filled, dash }: MarkShape,
  x: number,
  y: number,
  size: number,
  ink: string,
): string {
  return element("path", {
    d: path,
    transform: `translate(${x} ${y}) scale(${size / 16})`,
    fill: filled ? ink : "none",
    stroke: ink,
    "stroke-width": 1.5,
    "stroke-linejoin": "round",
    "stroke-linecap": dash ? "butt" : "round",
    "stroke-dasharray": dash?.join(" "),
  });
}
