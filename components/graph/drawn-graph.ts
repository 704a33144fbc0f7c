// What the graph view draws: cards and lines with their words ready, and nothing of how a registry answers.
import type { NodeKind, Proof, Relation } from "#lib/graph";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** How a card's frame is drawn. "limited": denied or rate-limited; "missing": dashed, no fill. */
export type CardLook = "plain" | "limited" | "failed" | "missing";

/** One card. Texts are registry text made safe to read; they are drawn as text, never as markup. */
export type DrawnNode = {
  id: string;
  kind: NodeKind;
  /** At most 28 characters; `whole` is the uncut title. */
  title: string;
  whole: string;
  /** The shortened digest; "" for a group. */
  digest: string;
  /** At most 20 characters beside the digest. */
  fact: string;
  /** The one word tag, in the top right corner. */
  tag?: { word: string; tone: "warn" | "bad" };
  mark?: { name: MarkName; tone: Tone };
  look: CardLook;
  /** A folded group: how many it stands for, and whose ids. */
  members?: string[];
  /** What was asked for. */
  isRoot: boolean;
  /** Outside the lens: at 35 %, still there to be selected. */
  isDimmed: boolean;
  /** One sentence for those who hear the graph. */
  spoken: string;
};

/** One line. As in the graph: "contains" runs from the index, the others from the artifact to what it is about. */
export type DrawnEdge = {
  id: string;
  source: string;
  target: string;
  relation: Relation;
  proof: Proof;
  isDimmed: boolean;
};

/** Nodes stand in the order in which their column shows them. */
export type DrawnGraph = { nodes: DrawnNode[]; edges: DrawnEdge[] };

/** The end that stands left: the subject, or the index of a "contains". */
export function leftEnd(edge: DrawnEdge): string {
  return edge.relation === "contains" ? edge.source : edge.target;
}

/** The end that stands right: the artifact, or the index's child. */
export function rightEnd(edge: DrawnEdge): string {
  return edge.relation === "contains" ? edge.target : edge.source;
}

export const CARD = { width: 248, rootWidth: 224, height: 36, pitch: 42, gap: 96 } as const;

export function cardWidth(node: DrawnNode): number {
  return node.isRoot ? CARD.rootWidth : CARD.width;
}
