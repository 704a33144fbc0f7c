// A node in words: its name, its one fact, its state, for the graph, the tree, the table and the inspector alike.
import type { Inspection, Resolved } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { type Edge, type Graph, NODE_KINDS, type Node, type NodeKind, type Relation } from "#lib/graph";
import { formatAge, formatBytes, shortenMiddle, visibleText } from "../ui/format.ts";
import { STATE_LOOKS, type Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { openedState } from "./opened-state.ts";
import type { WayTitles } from "./way-words.ts";

/** What has to be known besides the node to speak about it. */
export type Scene = {
  graph: Graph;
  nodes: ReadonlyMap<string, Node>;
  rootId: string | undefined;
  /** "checkout:2.4.1", as the reader asked for it. */
  imageName: string;
  resolved: Resolved | undefined;
  /** Edges by their artifact's end (for "contains": the child), and by the end they are about. */
  upward: ReadonlyMap<string, Edge[]>;
  downward: ReadonlyMap<string, Edge[]>;
  exchanges: ReadonlyMap<string, { exchange: Exchange; number: number }>;
  /** Digests that the referrers tag lists and the registry's API does not. */
  notReindexed: ReadonlySet<string>;
  titles: WayTitles;
  /** By node id: what was opened on this page. */
  opened?: ReadonlyMap<string, Inspection>;
  /** Whether the asking came to its end: who finds what is known only then. */
  isDone: boolean;
  /** Whether it is known if the registry has the referrers API: without it nobody can say what a client that asks it finds. */
  isApiKnown: boolean;
};

/** The node's name: the image by the reader's own words, everything else by its title. */
export function nameOf(node: Node, scene: Scene): string {
  return visibleText(node.id === scene.rootId ? scene.imageName : node.title);
}

/** Digest without its algorithm, shortened; a node known only by its tag has the tag, one that stands for many nothing. */
export function shortIdOf(node: Node): string {
  if (!node.digest) return visibleText(node.tags[0] ?? "");
  return shortenMiddle(visibleText(node.digest.slice(node.digest.indexOf(":") + 1)));
}

/**
 * One short fact: what could not be read says why, the rest says how it hangs there, how large or how old it is.
 * `beside` columns that say the size and the way already, only what they leave out.
 */
export function factOf(node: Node, scene: Scene, now: number, beside = false): string {
  const upward = scene.upward.get(node.id) ?? [];
  const status = statusOf(node, scene);
  if (node.state === "missing") return status ? `${status} ${wayOf(upward, scene)}` : wayOf(upward, scene);
  if (node.state !== "present") return "not read";
  if (node.kind === "index") return platformsOf(node, scene);
  if (!beside && upward.some((edge) => edge.relation === "in-index")) return "in index";
  const size = beside || node.payloadSize === undefined ? undefined : formatBytes(node.payloadSize);
  const tag = node.tags.find((name) => /^sha\d+-[0-9a-f]+\./.test(name));
  const suffix = tag?.slice(tag.indexOf("."));
  if (upward.some((edge) => edge.relation === "tag") && suffix) {
    return [`${visibleText(suffix)} tag`, size].filter(Boolean).join(", ");
  }
  const created = node.annotations.find(([name]) => name === "org.opencontainers.image.created")?.[1];
  const age = node.kind === "image" || created === undefined ? undefined : formatAge(created, now);
  return [size, age && `${age} old`].filter(Boolean).join(", ");
}

/** The bytes that count: of what it carries, or of the manifest where it carries nothing, as an index does. */
export function sizeOf({ payloadSize, size }: Node): number | undefined {
  return payloadSize || size;
}

/** Digests by which the image that was asked for may be named: its own and its platforms'. */
export function imageDigests({ rootId, nodes, graph }: Scene): string[] {
  const contained = graph.edges.flatMap(({ relation, target }) => (relation === "contains" ? [target] : []));
  return [rootId, ...contained].flatMap((id) => nodes.get(id ?? "")?.digest || []);
}

/**
 * Its state as a mark and a word. What contradicts the list that led to it says so first; what was opened, what came
 * of that; a signature that was not, that nobody checked it; the rest that was not, that its manifest alone was read.
 */
export function stateOf(node: Node, scene: Scene): { mark: MarkName; tone: Tone; word: string } {
  const look = STATE_LOOKS[node.state];
  if (node.state === "present") {
    if ((scene.upward.get(node.id) ?? []).some((edge) => edge.proof === "contradicted")) {
      return { mark: "contradicted", tone: "bad", word: "contradicted" };
    }
    if (node.id === scene.rootId || node.kind === "image" || node.kind === "index") return look;
    const opened = openedState(
      scene.opened?.get(node.id)?.reports.map(({ verification }) => verification) ?? [],
    );
    if (opened) return opened;
    if (isSigned(node)) return { mark: "signature-unchecked", tone: "mute", word: "signature not checked" };
    return { ...look, word: "manifest read" };
  }
  const status = statusOf(node, scene);
  return status ? { ...look, word: `${look.word}, ${status}` } : look;
}

// Envelopes that carry a signature by their very format: told by type, not by opening them.
const SIGNED_TYPES = /sigstore\.bundle|cosign|simplesigning|notary|notation|dsse/i;

/** Whether its type says that a signature is in it. Nothing is checked here. */
export function isSigned(node: Node): boolean {
  return node.kind === "signature" || SIGNED_TYPES.test(node.artifactType ?? "");
}

/** In the referrers tag but not in the API, though the registry has one: an upgrade left it behind. */
export function isTagOnly(node: Node, scene: Scene): boolean {
  return scene.notReindexed.has(node.digest);
}

/** The HTTP status of the last request for the node, where it is why the node could not be read: not that of a body that broke off. */
export function statusOf(node: Node, scene: Scene): number | undefined {
  const status = node.exchanges.map((id) => scene.exchanges.get(id)?.exchange.status).findLast(Boolean);
  return status !== undefined && status >= 300 ? status : undefined;
}

const RELATION_RANK: Record<Relation, number> = { contains: 0, "in-index": 1, refers: 2, tag: 3 };

/**
 * Where a node stands among those that hang on the same one: what an index contains, what refers (what the API
 * lists, then what only the tag does, then what is missing), what a tag names; in each the kinds in their order.
 */
export function rankOf(relation: Relation, kind: NodeKind, node: Node | undefined, scene: Scene): number {
  const trouble = !node ? 0 : node.state === "missing" ? 2 : isTagOnly(node, scene) ? 1 : 0;
  return RELATION_RANK[relation] * 1000 + trouble * 100 + NODE_KINDS.indexOf(kind);
}

/** What a node hangs on, and how sure that is, for those who hear it: "refers to checkout:2.4.1". */
export function linksOf(node: Node, scene: Scene): string[] {
  return (scene.upward.get(node.id) ?? []).map((edge) => {
    const other = scene.nodes.get(edge.relation === "contains" ? edge.source : edge.target);
    const name = other ? nameOf(other, scene) : "something not drawn";
    return `${RELATION_WORDS[edge.relation]} ${name}${PROOF_WORDS[edge.proof]}`;
  });
}

/** A node in a sentence for those who hear it. */
export function spokenOf(node: Node, scene: Scene): string {
  const found = node.foundBy.map((way) => scene.titles.get(way) ?? way).join(" and ");
  const parts = [
    nameOf(node, scene),
    node.kind,
    ...linksOf(node, scene),
    found && `found by ${found}`,
    shortIdOf(node),
    stateOf(node, scene).word,
  ];
  return parts.filter(Boolean).join(", ");
}

export const RELATION_WORDS = {
  contains: "contained in",
  refers: "refers to",
  tag: "by tag about",
  "in-index": "in the index about",
} as const;

const PROOF_WORDS = {
  verified: "",
  claimed: " (claimed, not proven)",
  contradicted: " (contradicted)",
} as const;

function platformsOf(node: Node, scene: Scene): string {
  const children = (scene.downward.get(node.id) ?? []).filter((edge) => edge.relation === "contains");
  const images = children.filter((edge) => scene.nodes.get(edge.target)?.kind === "image").length;
  return images === 1 ? "1 platform" : `${images} platforms`;
}

function wayOf(upward: readonly Edge[], scene: Scene): string {
  const way = upward[0]?.foundBy[0];
  if (upward[0]?.relation === "contains") return "in the index";
  return way ? `in ${scene.titles.get(way) ?? way}` : "";
}
