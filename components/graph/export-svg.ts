// The graph as a picture of its own: the cards and lines as they stand on the screen, a caption and a legend. It has
// no script, no link and no style sheet, so it looks the same wherever it is opened. Pure.
import { CARD, type DrawnGraph } from "./drawn-graph.ts";
import { cardSvg } from "./export-cards.ts";
import { element, hexOf, words } from "./export-element.ts";
import { legendSvg } from "./export-legend.ts";
import { linesSvg } from "./export-lines.ts";
import { type Font, fitted, fontText, inLines, type Measure, textElement } from "./export-text.ts";
import type { Palette } from "./palette.ts";
import { boundsOf, type Placement } from "./placement.ts";

export type Picture = {
  graph: DrawnGraph;
  placement: Placement;
  palette: Palette;
  /** What it is, its digest, and notes that are parted by " · ". */
  caption: readonly [title: string, digest: string, note: string];
  measure: Measure;
};

/** `width` and `height` in pixels. */
export type Drawn = { svg: string; width: number; height: number };

const MARGIN = 24;
/** A narrower picture would break its caption into many lines. */
const MIN_WIDTH = 720;
/** Room above the cards: what was asked for says so there. */
const ABOVE = 24;

export function drawSvg({ graph, placement, palette, caption, measure }: Picture): Drawn {
  const bounds = boundsOf(placement.spots.values(), CARD);
  const width = Math.max(MIN_WIDTH, Math.ceil(bounds.width) + 2 * MARGIN);
  const room = width - 2 * MARGIN;
  const head = captionSvg(caption, palette, room, measure);
  const top = MARGIN + head.height + ABOVE;
  const legendTop = top + Math.ceil(bounds.height) + MARGIN;
  const legend = legendSvg(graph, palette, room, measure);
  const height = legendTop + 12 + legend.height + MARGIN;
  const place = `translate(${MARGIN - bounds.x} ${top - bounds.y})`;
  const cards = graph.nodes.flatMap((node) => {
    const spot = placement.spots.get(node.id);
    return spot ? [cardSvg(node, spot, palette, measure)] : [];
  });
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-family": palette.sans,
    },
    element("title", {}, words(`What refers to ${caption[0]}`)),
    element("desc", {}, words(`${caption[1]} · ${caption[2]}`)),
    element("rect", { width, height, fill: hexOf(palette.bg) }),
    element("g", { transform: `translate(${MARGIN} ${MARGIN})` }, ...head.parts),
    element("g", { transform: place }, ...linesSvg(graph.edges, placement, palette), ...cards),
    element("path", { d: `M${MARGIN} ${legendTop + 0.5}h${room}`, stroke: hexOf(palette.line) }),
    element("g", { transform: `translate(${MARGIN} ${legendTop + 12})` }, ...legend.parts),
  );
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`, width, height };
}

function captionSvg(
  [title, digest, note]: Picture["caption"],
  palette: Palette,
  room: number,
  measure: Measure,
): { parts: string[]; height: number } {
  const bold: Font = { size: 15, family: palette.sans, weight: 600 };
  const mono: Font = { size: 11, family: palette.mono };
  const plain: Font = { size: 11, family: palette.sans };
  const dot = measure(" · ", fontText(plain));
  const notes = note.split(" · ").map((text) => {
    const shown = fitted(text, room, plain, measure);
    return { text: shown, width: measure(shown, fontText(plain)) };
  });
  const lines = inLines(notes, room, dot).map((line) => line.map(({ text }) => text).join(" · "));
  const ink2 = { fill: hexOf(palette.ink2) };
  return {
    parts: [
      textElement(fitted(title, room, bold, measure), 0, 14, bold, { fill: hexOf(palette.ink) }),
      textElement(fitted(digest, room, mono, measure), 0, 33, mono, ink2),
      ...lines.map((line, at) => textElement(line, 0, 51 + at * 16, plain, ink2)),
    ],
    height: 40 + lines.length * 16,
  };
}
