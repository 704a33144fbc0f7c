// The tokens' colours as the canvas needs them: resolved for the theme that is on.
import { NODE_KINDS, type NodeKind } from "#lib/graph";
import type { Tone } from "../ui/mark.tsx";

export type Palette = {
  bg: string;
  surface: string;
  line: string;
  line2: string;
  line3: string;
  ink: string;
  ink2: string;
  ink3: string;
  accent: string;
  accentBg: string;
  ok: string;
  valid: string;
  warn: string;
  warnBg: string;
  warnLine: string;
  bad: string;
  badBg: string;
  badLine: string;
  edge: string;
  edgeContains: string;
  kinds: Record<NodeKind, { stroke: string; fill: string }>;
  sans: string;
  mono: string;
};

/** The ink of a mark: as on the page, green for what is verified alone. */
export function inkOf(tone: Tone, palette: Palette): string {
  const { ink, ink2, ink3, ok, valid, warn, bad } = palette;
  return { ink, "ink-2": ink2, mute: ink3, ok, valid, warn, bad }[tone];
}

/** Reads the tokens through `host`'s own computed style, so whatever theme it stands in is the one that counts. */
export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const color = (token: string) => {
    probe.style.color = `var(--color-${token})`;
    return getComputedStyle(probe).color;
  };
  const surface = color("surface");
  const kinds = NODE_KINDS.map((kind) => {
    const stroke = color(`kind-${kind}`);
    return [kind, { stroke, fill: mix(stroke, surface, 0.13) }] as const;
  });
  const font = (token: string) => {
    probe.style.fontFamily = `var(--font-${token})`;
    return getComputedStyle(probe).fontFamily;
  };
  const palette = {
    bg: color("bg"),
    surface,
    line: color("line"),
    line2: color("line-2"),
    line3: color("line-3"),
    ink: color("ink"),
    ink2: color("ink-2"),
    ink3: color("ink-3"),
    accent: color("accent"),
    accentBg: color("accent-bg"),
    ok: color("ok"),
    valid: color("valid"),
    warn: color("warn"),
    warnBg: color("warn-bg"),
    warnLine: color("warn-line"),
    bad: color("bad"),
    badBg: color("bad-bg"),
    badLine: color("bad-line"),
    edge: color("edge"),
    edgeContains: color("edge-contains"),
    kinds: Object.fromEntries(kinds) as Palette["kinds"],
    sans: font("sans"),
    mono: font("mono"),
  };
  probe.remove();
  return palette;
}

/** `part` of `over` on `under`, both "rgb(r, g, b)" as computed styles give them. */
export function mix(over: string, under: string, part: number): string {
  const [a, b] = [channels(over), channels(under)];
  return `rgb(${a.map((value, i) => Math.round(value * part + (b[i] ?? 0) * (1 - part))).join(", ")})`;
}

function channels(color: string): number[] {
  return (color.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
}
