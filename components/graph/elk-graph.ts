// Our graph in ELK's words, and ELK's answer in ours. Pure: nothing is laid out here.
import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api";
import { CARD, cardWidth, type DrawnGraph, leftEnd, rightEnd } from "./drawn-graph.ts";
import type { Placement, Point } from "./placement.ts";
import { type Port, portsOf } from "./ports.ts";

/**
 * Layers from left to right, cards in the order given (so a reader finds them where the tree has them), each
 * relation's lines joined in one trunk because they share a port, a parent centred on its children.
 */
const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.separateConnectedComponents": "false",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.spacing.nodeNode": String(CARD.pitch - CARD.height),
  // Our order is kept by the heights given below. ELK's own "model order" keeps it too, but takes 3 s for 300
  // siblings and 3 min for 1,000 (elkjs 0.12.1, 2026-11); this takes 0.7 s.
  "elk.layered.crossingMinimization.strategy": "INTERACTIVE",
  "elk.layered.crossingMinimization.greedySwitch.type": "OFF",
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
  "elk.layered.spacing.nodeNodeBetweenLayers": String(CARD.gap),
  "elk.layered.spacing.edgeNodeBetweenLayers": "30",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "18",
};

/**
 * Everything is named by its place in the graph: names go to the worker and back many times over, and digests are long.
 */
export function toElk(graph: DrawnGraph): ElkNode {
  const ports = portsOf(graph);
  const places = new Map(graph.nodes.map(({ id }, place) => [id, place]));
  return {
    id: "graph",
    layoutOptions: OPTIONS,
    children: graph.nodes.map((node, place) => {
      const { left = [], right = [] } = ports.get(node.id) ?? {};
      const width = cardWidth(node);
      return {
        id: String(place),
        x: 0,
        y: place * CARD.pitch,
        width,
        height: CARD.height,
        layoutOptions: { "elk.portConstraints": "FIXED_POS" },
        ports: [
          ...right.map((port) => elkPort(place, port, "EAST", width)),
          ...left.map((port) => elkPort(place, port, "WEST", 0)),
        ],
      };
    }),
    edges: graph.edges.map((edge, place) => ({
      id: String(place),
      sources: [portId(places.get(leftEnd(edge)), edge.relation, "EAST")],
      targets: [portId(places.get(rightEnd(edge)), edge.relation, "WEST")],
    })),
  };
}

/** Reads positions and routes of that graph; a part that ELK left out is left out. Coordinates are whole pixels. */
export function fromElk(laidOut: ElkNode, graph: DrawnGraph): Placement {
  const spots = new Map<string, Point>();
  for (const child of laidOut.children ?? []) {
    const node = graph.nodes[Number(child.id)];
    if (node) spots.set(node.id, { x: Math.round(child.x ?? 0), y: Math.round(child.y ?? 0) });
  }
  const routes = new Map<string, Point[]>();
  for (const laid of laidOut.edges ?? []) {
    const edge = graph.edges[Number(laid.id)];
    if (edge) routes.set(edge.id, routeOf(laid));
  }
  return { spots, routes };
}

function routeOf({ sections }: ElkExtendedEdge): Point[] {
  const section = sections?.[0];
  if (!section) return [];
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({
    x: Math.round(x),
    y: Math.round(y),
  }));
}

type Side = "EAST" | "WEST";

function portId(place: number | undefined, relation: string, side: Side): string {
  return `${side} ${relation} ${place}`;
}

/** ELK tells the side from where it lies. */
function elkPort(place: number, { relation, y }: Port, side: Side, x: number) {
  return { id: portId(place, relation, side), x, y, width: 0, height: 0 };
}
