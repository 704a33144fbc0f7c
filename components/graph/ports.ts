// Where lines leave a card: one port for each relation, contains above, refers in the middle, tag below.
import type { Relation } from "#lib/graph";
import { CARD, type DrawnGraph, leftEnd, rightEnd } from "./drawn-graph.ts";

const ORDER: Relation[] = ["contains", "in-index", "refers", "tag"];
// Pixels below the card's upper edge, for one to four ports.
const HEIGHTS = [[CARD.height / 2], [13, 23], [7, 18, 29], [6, 14, 22, 30]];

export type Port = { relation: Relation; y: number };

/** The ports of one card: `right` faces its artifacts or children, `left` what it is about. */
export type Ports = { left: Port[]; right: Port[] };

/** Every card's ports, by id. */
export function portsOf(graph: DrawnGraph): Map<string, Ports> {
  const used = new Map<string, { left: Set<Relation>; right: Set<Relation> }>();
  for (const node of graph.nodes) used.set(node.id, { left: new Set(), right: new Set() });
  for (const edge of graph.edges) {
    used.get(leftEnd(edge))?.right.add(edge.relation);
    used.get(rightEnd(edge))?.left.add(edge.relation);
  }
  return new Map([...used].map(([id, { left, right }]) => [id, { left: stack(left), right: stack(right) }]));
}

/** How far below the card's upper edge the port of a relation lies. */
export function portY(ports: Port[] | undefined, relation: Relation): number {
  return ports?.find((port) => port.relation === relation)?.y ?? CARD.height / 2;
}

function stack(relations: Set<Relation>): Port[] {
  const present = ORDER.filter((relation) => relations.has(relation));
  return present.map((relation, i) => ({ relation, y: HEIGHTS[present.length - 1]?.[i] ?? CARD.height / 2 }));
}
