// The reader's filters. What matches keeps the way up to what was asked for, so that nothing hangs in the air.
import type { StrategyId } from "#lib/evidence";
import { lineageOf, reach, rootOf, type Step } from "./lineage.ts";
import type { Graph, Node, NodeKind } from "./shapes.ts";
import { isOf } from "./summary.ts";

/** An absent or empty list lets everything through. */
export type GraphFilter = { kinds?: NodeKind[]; platforms?: string[]; ways?: StrategyId[] };

/** `context`: ids that stay only because a match hangs on them. */
export type FilteredGraph = Graph & { context: string[] };

/**
 * A platform lets through itself, what hangs on it, and what hangs on the index: that holds for every platform.
 * The root always stays.
 */
export function filterGraph(graph: Graph, filter: GraphFilter): FilteredGraph {
  const { above, below } = lineageOf(graph);
  const root = rootOf(graph);
  const offPlatform = hangingOnlyOn(graph, below, filter.platforms ?? []);
  const matching = graph.nodes.filter((node) => matches(node, filter) && !offPlatform.has(node.id));
  const match = new Set(matching.map((node) => node.id));
  const isOpen = ({ parent }: Step) => !offPlatform.has(parent);
  const kept = reach(root ? [...match, root.id] : match, above, "parent", isOpen);
  return {
    nodes: graph.nodes.filter((node) => kept.has(node.id)),
    edges: graph.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target)),
    context: graph.nodes.filter((node) => kept.has(node.id) && !match.has(node.id)).map((node) => node.id),
  };
}

function matches(node: Node, { kinds, ways }: GraphFilter): boolean {
  const isKind = !kinds?.length || kinds.some((kind) => isOf(node, kind));
  return isKind && (!ways?.length || ways.some((way) => node.foundBy.includes(way)));
}

/** What cannot be reached from the root once the other platforms are taken out. */
function hangingOnlyOn(
  graph: Graph,
  below: ReadonlyMap<string, readonly Step[]>,
  platforms: string[],
): Set<string> {
  const root = rootOf(graph);
  if (platforms.length === 0 || !root) return new Set();
  const others = new Set(
    graph.nodes
      .filter((n) => n.id !== root.id && n.platform !== undefined && !platforms.includes(n.platform))
      .map((node) => node.id),
  );
  const whole = reach([root.id], below, "child");
  const open = reach([root.id], below, "child", ({ child }) => !others.has(child));
  return new Set([...whole].filter((id) => !open.has(id)));
}
