// Text in a picture: how wide it is tells where it ends, is cut, or goes on in another line. Pure.
import { cutEnd } from "../ui/format.ts";
import { type Attributes, element, words } from "./export-element.ts";

/** The width of a text in pixels; `font` as a canvas reads it: "600 12px sans-serif". */
export type Measure = (text: string, font: string) => number;

export type Font = { size: number; family: string; weight?: number };

export function fontText({ size, family, weight }: Font): string {
  return `${weight ? `${weight} ` : ""}${size}px ${family}`;
}

export function textElement(
  text: string,
  x: number,
  y: number,
  { size, family, weight }: Font,
  more: Attributes,
): string {
  const look = { "font-size": size, "font-family": family, "font-weight": weight };
  return text === "" ? "" : element("text", { x, y, ...look, ...more }, words(text));
}

/** The text, cut to what fits into `room` pixels; one character at least. */
export function fitted(text: string, room: number, font: Font, measure: Measure): string {
  const face = fontText(font);
  if (measure(text, face) <= room) return text;
  let [fits, wide] = [2, Array.from(text).length];
  while (wide - fits > 1) {
    const middle = Math.floor((fits + wide) / 2);
    if (measure(cutEnd(text, middle), face) <= room) fits = middle;
    else wide = middle;
  }
  return cutEnd(text, fits);
}

/** Items in lines of at most `room` pixels, `gap` between two; an item that is wider has a line of its own. */
export function inLines<T extends { width: number }>(items: readonly T[], room: number, gap: number): T[][] {
  const lines: T[][] = [];
  let left = 0;
  for (const item of items) {
    const line = lines.at(-1);
    if (line && item.width <= left) {
      line.push(item);
      left -= item.width + gap;
    } else {
      lines.push([item]);
      left = room - item.width - gap;
    }
  }
  return lines;
}
