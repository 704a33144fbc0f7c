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

type Lineage = { above: ReadonlyMap<string, Step[]>; below: ReadonlyMap<string, Step[]> };

/** Whoever asks something of a graph asks this first: filter, fold, summary, matrix, each lens. */
const known = new WeakMap<Graph["edges"], Lineage>();

/** All steps of a graph by both ends, in the graph's order. A graph's edges are not changed once it is made. */
export function lineageOf({ edges }: Graph): Lineage {
  const lineage = known.get(edges);
  if (lineage) return lineage;
  const steps = edges.map(stepOf);
  const made = {
    above: Map.groupBy(steps, (step) => step.child),
    below: Map.groupBy(steps, (step) => step.parent),
  };
  known.set(edges, made);
  return made;
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
