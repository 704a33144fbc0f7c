// What is compared place by place: what was asked for, and the images inside it. What is attached hangs on a place, or
// on another artifact.
import { type Graph, lineageOf, type Node, reach, rootOf } from "#lib/graph";

/** Where artifacts hang. `name` is "the index", "the image", or the platform's. */
export type Place = { id: string; name: string; isRoot: boolean; node: Node };

export type Attached = {
  node: Node;
  /** What it is about: a place if it is about one, else the artifact that it hangs on. */
  about: string;
};

export type Frame = { root: Place | undefined; places: ReadonlyMap<string, Place>; attached: Attached[] };

/** The places in the graph's order, and every artifact once. What only stands for many ("103 more") is none. */
export function frameOf(graph: Graph): Frame {
  const root = rootOf(graph);
  if (!root) return { root: undefined, places: new Map(), attached: [] };
  const { above, below } = lineageOf(graph);
  const inside = reach([root.id], below, "child", ({ edge }) => edge.relation === "contains");
  const isPlace = ({ id, kind }: Node) =>
    id === root.id || (inside.has(id) && (kind === "image" || kind === "index"));
  const places = new Map(
    graph.nodes.filter(isPlace).map((node) => [node.id, placeOf(node, node.id === root.id)]),
  );
  const attached = graph.nodes.flatMap((node): Attached[] => {
    if (isPlace(node) || node.digest === "") return [];
    const targets = (above.get(node.id) ?? [])
      .filter(({ edge }) => edge.relation !== "contains")
      .map(({ parent }) => parent);
    const about = targets.find((id) => id === root.id) ?? targets.find((id) => places.has(id)) ?? targets[0];
    return about === undefined ? [] : [{ node, about }];
  });
  return { root: places.get(root.id), places, attached };
}

function placeOf(node: Node, isRoot: boolean): Place {
  const name = isRoot ? (node.kind === "index" ? "the index" : "the image") : (node.platform ?? node.title);
  return { id: node.id, name, isRoot, node };
}
