// What the lines, shapes and marks of a picture mean: of shapes and marks only those that are in it. Pure.
import { NODE_KINDS } from "#lib/graph";
import { KIND_WORDS } from "../ui/kind-icon.tsx";
import { MARK_SHAPES, type MarkName } from "../ui/shapes.ts";
import type { DrawnGraph } from "./drawn-graph.ts";
import { kindSvg, markSvg } from "./export-cards.ts";
import { element, hexOf } from "./export-element.ts";
import { arrowSvg, crossSvg, ringSvg } from "./export-lines.ts";
import { type Font, fontText, inLines, type Measure, textElement } from "./export-text.ts";
import { DASHES } from "./line-style.ts";
import { inkOf, type Palette } from "./palette.ts";

const LINE_HEIGHT = 22;
const GAP = 20;

/** One sign and its word; the sign takes `room` pixels and is drawn round the middle of its line. */
type Item = { word: string; room: number; sign: string; width: number };

const MARKS: Partial<Record<MarkName, string>> = {
  "signature-unchecked": "signature not checked",
  verified: "verified",
  "identity-unchecked": "valid, signer unchecked",
  unverified: "not verified",
  unsigned: "unsigned",
  missing: "invalid, or about another digest",
  denied: "denied",
  "rate-limited": "rate-limited",
  failed: "failed",
};

/** A legend of at most `width` pixels with its upper left corner at 0, 0. */
export function legendSvg(
  graph: DrawnGraph,
  palette: Palette,
  width: number,
  measure: Measure,
): { parts: string[]; height: number } {
  const font: Font = { size: 11, family: palette.sans };
  const wide = (item: Omit<Item, "width">): Item => ({
    ...item,
    width: wordX(item) + measure(item.word, fontText(font)),
  });
  const rows = [lineItems(palette), kindItems(graph, palette), markItems(graph, palette)].flatMap((items) =>
    inLines(items.map(wide), width, GAP),
  );
  const parts = rows.flatMap((row, at) => {
    let x = 0;
    const y = at * LINE_HEIGHT + LINE_HEIGHT / 2;
    return row.flatMap((item) => {
      const placed = element("g", { transform: `translate(${Math.round(x)} ${y})` }, item.sign);
      const ink = { fill: hexOf(palette.ink2) };
      const text = textElement(item.word, Math.round(x + wordX(item)), y + 4, font, ink);
      x += item.width + GAP;
      return [placed, text];
    });
  });
  return { parts, height: rows.length * LINE_HEIGHT };
}

/** A word without a sign begins where a sign would. */
function wordX({ room }: Pick<Item, "room">): number {
  return room > 0 ? room + 8 : 0;
}

function lineItems(palette: Palette): Omit<Item, "width">[] {
  const [edge, bad] = [hexOf(palette.edge), hexOf(palette.bad)];
  const line = (word: string, stroke: string, look: Record<string, string | number>, ...more: string[]) => ({
    word,
    room: 30,
    sign: [
      element("path", { d: more.length > 0 ? "M7 0H30" : "M0 0H30", fill: "none", stroke, ...look }),
      ...more,
    ].join(""),
  });
  const start = { x: 0, y: 0 };
  const dashes = { tag: DASHES.tag?.join(" ") ?? "", index: DASHES["in-index"]?.join(" ") ?? "" };
  const arrow = arrowSvg(start, edge);
  return [
    line("contains", hexOf(palette.edgeContains), { "stroke-width": 1 }),
    line("refers", edge, { "stroke-width": 1.5 }, arrow),
    line("by tag convention", edge, { "stroke-width": 1.5, "stroke-dasharray": dashes.tag }, arrow),
    line(
      "in index",
      edge,
      { "stroke-width": 1.75, "stroke-dasharray": dashes.index, "stroke-linecap": "round" },
      arrow,
    ),
    line(
      "claimed, not proven",
      edge,
      { "stroke-width": 1.5, opacity: 0.65 },
      arrow,
      ringSvg({ x: 25, y: 0 }, hexOf(palette.bg), edge),
    ),
    line("contradicted", bad, { "stroke-width": 1.5 }, arrowSvg(start, bad), crossSvg({ x: 19, y: 0 }, bad)),
    { word: "An arrow points at what the artifact is about.", room: 0, sign: "" },
  ];
}

function kindItems({ nodes }: DrawnGraph, palette: Palette): Omit<Item, "width">[] {
  const kinds = new Set(nodes.map(({ kind }) => kind));
  return NODE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => ({
    word: KIND_WORDS[kind].title,
    room: 18,
    sign: element("g", { transform: "translate(0 -9) scale(.75)" }, kindSvg(kind, palette)),
  }));
}

function markItems({ nodes }: DrawnGraph, palette: Palette): Omit<Item, "width">[] {
  const marks = new Map(nodes.flatMap(({ mark }) => (mark ? [[mark.name, mark.tone] as const] : [])));
  const items = [...marks].flatMap(([name, tone]) => {
    const word = MARKS[name];
    return word
      ? [{ word, room: 15, sign: markSvg(MARK_SHAPES[name], 0, -7.5, 15, hexOf(inkOf(tone, palette))) }]
      : [];
  });
  const isFaint = nodes.some(({ isDimmed }) => isDimmed);
  return isFaint ? [...items, { word: "Faint: outside the lens.", room: 0, sign: "" }] : items;
}
