// Makes a graph small enough to draw: crowds of siblings become groups, and no more is drawn than fits.
import { type Crowd, descendants, type Forest, forestOf } from "./forest.ts";
import { unionOfWays } from "./merge.ts";
import type { Edge, Graph, Node, NodeKind, Relation } from "./shapes.ts";

/** More siblings than this fold into one. */
const CROWD = 8;
const MAX_DRAWN = 1000;
const CREATED = "org.opencontainers.image.created";

export type FoldGroup = {
  /**
   * "group:<parent>:<relation>:<kind>"; with ":rest" at its end when the group is open and this found no room;
   * "group:rest" for what found none anywhere.
   */
  id: string;
  /** What the members hang on, and how; absent in "group:rest", whose kind is "other". */
  parent?: string;
  relation?: Relation;
  kind: NodeKind;
  /** How many members. */
  count: number;
  members: string[];
  /** What hangs on the members, and is hidden with them. */
  nested: string[];
  /** The latest creation time that a member's annotation claims, as it is written there. */
  newest?: string;
};

/** `count`: how many edges of the graph it stands for. Its proof is the worst of theirs. */
export type FoldedEdge = Edge & { count: number };

/** Every node of the graph is either in `nodes` or in exactly one group's `members` or `nested`. */
export type FoldedGraph = { nodes: Node[]; groups: FoldGroup[]; edges: FoldedEdge[] };

/**
 * Folds siblings (same parent, relation and kind) where they are more than 8, except groups that are `opened`, by
 * id. Nodes and groups together are at most `max` (2 at least); an opened group takes at most half of the room that
 * is left, so that its neighbours stay in sight. The same graph always folds the same way.
 */
export function foldGraph(graph: Graph, opened: ReadonlySet<string>, max = MAX_DRAWN): FoldedGraph {
  const forest = forestOf(graph);
  const { drawn, groups } = place(forest, opened, Math.max(2, max));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const home = new Map([...drawn].map((id) => [id, id]));
  for (const { id, members, nested } of groups)
    for (const inside of [...members, ...nested]) home.set(inside, id);
  return {
    nodes: graph.nodes.filter((node) => drawn.has(node.id)),
    groups: groups.map((group) => ({ ...group, ...newestOf(group.members, byId) })),
    edges: retarget(graph.edges, home),
  };
}

/** Breadth first, so that what stands near the root is the last to lose its place. */
function place(forest: Forest, opened: ReadonlySet<string>, max: number) {
  const drawn = new Set<string>();
  const groups: FoldGroup[] = [];
  const leftOver: string[] = [];
  // One place is kept for "group:rest".
  const room = () => max - 1 - drawn.size - groups.length;
  const fold = (ids: string[], group: Pick<FoldGroup, "id" | "parent" | "relation" | "kind">) =>
    groups.push({ ...group, count: ids.length, members: ids, nested: descendants(forest, ids) });

  for (const top of forest.tops) {
    if (drawn.size > 0 && room() < 1) leftOver.push(top);
    else drawn.add(top);
  }
  for (const id of drawn) {
    for (const crowd of forest.crowds.get(id) ?? []) {
      const groupId = `group:${id}:${crowd.relation}:${crowd.kind}`;
      const shown = share(crowd, opened.has(groupId), room());
      for (const child of crowd.ids.slice(0, shown)) drawn.add(child);
      const rest = crowd.ids.slice(shown);
      if (rest.length === 0) continue;
      if (room() < 1) leftOver.push(...rest);
      else
        fold(rest, {
          id: shown > 0 ? `${groupId}:rest` : groupId,
          parent: id,
          relation: crowd.relation,
          kind: crowd.kind,
        });
    }
  }
  if (leftOver.length > 0) fold(leftOver, { id: "group:rest", kind: "other" });
  return { drawn, groups };
}

/** How many of a crowd are drawn one by one; where not all are, one place stays free for their group. */
function share({ ids }: Crowd, isOpen: boolean, room: number): number {
  const isCrowd = ids.length > CROWD;
  if (isCrowd && !isOpen) return 0;
  const allowed = isCrowd ? Math.floor(room / 2) : room;
  return ids.length <= allowed ? ids.length : Math.max(0, allowed - 1);
}

function newestOf(members: string[], byId: Map<string, Node>): { newest?: string } {
  const times = members
    .flatMap((id) => byId.get(id)?.annotations.find(([name]) => name === CREATED)?.[1] ?? [])
    .filter((time) => Number.isFinite(Date.parse(time)))
    .sort((a, b) => Date.parse(b) - Date.parse(a));
  return times[0] === undefined ? {} : { newest: times[0] };
}

function retarget(edges: readonly Edge[], home: Map<string, string>): FoldedEdge[] {
  const folded = new Map<string, FoldedEdge>();
  for (const edge of edges) {
    const source = home.get(edge.source) ?? edge.source;
    const target = home.get(edge.target) ?? edge.target;
    if (source === target) continue;
    const key = `${edge.relation} ${source} ${target}`;
    const held = folded.get(key);
    folded.set(key, held ? join(held, edge) : { ...edge, source, target, count: 1 });
  }
  return [...folded.values()];
}

/** One line for many: a doubt about one of them must not vanish in the crowd. */
function join(held: FoldedEdge, edge: Edge): FoldedEdge {
  const isWorse = DOUBT.indexOf(edge.proof) > DOUBT.indexOf(held.proof);
  return {
    ...held,
    ...(isWorse ? { proof: edge.proof, reason: edge.reason } : {}),
    foundBy: unionOfWays(held.foundBy, edge.foundBy),
    count: held.count + 1,
  };
}

const DOUBT: readonly Edge["proof"][] = ["verified", "claimed", "contradicted"];
