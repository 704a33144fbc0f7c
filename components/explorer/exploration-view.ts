// An exploration as the page knows it so far: what the stream's events add up to. Pure.
import type { ExploreEvent, Problem, Progress, Resolved } from "#lib/api";
import type { Completeness, Exchange, Finding } from "#lib/evidence";
import type { Edge, Node } from "#lib/graph";
import type { Upgrade } from "#lib/upgrade";

/** What can happen besides the stream's own events: the reader stopped it, or it ended before it was done. */
export type ViewEvent = ExploreEvent | { type: "stopped" } | { type: "cut" };

/** "asking": more may come. "stopped", "cut": nothing more comes, and what is here is not all. */
export type Phase = "asking" | "done" | "stopped" | "cut";

export type ExplorationView = {
  phase: Phase;
  reference?: string;
  resolved?: Resolved;
  rootId?: string;
  nodes: ReadonlyMap<string, Node>;
  /** By relation and both ends. */
  edges: ReadonlyMap<string, Edge>;
  exchanges: readonly Exchange[];
  findings: readonly Finding[];
  progress?: Progress;
  upgrade?: Upgrade;
  /** Only from `done`. */
  completeness?: Completeness;
  startedAt?: string;
  durationMs?: number;
  /** A fault that ended the exploration after it had begun. */
  problem?: Problem;
};

export const NOTHING_YET: ExplorationView = {
  phase: "asking",
  nodes: new Map(),
  edges: new Map(),
  exchanges: [],
  findings: [],
};

/** Whether the registry has no manifest of the digest that was asked for; what refers to it may be there all the same. */
export function isRootGone({ rootId, nodes }: ExplorationView): boolean {
  return rootId !== undefined && nodes.get(rootId)?.state === "missing";
}

/** The view after a batch of events. Later nodes and edges replace earlier ones of the same id. */
export function withEvents(view: ExplorationView, events: readonly ViewEvent[]): ExplorationView {
  let next = view;
  const [nodes, edges, exchanges]: [Node[], Edge[], Exchange[]] = [[], [], []];
  for (const event of events) {
    if (event.type === "node") nodes.push(event.node);
    else if (event.type === "edge") edges.push(event.edge);
    else if (event.type === "exchange") exchanges.push(event.exchange);
    else next = withEvent(next, event);
  }
  // `done` has it all, in order; what else stood in its batch is in it.
  if (next.phase === "done") return next;
  return {
    ...next,
    nodes: nodes.length === 0 ? next.nodes : upserted(next.nodes, nodes, (node) => node.id),
    edges: edges.length === 0 ? next.edges : upserted(next.edges, edges, edgeKey),
    exchanges: exchanges.length === 0 ? next.exchanges : [...next.exchanges, ...exchanges],
  };
}

export function edgeKey({ relation, source, target }: Edge): string {
  return `${relation} ${source} ${target}`;
}

type Rare = Exclude<ViewEvent, { type: "node" | "edge" | "exchange" }>;

function withEvent(view: ExplorationView, event: Rare): ExplorationView {
  switch (event.type) {
    case "image":
      return { ...view, reference: event.reference, resolved: event.resolved, rootId: event.root };
    case "progress":
      return { ...view, progress: event.progress };
    case "registry":
      return { ...view, upgrade: event.upgrade };
    case "problem":
      return { ...view, phase: "cut", problem: event.problem };
    case "stopped":
    case "cut":
      return view.phase === "asking" ? { ...view, phase: event.type } : view;
    case "done":
      return {
        phase: "done",
        reference: event.exploration.reference,
        resolved: event.exploration.resolved,
        rootId: event.exploration.resolved.digest,
        nodes: new Map(event.exploration.graph.nodes.map((node) => [node.id, node])),
        edges: new Map(event.exploration.graph.edges.map((edge) => [edgeKey(edge), edge])),
        exchanges: event.exploration.exchanges,
        findings: event.exploration.findings,
        progress: event.exploration.progress,
        upgrade: event.exploration.upgrade,
        completeness: event.exploration.completeness,
        startedAt: event.exploration.startedAt,
        durationMs: event.exploration.durationMs,
      };
  }
}

function upserted<T>(
  old: ReadonlyMap<string, T>,
  items: readonly T[],
  key: (item: T) => string,
): Map<string, T> {
  const next = new Map(old);
  for (const item of items) next.set(key(item), item);
  return next;
}
