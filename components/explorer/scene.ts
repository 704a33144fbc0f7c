// The exploration so far, indexed for those who speak about its nodes. Pure.
import type { Edge, Graph } from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";
import { wayTitles } from "../artifact/way-words.ts";
import { shortenMiddle, shortenPath } from "../ui/format.ts";
import type { ExplorationView } from "./exploration-view.ts";

/** What was asked for, as the address has it. */
export type AskedReference = {
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
  text: string;
};

export function sceneOf(view: ExplorationView, reference: AskedReference): Scene {
  const graph = graphOf(view);
  const [upward, downward] = [new Map<string, Edge[]>(), new Map<string, Edge[]>()];
  for (const edge of graph.edges) {
    const [above, below] =
      edge.relation === "contains" ? [edge.source, edge.target] : [edge.target, edge.source];
    push(upward, below, edge);
    push(downward, above, edge);
  }
  return {
    graph,
    nodes: view.nodes,
    rootId: view.rootId,
    imageName: imageNameOf(reference),
    resolved: view.resolved,
    upward,
    downward,
    exchanges: new Map(view.exchanges.map((exchange, i) => [exchange.id, { exchange, number: i + 1 }])),
    notReindexed: new Set(view.upgrade?.reindexGap),
    titles: wayTitles(view.progress),
    isDone: view.phase === "done",
    isApiKnown: view.upgrade !== undefined && view.upgrade.capabilities.referrersApi.support !== "unknown",
  };
}

/** What can be drawn of it: an edge may come before its ends, and a node before what it hangs on. */
function graphOf({ nodes, edges, phase, rootId }: ExplorationView): Graph {
  const whole = [...edges.values()].filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
  if (phase !== "asking") return { nodes: [...nodes.values()], edges: whole };
  const tied = new Set(whole.flatMap(({ source, target }) => [source, target]));
  if (rootId !== undefined) tied.add(rootId);
  return { nodes: [...nodes.values()].filter((node) => tied.has(node.id)), edges: whole };
}

/** The repository's last part with the tag, else with the shortened digest. A digest in a tag is shortened as well. */
export function imageNameOf({ repository, tag, digest }: AskedReference): string {
  const name = repository.split("/").at(-1) ?? repository;
  if (tag) return `${name}:${shortenPath(tag)}`;
  return digest ? `${name}@${shortenMiddle(digest.slice(digest.indexOf(":") + 1))}` : name;
}

function push(map: Map<string, Edge[]>, key: string, edge: Edge): void {
  const held = map.get(key);
  if (held) held.push(edge);
  else map.set(key, [edge]);
}
