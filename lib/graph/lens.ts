// Whose eyes: which nodes a consumer of each generation would find by itself.
import type { StrategyId } from "#lib/evidence";
import { MEDIA_TYPES, mediaTypeEssence } from "#lib/oci";
import { lineageOf, reach, rootOf, type Step } from "./lineage.ts";
import { type Consumer, consumerSchema, type Edge, type Graph, type Lens, type Node } from "./shapes.ts";

/** Whether the registry answers the referrers API, as far as is proven. */
export type ApiSupport = "supported" | "unsupported" | "unknown";

/**
 * The consumers that see each node, by id; a node that nobody sees is not in it. Attached artifacts are seen in the
 * reading of OCI 1.1: through the referrers API where the registry has it, through the exact referrers tag where it
 * definitely has not, and by nobody where that is not known. What only cosign's tags, a tag listing, the ORAS and
 * working-group APIs or another repository told belongs to no generation.
 */
export function visibleTo(graph: Graph, api: ApiSupport): Map<string, Consumer[]> {
  const root = rootOf(graph);
  const { below } = lineageOf(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Map<string, Consumer[]>();
  for (const consumer of consumerSchema.options) {
    const finds = ({ child, edge }: Step) => {
      const node = nodes.get(child);
      return node?.state === "present" && follows(consumer, edge, api) && canParse(consumer, node);
    };
    for (const id of root ? reach([root.id], below, "child", finds) : []) {
      // A digest that is gone may have referrers that are not: they are found, it is not.
      if (nodes.get(id)?.state !== "missing") seen.set(id, [...(seen.get(id) ?? []), consumer]);
    }
  }
  return seen;
}

/** The same graph with each node's `visibleTo` filled in. */
export function withVisibility(graph: Graph, api: ApiSupport): Graph {
  const seen = visibleTo(graph, api);
  const nodes = graph.nodes.map((node) => ({ ...node, visibleTo: seen.get(node.id) ?? [] }));
  return { nodes, edges: graph.edges };
}

/** What is left when one looks through a lens. Reads each node's `visibleTo`. */
export function throughLens(graph: Graph, lens: Lens): Graph {
  if (lens === "everything") return graph;
  // What was asked for is drawn through every lens, also where it is not there.
  const root = rootOf(graph)?.id;
  const nodes = graph.nodes.filter((node) => node.id === root || node.visibleTo.includes(lens));
  const kept = new Set(nodes.map((node) => node.id));
  const edges = graph.edges.filter(
    (edge) => kept.has(edge.source) && kept.has(edge.target) && isKnownTo(lens, edge),
  );
  return { nodes, edges };
}

/** By API status, the one way that a client of OCI 1.1 takes: with the API it never looks at the tag. */
const WAY: Record<ApiSupport, StrategyId | undefined> = {
  supported: "referrers-api",
  // distribution-spec, "Listing Referrers": on a 404 the client MUST fall back to the referrers tag.
  unsupported: "referrers-tag",
  unknown: undefined,
};

function follows(consumer: Consumer, edge: Edge, api: ApiSupport): boolean {
  if (edge.relation === "contains" || edge.relation === "in-index") return true;
  const way = WAY[api];
  return consumer !== "rat" && way !== undefined && edge.foundBy.includes(way);
}

function isKnownTo(consumer: Consumer, edge: Edge): boolean {
  return follows(consumer, edge, "supported") || follows(consumer, edge, "unsupported");
}

/** The artifact manifest is what sets the beaver apart; ORAS's own never was part of a proposal or of the spec. */
function canParse(consumer: Consumer, { mediaType }: Node): boolean {
  const essence = mediaTypeEssence(mediaType);
  if (essence === MEDIA_TYPES.orasArtifact) return false;
  return consumer === "beaver" || essence !== MEDIA_TYPES.ociArtifact;
}
