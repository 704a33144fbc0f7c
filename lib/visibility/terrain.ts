// The explored graph, indexed for those who walk it as a client would.
import type { Edge, Graph, Node } from "#lib/graph";
import { type Account, Answers } from "./answers.ts";

export type Terrain = {
  root: Node;
  nodes: ReadonlyMap<string, Node>;
  /** Edges that say "this is about me", by the node that they are about. */
  attachedTo: ReadonlyMap<string, readonly Edge[]>;
  /** The same edges by the attached node. */
  aboutOf: ReadonlyMap<string, readonly Edge[]>;
  /** Edges "contains", by the index. */
  childrenOf: ReadonlyMap<string, readonly Edge[]>;
  /** The attached nodes that are asked about: not what was asked for, and not what that itself is about. */
  rows: readonly Node[];
  answers: Answers;
};

/** Undefined for a graph without nodes. */
export function terrainOf(graph: Graph, account: Account): Terrain | undefined {
  const root = graph.nodes.find((node) => node.depth === 0) ?? graph.nodes[0];
  if (!root) return undefined;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const attached = graph.edges.filter((edge) => edge.relation !== "contains");
  const contained = graph.edges.filter((edge) => edge.relation === "contains");
  const aboutOf = Map.groupBy(attached, (edge) => edge.source);
  const above = ancestorsOf(root.id, aboutOf);
  return {
    root,
    nodes,
    attachedTo: Map.groupBy(attached, (edge) => edge.target),
    aboutOf,
    childrenOf: Map.groupBy(contained, (edge) => edge.source),
    // "12 more" stands for artifacts that were not read: no client can be asked about it.
    rows: graph.nodes.filter(({ id }) => aboutOf.has(id) && !above.has(id) && !id.startsWith("more:")),
    answers: new Answers(account),
  };
}

/** The node and all that it is about, directly or not. */
function ancestorsOf(id: string, aboutOf: Terrain["aboutOf"]): Set<string> {
  const seen = new Set([id]);
  for (const one of seen) for (const { target } of aboutOf.get(one) ?? []) seen.add(target);
  return seen;
}
