// Grows a graph from accounts that arrive in any order, many times, and partly failed.
import { emptyRecord, mergeEdge, mergeNode, type NodeInput, type NodeRecord, nodeOf } from "./merge.ts";
import { inOrder } from "./order.ts";
import type { Edge, Graph, Node } from "./shapes.ts";

export type GraphBuilderOptions = {
  /** The root's id: it stands first and always has room. */
  root: string;
  /** New nodes beyond this are not taken, and counted in `refused`. */
  maxNodes?: number;
};

/** Nodes by id and edges by (source, target, relation), merged. Nothing that was learnt is ever unlearnt. */
export class GraphBuilder {
  readonly #root: string;
  readonly #maxNodes: number;
  readonly #records = new Map<string, NodeRecord>();
  readonly #nodes = new Map<string, Node>();
  readonly #edges = new Map<string, Edge>();
  readonly #refused = new Set<string>();

  constructor({ root, maxNodes = Number.POSITIVE_INFINITY }: GraphBuilderOptions) {
    this.#root = root;
    this.#maxNodes = maxNodes;
  }

  /** The merged node when this account changed it; undefined when it said nothing new, or there was no room. */
  addNode(input: NodeInput): Node | undefined {
    const held = this.#records.get(input.id);
    if (!held && !this.hasRoomFor(input.id)) {
      this.#refused.add(input.id);
      return undefined;
    }
    const record = mergeNode(held ?? emptyRecord(input.id), input);
    const node = nodeOf(record);
    const before = this.#nodes.get(input.id);
    this.#records.set(input.id, record);
    this.#nodes.set(input.id, node);
    return before && isSame(before, node) ? undefined : node;
  }

  /** The merged edge when this changed it; undefined when it is known, or one of its ends found no room. */
  addEdge(input: Edge): Edge | undefined {
    if (this.#refused.has(input.source) || this.#refused.has(input.target)) return undefined;
    const key = `${input.relation} ${input.source} ${input.target}`;
    const before = this.#edges.get(key);
    const edge = mergeEdge(before, input);
    this.#edges.set(key, edge);
    return before && isSame(before, edge) ? undefined : edge;
  }

  node(id: string): Node | undefined {
    return this.#nodes.get(id);
  }

  hasRoomFor(id: string): boolean {
    if (this.#nodes.has(id) || id === this.#root) return true;
    const kept = this.#nodes.has(this.#root) ? 0 : 1;
    return this.#nodes.size + kept < this.#maxNodes;
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** How many nodes were named and found no room: the lists that named them are truncated. */
  get refused(): number {
    return this.#refused.size;
  }

  /** All of it so far, in the stable order; edges to nodes that never came are left out. */
  graph(): Graph {
    return inOrder({ nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] }, this.#root);
  }
}

/** Field by field: merging keeps the very value where nothing changed. */
function isSame<T extends object>(before: T, after: T): boolean {
  if (Object.keys(before).length !== Object.keys(after).length) return false;
  for (const name in after) {
    const [old, value] = [before[name], after[name]];
    if (old === value) continue;
    if (!Array.isArray(old) || !Array.isArray(value) || old.length > 0 || value.length > 0) return false;
  }
  return true;
}
