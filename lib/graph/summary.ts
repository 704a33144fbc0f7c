// The one line above the graph, as data: "Index, 2 platforms. 4 signatures, … 1 missing. Found by …".
import { type Completeness, type Finding, STRATEGY_IDS, type StrategyId } from "#lib/evidence";
import { overallCompleteness } from "./completeness.ts";
import { lineageOf, reach, rootOf } from "./lineage.ts";
import {
  type Graph,
  NODE_KINDS,
  type Node,
  type NodeKind,
  type NodeState,
  nodeStateSchema,
} from "./shapes.ts";

export type Summary = {
  /** What was asked for: "index", "image", or a kind of artifact. */
  form: NodeKind;
  /** Images that the index contains, directly or in an index of its own; 0 for an image. */
  platforms: number;
  /** All that is attached, each once, also what is missing or could not be read. */
  attached: number;
  /** Attached artifacts by kind, in the kinds' order, none of them 0. One that carries two kinds counts in both. */
  counts: { kind: NodeKind; count: number }[];
  /** How many artifacts count in more than one kind: by so much and more the counts exceed what is attached. */
  severalKinds: number;
  /** How many nodes could not be read, and why. */
  troubles: { state: Exclude<NodeState, "present">; count: number }[];
  foundBy: StrategyId[];
  completeness: Completeness;
};

/**
 * What is missing counts as a trouble and not as an artifact; what was only not read counts as both, where a list
 * told its kind.
 */
export function summarise(graph: Graph, findings: readonly Finding[]): Summary {
  const root = rootOf(graph);
  const { below } = lineageOf(graph);
  const inside = reach(root ? [root.id] : [], below, "child", ({ edge }) => edge.relation === "contains");
  const attached = graph.nodes.filter((node) => !isFrame(node, inside));
  const counted = attached.filter((node) => node.state !== "missing" && !isUntold(node));
  const ways = new Set(attached.flatMap((node) => node.foundBy));
  return {
    form: root?.kind ?? "unknown",
    platforms: graph.nodes.filter((node) => node !== root && inside.has(node.id) && node.kind === "image")
      .length,
    attached: total(attached),
    counts: NODE_KINDS.map((kind) => ({ kind, count: counted.filter((n) => isOf(n, kind)).length })).filter(
      ({ count }) => count > 0,
    ),
    severalKinds: counted.filter((node) => NODE_KINDS.filter((kind) => isOf(node, kind)).length > 1).length,
    troubles: TROUBLES.map((state) => ({
      state,
      count: total(graph.nodes.filter((node) => node.state === state)),
    })).filter(({ count }) => count > 0),
    foundBy: STRATEGY_IDS.filter((way) => ways.has(way)),
    completeness: overallCompleteness(graph.nodes, findings),
  };
}

/** Artifacts that found no room are told as one node, "103 more": it stands for all of them. */
function total(nodes: Node[]): number {
  return nodes.reduce((sum, { digest, state, title }) => {
    const rest = digest === "" && state === "truncated" ? /^(\d+) more$/.exec(title)?.[1] : undefined;
    return sum + Number(rest ?? 1);
  }, 0);
}

/** Whether a node is of a kind, as its first kind or as one of several. */
export function isOf(node: Node, kind: NodeKind): boolean {
  return node.kind === kind || (node.carries?.includes(kind) ?? false);
}

const TROUBLES = nodeStateSchema.exclude(["present"]).options;

/** What was asked for, and the indexes and images inside it: the frame that artifacts hang on. */
function isFrame(node: Node, inside: Set<string>): boolean {
  return node.depth === 0 || (inside.has(node.id) && (node.kind === "image" || node.kind === "index"));
}

function isUntold({ kind, state }: Node): boolean {
  return kind === "unknown" && state !== "present";
}
