// Graphs to export in the tests: one with everything attached and each trouble, and any at all, with hostile text.
import fc from "fast-check";
import { type Edge, type Graph, NODE_KINDS, type Node } from "#lib/graph";
import type { GraphExport } from "./shapes.ts";

export const ROOT = `sha256:${"a".repeat(64)}`;

export function node(id: string, over: Partial<Node> = {}): Node {
  return {
    id,
    digest: id,
    repository: "shop/checkout",
    kind: "sbom",
    title: "SPDX SBOM",
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    annotations: [],
    tags: [],
    foundBy: ["referrers-api"],
    state: "present",
    completeness: "complete",
    asked: true,
    depth: 1,
    visibleTo: ["squirrel", "beaver"],
    warnings: [],
    exchanges: [],
    ...over,
  };
}

export function edge(source: string, target: string, over: Partial<Edge> = {}): Edge {
  return { source, target, relation: "refers", foundBy: ["referrers-api"], proof: "verified", ...over };
}

export function exportOf(graph: Graph, over: Partial<GraphExport> = {}): GraphExport {
  return {
    reference: "registry.example.com/shop/checkout:2.4.1",
    resolved: { registry: "registry.example.com", repository: "shop/checkout", digest: ROOT, tag: "2.4.1" },
    rootId: graph.nodes[0]?.id,
    graph,
    lens: "everything",
    outside: new Set(),
    filter: { kinds: [], platforms: [], ways: [] },
    completeness: "complete",
    isOver: true,
    findings: [],
    exportedAt: "2026-11-24T12:00:00.000Z",
    ...over,
  };
}

/** What registries have said, or may say, to break out of a format. */
export const HOSTILE = [
  '"]; evil [label="x',
  "\\",
  'ends with a backslash\\"',
  "line one\nline two\r\n\ttab",
  "]]>",
  "--><script>alert(1)</script>",
  "<![CDATA[ & &amp; &#0; &#x202e;",
  "\u202egpj.exe\u2066\u200b",
  "a\u0000b\u0007\u001b[31m",
  "javascript:alert(1)",
  "end",
  "1. item",
  "- item",
  "`**bold**` $$x$$ fa:fa-car %%{init: {}}%%",
  "style x:#35; classDef y:#1;",
  "\\N \\G {a|b} <p>",
  "=cmd|' /C calc'!A1",
  "-1+1",
  "\ud800 lone \udfff",
  "\ufffe\uffff",
  "مرحبا 🚀 שלום",
] as const;

/** Short, hostile, any at all, and now and then 100 kB. */
export const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 6, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((all) => all.join("")),
  },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE).map((text) => text.repeat(100_000 / text.length)) },
);

/** A graph of up to eight nodes whose every text is anything. */
export const anyExport: fc.Arbitrary<GraphExport> = fc
  .array(
    fc.record({
      title: anyText,
      mediaType: anyText,
      artifactType: fc.option(anyText, { nil: undefined }),
      reason: fc.option(anyText, { nil: undefined }),
      platform: fc.option(anyText, { nil: undefined }),
      tag: anyText,
      kind: fc.constantFrom(...NODE_KINDS),
      state: fc.constantFrom("present", "missing", "denied", "rate-limited", "failed", "truncated"),
      relation: fc.constantFrom("contains", "refers", "tag", "in-index"),
      proof: fc.constantFrom("verified", "claimed", "contradicted"),
      isTag: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .chain((parts) =>
    fc.record({ reference: anyText, platform: anyText, outside: fc.boolean() }).map((top) => {
      const ids = parts.map(({ isTag, tag }, at) =>
        at > 0 && isTag
          ? `tag:shop/checkout:${tag.slice(0, 60)}${at}`
          : `sha256:${String(at).padStart(64, "0")}`,
      );
      const nodes = parts.map(({ relation: _, proof: __, isTag: ___, tag, ...given }, at) =>
        node(ids[at] ?? "", { ...given, tags: [tag] }),
      );
      const edges = parts.slice(1).map(({ relation, proof, reason }, at) => {
        const ends = relation === "contains" ? [ids[0], ids[at + 1]] : [ids[at + 1], ids[0]];
        return edge(ends[0] ?? "", ends[1] ?? "", { relation, proof, reason });
      });
      const graph = { nodes, edges };
      return exportOf(graph, {
        reference: top.reference,
        filter: { kinds: [], platforms: [top.platform], ways: [] },
        outside: new Set(top.outside ? ids.slice(-1) : []),
      });
    }),
  );
