// From the graph as it is known to what is drawn: cards in their column's order, and lines. Pure.
import type { FoldedGraph, FoldGroup, Node, Relation } from "#lib/graph";
import {
  factOf,
  isSigned,
  isTagOnly,
  nameOf,
  rankOf,
  type Scene,
  shortIdOf,
  spokenOf,
  stateOf,
  statusOf,
} from "../artifact/node-words.ts";
import { countOf, cutEnd, formatAge } from "../ui/format.ts";
import { KIND_WORDS } from "../ui/kind-icon.tsx";
import type { CardLook, DrawnEdge, DrawnGraph, DrawnNode } from "./drawn-graph.ts";

// In characters; the painter cuts to what fits, which is less where a tag stands beside.
const TITLE_LENGTH = 28;
const FACT_LENGTH = 20;

/** `outside`: ids that the lens does not show; they are drawn faint and named so. `now` in milliseconds. */
export type Drawing = { scene: Scene; outside: ReadonlySet<string>; lensName: string; now: number };

/** Cards in the order of their columns, so that a layout that keeps the order crosses no lines. */
export function drawnGraph(folded: FoldedGraph, drawing: Drawing): DrawnGraph {
  const cards = new Map<string, DrawnNode>();
  for (const node of folded.nodes) cards.set(node.id, cardOf(node, drawing));
  for (const group of folded.groups) cards.set(group.id, groupCard(group, drawing));
  const edges = folded.edges
    .filter((edge) => cards.has(edge.source) && cards.has(edge.target))
    .map((edge): DrawnEdge => {
      const isDimmed = Boolean(cards.get(edge.source)?.isDimmed || cards.get(edge.target)?.isDimmed);
      const { source, target, relation, proof } = edge;
      return { id: `${relation} ${source} ${target}`, source, target, relation, proof, isDimmed };
    });
  return { nodes: inColumns(cards, edges, folded, drawing.scene), edges };
}

function cardOf(node: Node, { scene, outside, lensName, now }: Drawing): DrawnNode {
  const whole = nameOf(node, scene);
  const isOutside = outside.has(node.id);
  return {
    id: node.id,
    kind: node.kind,
    // A bare media type is told by its end.
    title: cutEnd(whole.replace(/^application\//, ""), TITLE_LENGTH),
    whole,
    digest: cutEnd(shortIdOf(node), FACT_LENGTH),
    fact: cutEnd(factOf(node, scene, now), FACT_LENGTH),
    tag: tagOf(node, scene),
    mark: markOf(node, scene),
    look: LOOKS[node.state],
    isRoot: node.id === scene.rootId,
    isDimmed: isOutside,
    // A getter: of a thousand cards one is spoken at a time.
    get spoken() {
      return spokenOf(node, scene) + (isOutside ? `, not visible to ${lensName}` : "");
    },
  };
}

const LOOKS: Record<Node["state"], CardLook> = {
  present: "plain",
  truncated: "plain",
  missing: "missing",
  denied: "limited",
  "rate-limited": "limited",
  failed: "failed",
};

function tagOf(node: Node, scene: Scene): DrawnNode["tag"] {
  const upward = scene.upward.get(node.id) ?? [];
  if (node.state === "missing") return { word: "missing", tone: "bad" };
  if (node.state === "denied" || node.state === "rate-limited") {
    return { word: String(statusOf(node, scene) ?? stateOf(node, scene).word), tone: "warn" };
  }
  if (node.state === "failed") return { word: String(statusOf(node, scene) ?? "failed"), tone: "bad" };
  if (node.state === "truncated") return { word: "not read", tone: "warn" };
  if (upward.some((edge) => edge.proof === "contradicted")) return { word: "contradicted", tone: "bad" };
  return isTagOnly(node, scene) ? { word: "tag only", tone: "warn" } : undefined;
}

function markOf(node: Node, scene: Scene): DrawnNode["mark"] {
  const { mark, tone } = stateOf(node, scene);
  if (node.state === "missing" || node.state === "truncated") return undefined;
  if (node.state === "present") {
    if (node.id === scene.rootId) return undefined;
    // Its tag says what contradicts; beside it, whether it was opened.
    if (scene.opened?.has(node.id) && mark !== "contradicted") return { name: mark, tone };
    return isSigned(node) ? { name: "signature-unchecked", tone: "mute" } : undefined;
  }
  return { name: mark, tone: tone === "bad" ? "bad" : "warn" };
}

function groupCard(group: FoldGroup, { scene, outside, lensName, now }: Drawing): DrawnNode {
  const words = KIND_WORDS[group.kind];
  const whole = group.parent
    ? countOf(group.count, words.one, words.many)
    : countOf(group.count, "more", "more");
  const age = group.newest === undefined ? undefined : formatAge(group.newest, now);
  const isOutside = group.members.every((id) => outside.has(id));
  const about = group.parent === undefined ? undefined : scene.nodes.get(group.parent);
  const spoken = [
    `${whole}, folded`,
    about && `about ${nameOf(about, scene)}`,
    age && `newest ${age} ago`,
    "press Enter to open",
    isOutside && `not visible to ${lensName}`,
  ];
  return {
    id: group.id,
    kind: group.kind,
    title: cutEnd(whole, TITLE_LENGTH),
    whole,
    digest: "",
    fact: age ? `newest ${age} ago` : "folded",
    look: "plain",
    members: group.members,
    isRoot: false,
    isDimmed: isOutside,
    spoken: spoken.filter(Boolean).join(", "),
  };
}

/** Breadth first from the root: each column's cards by their subject, then relation, re-indexed or not, and kind. */
function inColumns(
  cards: Map<string, DrawnNode>,
  edges: readonly DrawnEdge[],
  folded: FoldedGraph,
  scene: Scene,
): DrawnNode[] {
  const nodes = new Map(folded.nodes.map((node) => [node.id, node]));
  const rank = ({ card, relation }: Child) => rankOf(relation, card.kind, nodes.get(card.id), scene);
  const children = new Map<string, Child[]>();
  for (const { relation, source, target } of edges) {
    const [left, right] = relation === "contains" ? [source, target] : [target, source];
    const card = cards.get(right);
    if (!card) continue;
    const siblings = children.get(left);
    if (siblings) siblings.push({ card, relation });
    else children.set(left, [{ card, relation }]);
  }
  const root = scene.rootId === undefined ? undefined : cards.get(scene.rootId);
  const ordered = new Set<DrawnNode>();
  for (const start of root ? [root, ...cards.values()] : cards.values()) {
    if (ordered.has(start)) continue;
    const reached = new Set([start]);
    for (const card of reached) {
      ordered.add(card);
      const below = (children.get(card.id) ?? []).map((child) => ({ child, rank: rank(child) }));
      below.sort((a, b) => a.rank - b.rank);
      for (const { child } of below) if (!ordered.has(child.card)) reached.add(child.card);
    }
  }
  return [...ordered];
}

type Child = { card: DrawnNode; relation: Relation };
