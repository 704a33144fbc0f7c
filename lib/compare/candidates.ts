// Which artifacts have to be opened to learn what is in an image and where it comes from.
import type { Graph, Node, NodeKind } from "#lib/graph";
import { type Attached, frameOf, type Place } from "./frame.ts";

/** An artifact to open, or one that could not even be read that may hold what is looked for. */
export type Candidate = { node: Node; place: Place };

const RANKS: readonly NodeKind[] = ["sbom", "provenance"];

/**
 * Those attached to the image itself or to a platform: what is attached to an artifact is about that. SBOMs first, what
 * does not tell its content last.
 */
export function candidatesFor(kinds: readonly NodeKind[], graph: Graph): Candidate[] {
  const { places, attached } = frameOf(graph);
  return attached
    .filter(({ node }) => node.state !== "missing" && mayHold(node, kinds))
    .flatMap(({ node, about }: Attached): Candidate[] => {
      const place = places.get(about);
      return place ? [{ node, place }] : [];
    })
    .sort((a, b) => rankOf(a.node) - rankOf(b.node));
}

function rankOf({ kind, carries = [] }: Node): number {
  const ranks = [kind, ...carries].map((each) => RANKS.indexOf(each)).filter((rank) => rank >= 0);
  return Math.min(RANKS.length, ...ranks);
}

function mayHold(node: Node, kinds: readonly NodeKind[]): boolean {
  if ([node.kind, ...(node.carries ?? [])].some((kind) => kinds.includes(kind))) return true;
  // A bundle without hints may carry anything; its type says no more than that it is signed.
  return node.kind === "unknown" || (node.kind === "attestation" && node.kindBy !== "annotation");
}
