// Paints the cards on the canvas: their text is drawn anew at each zoom and so stays sharp. Registry text only ever goes
// through fillText.
import { cutEnd } from "../ui/format.ts";
import { KIND_SHAPES, MARK_SHAPES, type MarkShape } from "../ui/shapes.ts";
import type { Box } from "./camera.ts";
import { CARD, cardWidth, type DrawnNode } from "./drawn-graph.ts";
import { inkOf, type Palette } from "./palette.ts";
import type { Point } from "./placement.ts";

/** What changes about a card without the graph changing. */
export type CardMood = { isSelected: boolean; isHovered: boolean; opacity: number };

// Below these zooms the second line, then all text, would only be grey noise.
const SECOND_LINE_ZOOM = 0.6;
const TEXT_ZOOM = 0.4;
const TEXT_X = 40;
const RADIUS = 5;

export class CardPainter {
  private readonly paths = new Map<string, Path2D>();
  private readonly cuts = new Map<string, string>();
  private readonly context: CanvasRenderingContext2D;
  private readonly palette: Palette;

  constructor(context: CanvasRenderingContext2D, palette: Palette) {
    this.context = context;
    this.palette = palette;
  }

  /** Paints one card with its upper left corner at `spot`; the context stands in the graph's coordinates. */
  paint(node: DrawnNode, spot: Point, mood: CardMood, zoom: number): void {
    const { context } = this;
    context.save();
    context.globalAlpha = mood.opacity;
    context.translate(spot.x, spot.y);
    if (node.members) this.paper(node);
    this.frame(node, mood);
    this.kind(node);
    if (zoom >= TEXT_ZOOM) this.words(node, zoom);
    if (node.isRoot && zoom >= SECOND_LINE_ZOOM) {
      this.text("asked for", 0, -7, `11px ${this.palette.sans}`, this.palette.ink3);
    }
    context.restore();
  }

  /** Two more sheets behind a group, below it and to the right. */
  private paper(node: DrawnNode): void {
    const { context, palette } = this;
    for (const offset of [4, 2]) {
      this.roundRect(offset, offset, cardWidth(node) - offset, CARD.height);
      context.fillStyle = palette.surface;
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = palette.line2;
      context.stroke();
    }
  }

  private frame(node: DrawnNode, { isSelected, isHovered }: CardMood): void {
    const { context, palette } = this;
    const strokes = {
      plain: palette.line2,
      limited: palette.warn,
      failed: palette.bad,
      missing: palette.ink3,
    };
    this.roundRect(0, 0, cardWidth(node), CARD.height);
    context.fillStyle = isSelected
      ? palette.accentBg
      : node.look === "missing"
        ? palette.bg
        : palette.surface;
    context.fill();
    const dashed = node.look === "missing" && !isSelected;
    context.setLineDash(dashed ? [3, 3] : []);
    context.lineWidth = isSelected ? 2 : 1;
    const resting = isHovered && node.look === "plain" ? palette.line3 : strokes[node.look];
    context.strokeStyle = isSelected ? palette.accent : resting;
    context.stroke();
    context.setLineDash([]);
  }

  private kind(node: DrawnNode): void {
    const { context } = this;
    const { outline, glyph, dashed } = KIND_SHAPES[node.kind];
    const { stroke, fill } = this.palette.kinds[node.kind];
    context.save();
    context.translate(8, 6);
    context.scale(24 / 28, 24 / 28);
    context.lineJoin = "round";
    context.lineCap = "round";
    context.strokeStyle = stroke;
    context.fillStyle = fill;
    context.lineWidth = 1.25;
    context.setLineDash(dashed ? [3.2, 3] : []);
    // Each closed part is filled and drawn before the next: the front sheet of an index covers the back one.
    for (const part of outline.split(/(?<=Z)/)) {
      context.fill(this.path(part));
      context.stroke(this.path(part));
    }
    context.setLineDash([]);
    context.lineWidth = 1.75;
    context.stroke(this.path(glyph));
    context.restore();
  }

  private words(node: DrawnNode, zoom: number): void {
    const { palette } = this;
    const corner = this.corner(node);
    const room = corner - TEXT_X - 6;
    const titleInk = node.look === "missing" ? palette.ink2 : palette.ink;
    const hasSecondLine = zoom >= SECOND_LINE_ZOOM;
    this.text(node.title, TEXT_X, hasSecondLine ? 15 : 22, `600 12px ${palette.sans}`, titleInk, room);
    if (!hasSecondLine) return;
    const x = this.text(node.digest, TEXT_X, 28.5, `10.5px ${palette.mono}`, palette.ink2);
    const factX = node.digest ? x + 7 : x;
    this.text(node.fact, factX, 28.5, `11px ${palette.sans}`, palette.ink3, cardWidth(node) - factX - 8);
  }

  /** Draws mark and tag from the right edge inwards; answers where the title must end. */
  private corner(node: DrawnNode): number {
    const { context, palette } = this;
    let x = cardWidth(node) - 10;
    if (node.members) {
      this.stroke({ path: "m6 3.5 4.5 4.500L6 12.500" }, x - 13, 11, 14, palette.ink3);
      return x - 18;
    }
    if (node.mark) {
      this.stroke(MARK_SHAPES[node.mark.name], x - 15, 3, 15, inkOf(node.mark.tone, palette));
      x -= 21;
    }
    if (!node.tag) return x;
    const font = `10.5px ${palette.sans}`;
    context.font = font;
    const width = Math.ceil(context.measureText(node.tag.word).width) + 10;
    const isWarn = node.tag.tone === "warn";
    this.roundRect(x - width, 4, width, 15, 3);
    context.fillStyle = isWarn ? palette.warnBg : palette.badBg;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = isWarn ? palette.warnLine : palette.badLine;
    context.stroke();
    this.text(node.tag.word, x - width + 5, 15, font, isWarn ? palette.warn : palette.bad);
    return x - width;
  }

  private stroke({ path, filled, dash }: MarkShape, x: number, y: number, size: number, color: string): void {
    const { context } = this;
    context.save();
    context.translate(x, y);
    context.scale(size / 16, size / 16);
    context.lineWidth = 1.5;
    context.lineJoin = "round";
    context.lineCap = dash ? "butt" : "round";
    context.setLineDash(dash ?? []);
    context.strokeStyle = color;
    context.fillStyle = color;
    if (filled) context.fill(this.path(path));
    context.stroke(this.path(path));
    context.restore();
  }

  /** Draws a text, cut to `room` pixels where given; answers where it ends. */
  private text(text: string, x: number, y: number, font: string, color: string, room = Infinity): number {
    const { context } = this;
    context.font = font;
    context.fillStyle = color;
    const shown = room === Infinity ? text : this.fit(text, room, font);
    context.fillText(shown, x, y);
    return x + context.measureText(shown).width;
  }

  private fit(text: string, room: number, font: string): string {
    const key = `${font}\n${Math.floor(room)}\n${text}`;
    const known = this.cuts.get(key);
    if (known !== undefined) return known;
    let shown = text;
    for (
      let length = Array.from(text).length - 1;
      length > 1 && this.context.measureText(shown).width > room;
      length--
    ) {
      shown = cutEnd(text, length);
    }
    this.cuts.set(key, shown);
    return shown;
  }

  private roundRect(x: number, y: number, width: number, height: number, radius = RADIUS): void {
    // Half a pixel in, so that a line of one pixel covers one row of pixels and not half of two.
    this.context.beginPath();
    this.context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius);
  }

  private path(data: string): Path2D {
    const known = this.paths.get(data);
    if (known) return known;
    const path = new Path2D(data);
    this.paths.set(data, path);
    return path;
  }
}

/** What of a card reaches beyond its box: "asked for" above it, sheets of paper behind it. */
const REACH = { above: 24, beside: 8 };

/** Whether anything of the card that stands there lies in what is seen. */
export function isCardSeen({ x, y }: Point, seen: Box): boolean {
  return (
    x + CARD.width + REACH.beside > seen.x &&
    x < seen.x + seen.width &&
    y + CARD.height + REACH.above > seen.y &&
    y - REACH.above < seen.y + seen.height
  );
}
