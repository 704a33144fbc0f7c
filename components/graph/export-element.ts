// SVG as text: elements whose every text and attribute is escaped. Pure.
import { xmlText } from "#lib/export";

/** What is undefined is left out. */
export type Attributes = Record<string, string | number | undefined>;

/** `children` are elements already; text becomes one by `words`. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === "number" ? numberText(value) : xmlText(String(value))}"`,
    );
  const head = `<${name}${written.join("")}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join("")}</${name}>`;
}

/** Text between tags. */
export function words(text: string): string {
  return xmlText(text);
}

/** "rgb(51, 80, 196)", as computed styles give colours, as "#3350c4": every program reads that. */
export function hexOf(color: string): string {
  const channels = /^rgba?\((\d+), (\d+), (\d+)(?:, 1)?\)$/.exec(color)?.slice(1);
  return channels
    ? `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`
    : color;
}

/** At most two decimals. */
export function numberText(value: number): string {
  return String(Math.round(value * 100) / 100);
}
