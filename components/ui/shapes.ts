// The line drawings as data, so that the page (SVG) and the graph (canvas) draw the very same ones.
import type { NodeKind } from "#lib/graph";

/** A silhouette and its glyph, as SVG path data in a box of 28 by 28. `dashed`: the silhouette's outline. */
export type KindShape = { outline: string; glyph: string; dashed?: boolean };

/** Two lines round a rectangle's corners save a lot of numbers. */
function box(x: number, y: number, width: number, height: number, radius = 2): string {
  const corner = (dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`;
  const [w, h] = [width - 2 * radius, height - 2 * radius];
  return (
    `M${x + radius} ${y}h${w}${corner(radius, radius)}v${h}${corner(-radius, radius)}` +
    `h${-w}${corner(-radius, -radius)}v${-h}${corner(radius, -radius)}Z`
  );
}

function dot(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
}

/** Each kind has a silhouette of its own, so that it is told without its colour. */
export const KIND_SHAPES: Record<NodeKind, KindShape> = {
  index: {
    outline: `${box(8.5, 2.5, 17, 17)}${box(2.5, 8.5, 17, 17)}`,
    glyph: "M6.5 13.5h9M6.5 17h9M6.5 20.500h5",
  },
  image: {
    outline: box(3, 3, 22, 22),
    glyph:
      "m7.500 11 6.500-3.250 6.500 3.250-6.500 3.250ZM7.500 14.500l6.500 3.250 6.500-3.250M7.500 18l6.500 3.250L20.500 18",
  },
  signature: {
    outline: dot(14, 14, 11.5),
    glyph:
      "M8 20h12M7.500 16.500c2.200-.6 5.600-6.300 4.700-8.200-.8-1.500-2.500 1.700-2.100 5 .4 3.100 2.300 3 3.600.8.600-1 1-1.600 1.500-1.500.9.200-.1 2.600 1 2.900.9.200 1.300-1.500 2.100-1.400.7.100.6 1.200 2.200.9",
  },
  sbom: {
    outline: "M5 4.500a2 2 0 0 1 2-2h10.500L24 9v14.500a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2ZM17.500 2.500V9H24",
    glyph: "M9 13.500h.6M12.800 13.500H20M9 17.250h.6M12.800 17.250H20M9 21h.6M12.800 21h4.700",
  },
  provenance: {
    outline: "m14 2 10.500 6v12L14 26 3.500 20V8Z",
    glyph: `${dot(14, 8.6, 1.6)}M14 10.200v4M9.500 18.500v-2.300a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2v2.300`,
  },
  vex: {
    outline: "M14 1.500 26.500 14 14 26.500 1.500 14Z",
    glyph: `${box(10.9, 10.8, 6.2, 9, 3.1)}M12 10.900c0-3.200 4-3.200 4 0M10.900 14.600H8.200M19.800 14.600h-2.700M11.200 17.800l-2 1.600M16.800 17.800l2 1.600`,
  },
  "scan-report": {
    outline: "M9.200 2.500h9.600l6.700 6.700v9.600l-6.700 6.700H9.200l-6.700-6.700V9.200Z",
    glyph:
      "M8 11V9a1 1 0 0 1 1-1h2M17 8h2a1 1 0 0 1 1 1v2M20 17v2a1 1 0 0 1-1 1h-2M11 20H9a1 1 0 0 1-1-1v-2M8.500 14h11",
  },
  attestation: { outline: box(2, 6, 24, 16, 8), glyph: "M8.500 12h11M8.500 16h6.500" },
  lifecycle: {
    outline: "M5.500 3h17v3.500L16.500 14l6 7.500V25h-17v-3.500l6-7.500-6-7.500Z",
    glyph: "M10.500 21.500h7M11.500 8h5",
  },
  accelerator: { outline: "M8.500 4H26l-6.500 20H2Z", glyph: "M15.600 8.200 11 14.600h5l-3.500 5.600" },
  other: {
    outline: "M3 8.500 14 3l11 5.500v11L14 25 3 19.500Z",
    glyph: "M9.500 14h.1M14 14h.1M18.500 14h.1",
  },
  unknown: {
    outline: box(3, 3, 22, 22),
    glyph: "M10.900 11.300c.2-3.700 6.200-3.500 6.200.1 0 2.400-3.100 2.300-3.100 4.700M14 19.700v.1",
    dashed: true,
  },
};

/** Marks of states and outcomes, in a box of 16 by 16. */
export type MarkName =
  | "tick"
  | "found"
  | "none"
  | "unsupported"
  | "denied"
  | "rate-limited"
  | "failed"
  | "not-asked"
  | "asking"
  | "missing"
  | "unread"
  | "unreadable"
  | "signature-unchecked"
  | "verified"
  | "identity-unchecked"
  | "unverified"
  | "unsigned"
  | "contradicted";

export type MarkShape = { path: string; filled?: boolean; dash?: [number, number] };

const SHIELD = "M8 1.800 13 3.500v4c0 3.200-2 5.600-5 6.700-3-1.100-5-3.500-5-6.700v-4Z";

export const MARK_SHAPES: Record<MarkName, MarkShape> = {
  tick: { path: "m3 8.500 3.200 3.200L13 4.800" },
  found: { path: dot(8, 8, 5), filled: true },
  none: { path: dot(8, 8, 5.25) },
  unsupported: { path: `${dot(8, 8, 5.25)}M4.300 11.700l7.400-7.400` },
  denied: { path: `${box(3.5, 7, 9, 6.5, 1)}M5.500 7V5a2.500 2.500 0 0 1 5 0v2` },
  "rate-limited": { path: `${dot(8, 8.75, 5.25)}M8 5.900v2.850l1.900 1.300M6.500 1.500h3` },
  failed: { path: "M8 2.200 14.200 13.200H1.800ZM8 6.400v3.100M8 11.400v.1" },
  "not-asked": { path: dot(8, 8, 5.25), dash: [2, 2.12] },
  asking: { path: `${dot(8, 8, 5.75)}M8 4.900v3.350l2.200 1.350` },
  missing: { path: "m4 4 8 8M12 4l-8 8" },
  unread: {
    path: `${dot(8, 8, 5.75)}M6.300 6.500c.1-2.200 3.400-2.100 3.400.1 0 1.300-1.700 1.300-1.700 2.600M8 11.200v.1`,
  },
  unreadable: { path: `${dot(8, 8, 5.25)}M5 8h6` },
  "signature-unchecked": {
    path: `${SHIELD}M5.600 7.700v.1M8 7.700v.1M10.400 7.700v.1`,
  },
  verified: { path: `${SHIELD}M5.600 7.900l1.700 1.700 3.100-3.500` },
  "identity-unchecked": {
    path: `${SHIELD}M6.500 6.300c.1-1.800 3-1.700 3 .1 0 1-1.500 1.100-1.500 2.100M8 10.700v.1`,
  },
  unverified: { path: `${SHIELD}M5.700 7.900h4.600` },
  unsigned: {
    path: "M3 12.700h10M3.200 10.200c2.300-.8 4.700-5.300 4.100-6.500-.6-1-1.700 1.200-1.400 3.400.3 2.300 1.700 2.100 2.600.5.700-1.200.9.900 1.600 1.100.7.200 1-1 2.900-.5M2.500 2.500l11 11",
  },
  contradicted: { path: "M2.500 8h3M10.500 8h3M5.800 5.800l4.400 4.400M10.200 5.800l-4.400 4.400" },
};
