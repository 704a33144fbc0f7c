// Which end of an edge stands nearer to what was asked for. "contains" runs from it, all other edges towards it.
import type { Edge, Graph, Node } from "./shapes.ts";

/** One step down: from a node to what it contains, or to what is about it. */
export type Step = { parent: string; child: string; edge: Edge };

function stepOf(edge: Edge): Step {
  const isDown = edge.relation === "contains";
  return {
    parent: isDown ? edge.source : edge.target,
    child: isDown ? edge.target : edge.source,
    edge,
  };
}

/** All steps of a graph by both ends, in the graph's order. */
export function lineageOf(graph: Graph): { above: Map<string, Step[]>; below: Map<string, Step[]> } {
  const steps = graph.edges.map(stepOf);
  return {
    above: Map.groupBy(steps, (step) => step.child),
    below: Map.groupBy(steps, (step) => step.parent),
  };
}

/** What was asked for: the node at depth 0. */
export function rootOf(graph: Graph): Node | undefined {
  return graph.nodes.find((node) => node.depth === 0) ?? graph.nodes[0];
}

/** The ids reached from `start` by the steps that `take` allows, `start` among them. Cycles end where they close. */
export function reach(
  start: Iterable<string>,
  next: ReadonlyMap<string, readonly Step[]>,
  end: "parent" | "child",
  take: (step: Step) => boolean = () => true,
): Set<string> {
  const seen = new Set(start);
  for (const id of seen) for (const step of next.get(id) ?? []) if (take(step)) seen.add(step[end]);
  return seen;
}
