// The graph as a tree of rows: the same nodes, names and order as the graph has. Pure.
import type { Edge, Graph, Node, NodeKind, Relation } from "#lib/graph";
import { rankOf, type Scene } from "../artifact/node-words.ts";
import { namesOfWays } from "../artifact/way-words.ts";

// As in the graph: more siblings of a kind than this are one row until it is opened.
const CROWD = 8;

export type TreeRow = {
  /** The way to it, so that a node that hangs on two others has a row under each. */
  key: string;
  /** 1 for what was asked for. */
  level: number;
  position: number;
  siblings: number;
  isExpandable: boolean;
  isExpanded: boolean;
  foundBy: string;
} & (
  | {
      node: Node;
      group?: undefined /** It has a row above already; what hangs on it is there. */;
      isRepeat: boolean;
    }
  | { node?: undefined; group: TreeGroup }
);

/** `id` is the graph's own for the same group. */
export type TreeGroup = { id: string; kind: NodeKind; members: Node[] };

export type TreeState = {
  /** Keys of rows that the reader closed. */
  closed: ReadonlySet<string>;
  /** Ids of groups that the reader opened. */
  opened: Pick<ReadonlySet<string>, "has">;
};

type Child = { node: Node; edge: Edge | undefined };

/** Rows from top to bottom, those under a closed row left out. */
export function treeRows(graph: Graph, scene: Scene, state: TreeState): TreeRow[] {
  const walk = new Walk(graph, scene, state);
  const root = scene.rootId === undefined ? undefined : graph.nodes.find((node) => node.id === scene.rootId);
  const starts: Child[] = root ? [{ node: root, edge: undefined }] : [];
  walk.list(starts, 1, "");
  // What hangs on nothing that is shown must not be lost.
  const rest = graph.nodes
    .filter((node) => !walk.isReached(node.id))
    .map((node) => ({ node, edge: undefined }));
  walk.list(rest, 1, "");
  return walk.rows;
}

class Walk {
  readonly rows: TreeRow[] = [];
  private readonly children = new Map<string, Map<string, Child>>();
  private readonly listed = new Set<string>();
  private readonly reached: Set<string>;
  private readonly scene: Scene;
  private readonly state: TreeState;

  constructor(graph: Graph, scene: Scene, state: TreeState) {
    this.scene = scene;
    this.state = state;
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const edge of graph.edges) {
      const [above, below] =
        edge.relation === "contains" ? [edge.source, edge.target] : [edge.target, edge.source];
      const node = nodes.get(below);
      if (node) this.hang(above, node, edge);
    }
    this.reached = this.reachable(scene.rootId);
  }

  isReached(id: string): boolean {
    return this.reached.has(id) || this.listed.has(id);
  }

  /** A child that hangs on its parent in two ways has one row, found by both. */
  private hang(above: string, node: Node, edge: Edge): void {
    const siblings = this.children.get(above) ?? new Map<string, Child>();
    const known = siblings.get(node.id)?.edge;
    const foundBy = known ? [...new Set([...known.foundBy, ...edge.foundBy])] : edge.foundBy;
    siblings.set(node.id, { node, edge: { ...(known ?? edge), foundBy } });
    this.children.set(above, siblings);
  }

  private childrenOf(id: string): Child[] {
    return [...(this.children.get(id)?.values() ?? [])];
  }

  /** Lists children with all that hangs on them. */
  list(children: Child[], level: number, path: string): void {
    const entries = this.entries(children, path);
    for (const [i, entry] of entries.entries()) {
      const place = { level, position: i + 1, siblings: entries.length };
      if (Array.isArray(entry)) this.listGroup(entry, place, path);
      else this.listNode(entry, place, path);
    }
  }

  private listNode(child: Child, place: Place, path: string): void {
    const { node, edge } = child;
    const key = `${path}/${edge?.relation ?? ""} ${node.id}`;
    const isRepeat = this.listed.has(node.id);
    this.listed.add(node.id);
    const below = isRepeat ? [] : this.childrenOf(node.id);
    const isExpandable = below.length > 0;
    const isExpanded = isExpandable && !this.state.closed.has(key);
    this.rows.push({
      ...place,
      key,
      node,
      isRepeat,
      isExpandable,
      isExpanded,
      foundBy: this.foundBy(node, edge),
    });
    if (isExpanded) this.list(below, place.level + 1, key);
  }

  private listGroup(members: Child[], place: Place, path: string): void {
    const [first] = members;
    if (!first) return;
    const id = groupIdOf(first);
    const isExpanded = this.state.opened.has(id);
    const kind = first.node.kind;
    const group = { id, kind, members: members.map(({ node }) => node) };
    const foundBy = this.foundBy(first.node, first.edge);
    const key = `${path}/${id}`;
    this.rows.push({ ...place, key, group, isExpandable: true, isExpanded, foundBy });
    if (!isExpanded) return;
    for (const [i, member] of members.entries()) {
      this.listNode(member, { level: place.level + 1, position: i + 1, siblings: members.length }, key);
    }
  }

  /** In their order; siblings of one kind and relation that are a crowd stand together as an array. */
  private entries(children: Child[], path: string): (Child | Child[])[] {
    const ranked = children.map((child) => ({ child, rank: this.rank(child) }));
    ranked.sort((a, b) => a.rank - b.rank);
    const crowds = Map.groupBy(
      ranked.map(({ child }) => child),
      ({ node, edge }) => `${edge?.relation} ${node.kind}`,
    );
    const entries: (Child | Child[])[] = [];
    const done = new Set<Child[]>();
    for (const { child } of ranked) {
      const crowd = crowds.get(`${child.edge?.relation} ${child.node.kind}`) ?? [];
      if (crowd.length <= CROWD || path === "") entries.push(child);
      else if (!done.has(crowd)) {
        done.add(crowd);
        entries.push(crowd);
      }
    }
    return entries;
  }

  private rank({ node, edge }: Child): number {
    return edge ? rankOf(edge.relation, node.kind, node, this.scene) : 0;
  }

  private foundBy(node: Node, edge: Edge | undefined): string {
    const { resolved, rootId, titles } = this.scene;
    if (node.id === rootId) {
      return resolved?.by === "digest" || !resolved ? "asked by digest" : `resolved by ${resolved.by}`;
    }
    if (!edge) return namesOfWays(node.foundBy, titles);
    return edge.foundBy.length > 0 ? namesOfWays(edge.foundBy, titles) : RELATION_TITLES[edge.relation];
  }

  private reachable(start: string | undefined): Set<string> {
    const reached = new Set(start === undefined ? [] : [start]);
    for (const id of reached) for (const below of this.children.get(id)?.keys() ?? []) reached.add(below);
    return reached;
  }
}

type Place = Pick<TreeRow, "level" | "position" | "siblings">;

const RELATION_TITLES: Record<Relation, string> = {
  contains: "contains",
  "in-index": "in the index",
  refers: "refers",
  tag: "by tag",
};

function groupIdOf({ node, edge }: Child): string {
  const parent = edge?.relation === "contains" ? edge.source : edge?.target;
  return `group:${parent}:${edge?.relation}:${node.kind}`;
}

/** The rows above that have to be open so that a node's row is seen: keys of its ancestors, and its groups. */
export function waysTo(id: string, graph: Graph, scene: Scene): { keys: string[]; groups: string[] } {
  const all = treeRows(graph, scene, { closed: new Set(), opened: { has: () => true } });
  const at = all.findIndex((row) => row.node?.id === id);
  const row = all[at];
  if (!row) return { keys: [], groups: [] };
  const above = all.slice(0, at).filter((other) => row.key.startsWith(`${other.key}/`));
  return {
    keys: above.flatMap((other) => (other.node ? other.key : [])),
    groups: above.flatMap((other) => other.group?.id ?? []),
  };
}
