// A graph as a forest: each node hangs on the one parent through which it is reached first.
import { lineageOf, rootOf } from "./lineage.ts";
import type { Graph, NodeKind, Relation } from "./shapes.ts";

/** Siblings of one kind that hang on the same parent in the same way. */
export type Crowd = { relation: Relation; kind: NodeKind; ids: string[] };

/** `tops`: the root, then whatever no step down from it reaches. `crowds` by the parent's id. */
export type Forest = { tops: string[]; crowds: Map<string, Crowd[]> };

/** Breadth first from the root. Each node is in it once, also where edges close a circle. */
export function forestOf(graph: Graph): Forest {
  const { below } = lineageOf(graph);
  const kinds = new Map(graph.nodes.map((node) => [node.id, node.kind]));
  const forest: Forest = { tops: [], crowds: new Map() };
  const seen = new Set<string>();
  const root = rootOf(graph)?.id;
  for (const start of root === undefined ? [] : [root, ...kinds.keys()]) {
    if (seen.has(start)) continue;
    forest.tops.push(start);
    const tree = new Set([start]);
    for (const id of tree) {
      seen.add(id);
      const crowds = new Map<string, Crowd>();
      for (const { child, edge } of below.get(id) ?? []) {
        const kind = kinds.get(child);
        if (kind === undefined || seen.has(child) || tree.has(child)) continue;
        tree.add(child);
        const key = `${edge.relation} ${kind}`;
        const crowd = crowds.get(key) ?? { relation: edge.relation, kind, ids: [] };
        crowd.ids.push(child);
        crowds.set(key, crowd);
      }
      forest.crowds.set(id, [...crowds.values()]);
    }
  }
  return forest;
}

/** All that hangs on these nodes, themselves left out. */
export function descendants(forest: Forest, ids: readonly string[]): string[] {
  const found = new Set(ids);
  for (const id of found)
    for (const crowd of forest.crowds.get(id) ?? []) for (const child of crowd.ids) found.add(child);
  return [...found].slice(ids.length);
}
