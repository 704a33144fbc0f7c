import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkout, edge, node } from "./__fixtures__/checkout.ts";
import { type FoldedGraph, foldGraph } from "./fold.ts";
import { type Graph, NODE_KINDS, relationSchema } from "./shapes.ts";

const SCANS = "group:amd64:refers:scan-report";

/** A root with `count` signatures, each with an SBOM on it. */
function crowd(count: number): Graph {
  const ids = Array.from({ length: count }, (_, i) => `s${i}`);
  return {
    nodes: [
      node("root", "image", { depth: 0 }),
      ...ids.map((id) => node(id, "signature")),
      ...ids.map((id) => node(`on-${id}`, "sbom", { depth: 2 })),
    ],
    edges: ids.flatMap((id) => [edge(id, "refers", "root"), edge(`on-${id}`, "refers", id)]),
  };
}

/** Each id with how often it is somewhere. */
function places({ nodes, groups }: FoldedGraph): string[] {
  return [...nodes.map((each) => each.id), ...groups.flatMap((group) => [...group.members, ...group.nested])];
}

describe("folding", () => {
  test("more than eight siblings of a kind become one group, with the newest age", () => {
    const { nodes, groups } = foldGraph(checkout(), new Set());
    expect(groups).toMatchObject([
      {
        id: SCANS,
        parent: "amd64",
        relation: "refers",
        kind: "scan-report",
        count: 11,
        nested: [],
        newest: "2026-11-20T08:00:00Z",
      },
    ]);
    expect(nodes).toHaveLength(checkout().nodes.length - 11);
  });

  test("eight stay as they are", () => {
    expect(foldGraph(crowd(8), new Set()).groups).toEqual([]);
    expect(foldGraph(crowd(9), new Set()).groups).toHaveLength(1);
  });

  test("an opened group is drawn whole", () => {
    const { nodes, groups } = foldGraph(checkout(), new Set([SCANS]));
    expect([nodes.length, groups.length]).toEqual([checkout().nodes.length, 0]);
  });

  test("what hangs on the members is hidden with them", () => {
    const { nodes, groups } = foldGraph(crowd(20), new Set());
    expect(nodes.map((each) => each.id)).toEqual(["root"]);
    expect(groups).toMatchObject([{ count: 20 }]);
    expect(groups[0]?.nested).toHaveLength(20);
  });

  test("edges lead to the group, as one for each relation, with the worst proof", () => {
    const graph = checkout();
    const doubted = graph.edges.map((each) =>
      each.source === "scan-04" ? { ...each, proof: "contradicted" as const, reason: "names another" } : each,
    );
    const { edges } = foldGraph({ nodes: graph.nodes, edges: doubted }, new Set());
    expect(edges.filter((each) => each.source === SCANS)).toEqual([
      {
        source: SCANS,
        target: "amd64",
        relation: "refers",
        foundBy: ["referrers-api"],
        proof: "contradicted",
        reason: "names another",
        count: 11,
      },
    ]);
  });

  test("an artifact that hangs on two places folds with the first, and keeps its other edge", () => {
    const graph = crowd(9);
    const nodes = [...graph.nodes, node("other", "image")];
    const edges = [edge("other", "refers", "root"), ...graph.edges, edge("s0", "refers", "other")];
    const folded = foldGraph({ nodes, edges }, new Set());
    expect(folded.edges.map((each) => [each.source, each.target])).toContainEqual([
      "group:root:refers:signature",
      "other",
    ]);
  });
});

describe("the cap", () => {
  test("of an opened crowd at most half the room is drawn, the rest is a further group", () => {
    const group = "group:root:refers:signature";
    const { nodes, groups } = foldGraph(crowd(3000), new Set([group]), 1000);
    expect(nodes.length + groups.length).toBeLessThanOrEqual(1000);
    expect(nodes.filter((each) => each.kind === "signature").length).toBe(498);
    expect(groups.find((each) => each.id === `${group}:rest`)?.count).toBe(2502);
  });

  test("what finds no room anywhere is one last group", () => {
    const parents = Array.from({ length: 40 }, (_, i) => `p${i}`);
    const graph: Graph = {
      nodes: [
        node("root", "index", { depth: 0 }),
        ...parents.map((id, i) => node(id, NODE_KINDS[i % 12] ?? "other")),
        ...parents.map((id) => node(`${id}-x`, "sbom", { depth: 2 })),
      ],
      edges: parents.flatMap((id) => [edge("root", "contains", id), edge(`${id}-x`, "refers", id)]),
    };
    const folded = foldGraph(graph, new Set(), 20);
    expect(folded.nodes.length + folded.groups.length).toBeLessThanOrEqual(20);
    expect(folded.groups.at(-1)).toMatchObject({ id: "group:rest", kind: "other" });
    expect(new Set(places(folded)).size).toBe(81);
  });
});

describe("whatever the graph", () => {
  const anyGraph = fc
    .record({
      kinds: fc.array(fc.constantFrom(...NODE_KINDS.slice(0, 4)), { minLength: 1, maxLength: 60 }),
      links: fc.array(fc.tuple(fc.nat(59), fc.nat(59), fc.constantFrom(...relationSchema.options)), {
        maxLength: 120,
      }),
    })
    .map(({ kinds, links }): Graph => {
      const id = (n: number) => `n${n % kinds.length}`;
      return {
        nodes: kinds.map((kind, i) => node(`n${i}`, kind, { depth: i === 0 ? 0 : 1 })),
        edges: links.map(([from, to, relation]) => edge(id(from), relation, id(to))),
      };
    });
  const anyOpened = fc.array(
    fc.tuple(
      fc.nat(59),
      fc.constantFrom(...relationSchema.options),
      fc.constantFrom(...NODE_KINDS.slice(0, 4)),
    ),
    { maxLength: 6 },
  );

  test("no node is lost or in two places, the cap holds, edges have ends, and it folds the same way again", () => {
    fc.assert(
      fc.property(anyGraph, anyOpened, fc.integer({ min: 2, max: 80 }), (graph, opened, max) => {
        const open = new Set(opened.map(([n, relation, kind]) => `group:n${n}:${relation}:${kind}`));
        const folded = foldGraph(graph, open, max);
        expect(places(folded).toSorted()).toEqual(graph.nodes.map((each) => each.id).toSorted());
        expect(folded.nodes.length + folded.groups.length).toBeLessThanOrEqual(max);
        const ends = new Set([...folded.nodes, ...folded.groups].map((each) => each.id));
        expect(folded.edges.filter((each) => !ends.has(each.source) || !ends.has(each.target))).toEqual([]);
        expect(folded.groups.every((group) => group.count === group.members.length && group.count > 0)).toBe(
          true,
        );
        expect(foldGraph(graph, open, max)).toEqual(folded);
      }),
    );
  });
});
