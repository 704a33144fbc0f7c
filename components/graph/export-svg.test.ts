// The picture read back by an XML parser: cards where the layout put them, lines with their styles, text that stays
// text, and nothing that runs or loads.

import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { NODE_KINDS } from "#lib/graph";
import type { DrawnGraph } from "./drawn-graph.ts";
import { hexOf } from "./export-element.ts";
import { pathOf } from "./export-lines.ts";
import { pngScale } from "./export-png.ts";
import { drawSvg } from "./export-svg.ts";
import { fitted, inLines } from "./export-text.ts";
import type { Palette } from "./palette.ts";
import { placeLate } from "./place-late.ts";
import { card, line, SAMPLE } from "./sample-graph.test-support.ts";

/** Long texts are read back many times over, on a busy machine too. */
const SLOW_MS = 30_000;

const grey = "rgb(80, 90, 100)";
const PALETTE: Palette = {
  ...{ bg: "rgb(248, 248, 247)", surface: "rgb(255, 255, 255)", line: grey, line2: grey, line3: grey },
  ...{ ink: grey, ink2: grey, ink3: grey, accent: grey, accentBg: grey, warn: grey, warnBg: grey },
  ...{ ok: "rgb(23, 117, 58)", valid: grey },
  ...{ warnLine: grey, bad: "rgb(176, 37, 29)", badBg: grey, badLine: grey, edge: grey, edgeContains: grey },
  kinds: Object.fromEntries(
    NODE_KINDS.map((kind) => [kind, { stroke: grey, fill: grey }]),
  ) as Palette["kinds"],
  sans: 'system-ui, "Segoe UI", sans-serif',
  mono: "monospace",
};
const measure = (text: string) => Array.from(text).length * 6;
const CAPTION = ["registry.example.com/shop/checkout:2.4.1", "sha256:9f2c", "all · complete · 2026"] as const;

function draw(graph: DrawnGraph, caption: readonly [string, string, string] = CAPTION) {
  const placement = placeLate({ spots: new Map(), routes: new Map() }, graph);
  return { ...drawSvg({ graph, placement, palette: PALETTE, caption, measure }), placement };
}

type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

/** Every element of the picture, in its order. */
function read(svg: string): Element[] {
  expect(XMLValidator.validate(svg)).toBe(true);
  const parser = new XMLParser({
    ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "" },
    ...{ parseTagValue: false, trimValues: false, parseAttributeValue: false },
  });
  const all: Element[] = [];
  const visit = (given: Record<string, unknown>): Element => {
    const [name = ""] = Object.keys(given).filter((key) => key !== ":@");
    if (name === "#text") return { name, attributes: {}, children: [], text: String(given[name]) };
    const element: Element = {
      name,
      attributes: (given[":@"] ?? {}) as Record<string, string>,
      children: [],
      text: "",
    };
    all.push(element);
    element.children = (given[name] as Record<string, unknown>[]).map(visit);
    element.text = element.children.map(({ text }) => text).join("");
    return element;
  };
  for (const top of parser.parse(svg) as Record<string, unknown>[]) if (!("?xml" in top)) visit(top);
  return all;
}

/** Nothing in it may run, load, link or style. */
const HARMLESS = new Set(["svg", "title", "desc", "rect", "g", "path", "circle", "text"]);

function expectHarmless(elements: Element[]): void {
  const harmful = elements.flatMap(({ name, attributes }) => [
    ...(HARMLESS.has(name) ? [] : [name]),
    ...Object.entries(attributes)
      .filter(
        ([key, value]) =>
          /^on|href|style|^src$/i.test(key) ||
          (!key.startsWith("data-") && /url\(|javascript:|http:(?!\/\/www\.w3\.org\/2000\/svg)/.test(value)),
      )
      .map(([key, value]) => `${name} ${key}=${value}`),
  ]);
  expect(harmful).toEqual([]);
}

describe("the picture", () => {
  it("has each card where the layout put it, under its own id, with its words", () => {
    const { svg, placement, width, height } = draw(SAMPLE);
    const elements = read(svg);
    const cards = elements.filter(({ attributes }) => attributes["data-node"] !== undefined);
    expect(cards.map(({ attributes }) => [attributes["data-node"], attributes.transform])).toEqual(
      SAMPLE.nodes.map(({ id }) => {
        const { x, y } = placement.spots.get(id) ?? { x: 0, y: 0 };
        return [id, `translate(${x} ${y})`];
      }),
    );
    expect(cards[3]?.text).toContain("spdx");
    expect(elements[0]?.attributes).toMatchObject({
      width: String(width),
      height: String(height),
      role: "img",
    });
    expectHarmless(elements);
  });

  it("has each line with its ends, its style and its signs", () => {
    const graph: DrawnGraph = {
      nodes: ["root", "child", "api", "tag", "in", "claim", "lie"].map((id) => card(id)),
      edges: [
        line("root > child contains"),
        line("api > root"),
        line("tag > root tag"),
        line("in > child in-index"),
        line("claim > root", { proof: "claimed" }),
        line("lie > root", { proof: "contradicted" }),
      ],
    };
    const elements = read(draw(graph).svg);
    const lines = elements.filter(({ attributes }) => attributes["data-source"] !== undefined);
    const pathIn = (source: string) => {
      const group = lines.find(({ attributes }) => attributes["data-source"] === source);
      return { group: group?.attributes, path: group?.children[0]?.attributes, arrow: group?.children[1] };
    };
    expect(lines).toHaveLength(graph.edges.length);
    expect(pathIn("root")).toMatchObject({ path: { "stroke-width": "1" }, arrow: undefined });
    expect(pathIn("api").path).toMatchObject({ "stroke-width": "1.5" });
    expect(pathIn("api").path).not.toHaveProperty("stroke-dasharray");
    expect(pathIn("tag").path).toMatchObject({ "stroke-dasharray": "6 4" });
    expect(pathIn("in").path).toMatchObject({ "stroke-dasharray": "0.1 4.3", "stroke-linecap": "round" });
    expect(pathIn("claim").group).toMatchObject({ opacity: "0.65", "data-proof": "claimed" });
    expect(pathIn("lie").path).toMatchObject({ stroke: "#b0251d" });
    // One ring for the claim, and one in the legend.
    expect(elements.filter(({ name }) => name === "circle")).toHaveLength(2);
  });

  it("says what it is of, and what its signs mean: of kinds and marks those that are in it", () => {
    const { svg } = draw({
      nodes: [card("a", { kind: "vex", isDimmed: true, mark: { name: "denied", tone: "warn" } })],
      edges: [],
    });
    const texts = read(svg)
      .filter(({ name }) => name === "text")
      .map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining([...CAPTION.slice(0, 2), "all · complete · 2026"]));
    expect(texts).toEqual(
      expect.arrayContaining(["VEX", "denied", "Faint: outside the lens.", "contradicted"]),
    );
    expect(texts).not.toContain("SBOM");
  });

  it("keeps folded groups folded, and names their members", () => {
    const members = ["sha256:1", "sha256:2"];
    const { svg } = draw({ nodes: [card("group:root:refers:vex", { members, digest: "" })], edges: [] });
    const group = read(svg).find(({ attributes }) => attributes["data-members"] !== undefined);
    expect(group?.attributes["data-members"]).toBe(members.join(" "));
    // Two sheets of paper behind the card.
    expect(group?.children.filter(({ name }) => name === "rect")).toHaveLength(3);
  });

  it(
    "stays a picture, whatever a registry says",
    () => {
      const text = fc.oneof(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.constantFrom(
          ...[
            '"><script>alert(1)</script>',
            "]]>",
            "-->",
            "\u202egpj",
            "a\u0000b",
            "javascript:alert(1)",
            "\ud800",
          ],
          "<image href='http://evil'/>".repeat(4000),
        ),
      );
      fc.assert(
        fc.property(
          fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 }),
          text,
          (all, title) => {
            const nodes = all.map(([whole, digest, fact], at) =>
              card(`sha256:${at}`, { whole, title: whole.slice(0, 28), digest: digest.slice(0, 20), fact }),
            );
            const elements = read(draw({ nodes, edges: [] }, [title, title, title]).svg);
            expectHarmless(elements);
            expect(elements.filter(({ attributes }) => attributes["data-node"])).toHaveLength(nodes.length);
          },
        ),
        { numRuns: 120 },
      );
    },
    SLOW_MS,
  );
});

describe("its parts", () => {
  it("turns corners round, and no further than its legs are long", () => {
    const route = [
      { x: 0, y: 0 },
      { x: 50, y: 0 },
      { x: 50, y: 8 },
      { x: 100, y: 8 },
    ];
    expect(pathOf(route)).toBe("M0 0L46 0Q50 0 50 4L50 4Q50 8 54 8L100 8");
    expect(pathOf([])).toBe("");
  });

  it("cuts what does not fit, and breaks lines between words", () => {
    expect(fitted("abcdefgh", 24, { size: 11, family: "x" }, measure)).toBe("abc…");
    expect(inLines([{ width: 50 }, { width: 40 }, { width: 90 }, { width: 5 }], 100, 10)).toEqual([
      [{ width: 50 }, { width: 40 }],
      [{ width: 90 }],
      [{ width: 5 }],
    ]);
  });

  it("writes colours as every program reads them", () => {
    expect(hexOf("rgb(51, 80, 196)")).toBe("#3350c4");
    expect(hexOf("#123456")).toBe("#123456");
  });

  it("has twice its size in pixels where a canvas holds that, else its own, else none", () => {
    expect([pngScale(1000, 800), pngScale(9000, 800), pngScale(9000, 7200), pngScale(400, 17_000)]).toEqual([
      2,
      1,
      undefined,
      undefined,
    ]);
  });
});
