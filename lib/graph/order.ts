// The one order in which a graph is told, whatever order it was found in.
import { rootOf } from "./lineage.ts";
import { type Edge, type Graph, NODE_KINDS, type Node, relationSchema } from "./shapes.ts";

const RELATIONS: readonly string[] = relationSchema.options;

/**
 * The root first, then what indexes contain, then what is attached; within each by depth, kind and digest. Edges
 * by relation, then as their nodes stand. Edges whose ends are not both there are left out.
 */
export function inOrder(graph: Graph, root = rootOf(graph)?.id): Graph {
  const contained = new Set(
    graph.edges.filter((edge) => edge.relation === "contains").map((edge) => edge.target),
  );
  const key = (node: Node) => [
    node.id === root ? 0 : 1,
    contained.has(node.id) ? 0 : 1,
    node.depth,
    NODE_KINDS.indexOf(node.kind),
  ];
  const nodes = sortedBy(graph.nodes, key, (node) => node.digest || node.id);
  const place = new Map(nodes.map((node, i) => [node.id, i]));
  const edgeKey = (edge: Edge) => [
    RELATIONS.indexOf(edge.relation),
    place.get(edge.source) ?? -1,
    place.get(edge.target) ?? -1,
  ];
  const whole = graph.edges.filter((edge) => place.has(edge.source) && place.has(edge.target));
  return { nodes, edges: sortedBy(whole, edgeKey, () => "") };
}

function sortedBy<T>(items: readonly T[], key: (item: T) => number[], text: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, key: key(item), text: text(item) }));
  keyed.sort((a, b) => gapOf(a.key, b.key) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return keyed.map(({ item }) => item);
}

/** Of the first part that differs; 0 when none does. */
function gapOf(a: number[], b: number[]): number {
  for (let i = 0; i < a.length; i++) {
    const gap = (a[i] ?? 0) - (b[i] ?? 0);
    if (gap !== 0) return gap;
  }
  return 0;
}
