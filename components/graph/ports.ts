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
  // The relations at a card's two sides, a bit each: most cards have the same few.
  const used = new Map(graph.nodes.map(({ id }) => [id, { left: 0, right: 0 }]));
  for (const edge of graph.edges) {
    const bit = 1 << ORDER.indexOf(edge.relation);
    const [left, right] = [used.get(leftEnd(edge)), used.get(rightEnd(edge))];
    if (left) left.right |= bit;
    if (right) right.left |= bit;
  }
  const ports = new Map<string, Ports>();
  for (const [id, { left, right }] of used) {
    ports.set(id, { left: STACKS[left] ?? [], right: STACKS[right] ?? [] });
  }
  return ports;
}

/** How far below the card's upper edge the port of a relation lies. */
export function portY(ports: Port[] | undefined, relation: Relation): number {
  return ports?.find((port) => port.relation === relation)?.y ?? CARD.height / 2;
}

/** By the bits of the relations in it. */
const STACKS = Array.from({ length: 1 << ORDER.length }, (_, bits): Port[] => {
  const present = ORDER.filter((_, place) => bits & (1 << place));
  return present.map((relation, i) => ({ relation, y: HEIGHTS[present.length - 1]?.[i] ?? CARD.height / 2 }));
});
