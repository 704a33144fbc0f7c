// An index contains its attestation manifests as it contains its platforms. Shown, that edge says nothing new:
// "in the index, about this platform" says it already.
import type { Edge, Graph } from "./shapes.ts";

/** The graph without each `contains` edge whose target is attached, in the same index, to one of its platforms. */
export function withoutImpliedEdges<G extends Graph>(graph: G): G {
  const contents = new Map<string, Set<string>>();
  for (const { source, target, relation } of graph.edges) {
    if (relation === "contains") contents.set(source, (contents.get(source) ?? new Set()).add(target));
  }
  const about = new Map<string, string[]>();
  for (const { source, target, relation } of graph.edges) {
    if (relation === "in-index") about.set(source, [...(about.get(source) ?? []), target]);
  }
  const isImplied = ({ source, target, relation }: Edge) =>
    relation === "contains" &&
    (about.get(target) ?? []).some((sibling) => contents.get(source)?.has(sibling));
  return { ...graph, edges: graph.edges.filter((edge) => !isImplied(edge)) };
}
