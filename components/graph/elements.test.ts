import { describe, expect, it } from "vitest";
import { foldGraph, type Graph, type Node } from "#lib/graph";
import { digestOf, EXPLORATION, nodeOf } from "../explorer/__fixtures__/exploration.ts";
import { NOW, REFERENCE, SCENE, VIEW } from "../explorer/sample-view.test-support.ts";
import { sceneOf } from "../explorer/scene.ts";
import { drawnGraph } from "./elements.ts";

const DRAWING = { scene: SCENE, outside: new Set<string>(), lensName: "", now: NOW };
const drawn = drawnGraph(foldGraph(SCENE.graph, new Set()), DRAWING);
const cardOf = (name: string) => drawn.nodes.find(({ id }) => id === digestOf(name));

describe("drawnGraph", () => {
  it("draws what was asked for first, then each column in its order", () => {
    expect(drawn.nodes.map(({ title }) => title)).toEqual([
      "checkout:2.4.1",
      "linux/amd64",
      "linux/arm64",
      "cosign bundle",
      "SPDX 2.3 SBOM",
      "SLSA provenance v1",
      "test result",
      "notation signature",
      "OpenVEX",
      "dangling entry",
      "cosign .sig tag",
      "CycloneDX 1.5 SBOM",
      "BuildKit provenance",
      "11 scan reports",
      "BuildKit provenance",
      "Trivy scan report",
      "cosign bundle",
    ]);
    expect(drawn.edges).toHaveLength(16);
  });

  it("tells each state by frame, tag and mark", () => {
    expect(cardOf("test")).toMatchObject({
      look: "limited",
      tag: { word: "429", tone: "warn" },
      mark: { name: "rate-limited" },
    });
    expect(cardOf("dangling")).toMatchObject({
      look: "missing",
      tag: { word: "missing", tone: "bad" },
      mark: undefined,
    });
    expect(cardOf("notation")).toMatchObject({ look: "plain", tag: { word: "tag only", tone: "warn" } });
    expect(cardOf("bundle")).toMatchObject({
      tag: undefined,
      mark: { name: "signature-unchecked", tone: "mute" },
    });
    expect(cardOf("spdx")).toMatchObject({ tag: undefined, mark: undefined });
  });

  it("folds a crowd into one card that says what it holds", () => {
    const group = drawn.nodes.find(({ members }) => members);
    expect(group).toMatchObject({ title: "11 scan reports", fact: "newest 3 h ago", digest: "" });
    expect(group?.members).toHaveLength(11);
    expect(group?.spoken).toContain("press Enter to open");
  });

  it("draws what the lens leaves out faint, and names it so", () => {
    const outside = new Set([digestOf("sig")]);
    const seen = drawnGraph(foldGraph(SCENE.graph, new Set()), {
      ...DRAWING,
      outside,
      lensName: "rat (current)",
    });
    const card = seen.nodes.find(({ id }) => id === digestOf("sig"));
    expect(card).toMatchObject({ isDimmed: true });
    expect(card?.spoken).toContain("not visible to rat (current)");
    expect(seen.edges.filter(({ isDimmed }) => isDimmed)).toHaveLength(1);
    expect(seen.nodes).toHaveLength(drawn.nodes.length);
  });

  it("gives each line an id of its own, also between the same two cards", () => {
    const [root, other] = SCENE.graph.nodes;
    if (!root || !other) throw new Error("the fixture is empty");
    const edge = { source: other.id, target: root.id, foundBy: [], proof: "claimed" as const };
    const graph: Graph = {
      nodes: [root, other],
      edges: [
        { ...edge, relation: "refers" },
        { ...edge, relation: "tag" },
      ],
    };
    const { edges } = drawnGraph(foldGraph(graph, new Set()), DRAWING);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(2);
  });

  it("draws at most a thousand cards of any graph", () => {
    const nodes: Node[] = Array.from({ length: 3000 }, (_, i) =>
      nodeOf({ name: `n${i}`, kind: i % 2 ? "sbom" : "vex", title: `n${i}`, depth: i === 0 ? 0 : 1 }),
    );
    const edges = nodes.slice(1).map((node, i) => ({
      source: node.id,
      target: nodes[Math.floor(i / 5)]?.id ?? "",
      relation: "refers" as const,
      foundBy: [],
      proof: "verified" as const,
    }));
    const { nodes: cards } = drawnGraph(foldGraph({ nodes, edges }, new Set()), DRAWING);
    expect(cards.length).toBeLessThanOrEqual(1000);
  });

  // Titles, tags, types and digests are a registry's to choose.
  it.each([
    "<svg onload=alert(1)>",
    "]]></svg><script>",
    "&quot;&#x3c;",
    "a\u202e\u0000\u200bb",
    "#id .class [x=\"'\\]",
    "x".repeat(100_000),
    "🦫".repeat(50),
  ])("keeps hostile text as text, short and in sight: %s", (text) => {
    const hostile = nodeOf({
      name: "hostile",
      kind: "sbom",
      title: text,
      digest: `sha256:${text}`,
      tags: [text],
    });
    const view = { ...VIEW, nodes: new Map([...VIEW.nodes, [hostile.id, hostile]]) };
    const scene = sceneOf(view, REFERENCE);
    const { nodes } = drawnGraph(foldGraph(scene.graph, new Set()), { ...DRAWING, scene });
    const card = nodes.find(({ id }) => id === hostile.id);
    expect(Array.from(card?.title ?? "").length).toBeLessThanOrEqual(28);
    expect(Array.from(card?.digest ?? "").length).toBeLessThanOrEqual(20);
    for (const shown of [card?.title, card?.whole, card?.digest, card?.spoken]) {
      expect(shown).not.toMatch(/\p{Cc}|[\u200b-\u200f\u202a-\u202e]/u);
    }
  });

  it("gives the same cards whatever order the graph came in", () => {
    const turned: Graph = { nodes: EXPLORATION.graph.nodes.toReversed(), edges: EXPLORATION.graph.edges };
    const again = drawnGraph(foldGraph(turned, new Set()), DRAWING);
    expect(again.nodes.map(({ id }) => id).sort()).toEqual(drawn.nodes.map(({ id }) => id).sort());
    expect(again.nodes[0]?.isRoot).toBe(true);
  });
});
