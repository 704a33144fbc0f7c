// The graph as a Mermaid flowchart, which GitHub and others draw in Markdown. https://mermaid.js.org/syntax/flowchart.html
import { type Edge, type Node, withoutImpliedEdges } from "#lib/graph";
import { captionOf } from "./about.ts";
import { labelOf, wholeEdges } from "./fields.ts";
import { plainText } from "./plain-text.ts";
import type { GraphExport } from "./shapes.ts";

/** Beyond these Mermaid draws nothing unless it is told otherwise (config maxTextSize and maxEdges), as on GitHub. */
export const MERMAID_LIMITS = { characters: 50_000, edges: 500 } as const;

const LABEL_LENGTH = 60;

/**
 * An id of Mermaid holds letters and digits alone, so nodes are "n1", "n2", …; a comment gives each the id that it
 * has in every other format.
 */
export function graphMermaid(given: GraphExport): string {
  const names = new Map(given.graph.nodes.map(({ id }, at) => [id, `n${at + 1}`]));
  const name = (id: string) => names.get(id) ?? "";
  const edges = wholeEdges(withoutImpliedEdges(given.graph));
  const body = [
    "flowchart LR",
    ...given.graph.nodes.map((node) => `  ${name(node.id)}["${labelText(node, given)}"]`),
    ...edges.map(
      (edge) => `  ${name(edge.source)} ${ARROWS[edge.relation](doubtOf(edge))} ${name(edge.target)}`,
    ),
    ...classLines(given, name),
    ...given.graph.nodes.map(({ id }) => comment(`${name(id)} is ${id}`)),
  ];
  const head = captionOf(given).map(comment);
  const text = `${[...head, ...body].join("\n")}\n`;
  return isTooLarge(text, edges.length) ? `${comment(TOO_LARGE)}\n${text}` : text;
}

const TOO_LARGE = `Larger than the ${MERMAID_LIMITS.characters} characters or ${MERMAID_LIMITS.edges} edges that Mermaid draws by itself, as on GitHub`;

function isTooLarge(text: string, edges: number): boolean {
  return text.length > MERMAID_LIMITS.characters || edges > MERMAID_LIMITS.edges;
}

/** Whether a Mermaid text says of itself that it may not be drawn. */
export function saysTooLarge(text: string): boolean {
  return text.startsWith(comment(TOO_LARGE));
}

/** Our own words alone; the artifact points at what it is about. */
const ARROWS: Record<Edge["relation"], (doubt: string | undefined) => string> = {
  contains: () => "---",
  refers: (doubt) => (doubt ? `-->|${doubt}|` : "-->"),
  tag: (doubt) => `-.->|${doubt === "contradicted" ? "by tag, contradicted" : "by tag"}|`,
  "in-index": (doubt) => `-.->|${doubt === "contradicted" ? "in index, contradicted" : "in index"}|`,
};

function doubtOf({ proof }: Edge): string | undefined {
  return proof === "verified" ? undefined : proof;
}

function labelText(node: Node, given: GraphExport): string {
  const { kind, state, digest } = node;
  const hex = digest.slice(digest.indexOf(":") + 1);
  const lines = [
    labelOf(node, given),
    state === "present" ? kind : `${kind}, ${state}`,
    hex.length > 14 ? `${hex.slice(0, 6)}…${hex.slice(-6)}` : hex,
  ];
  return lines
    .filter((line) => line !== "")
    .map(entities)
    .join("<br/>");
}

/**
 * What is not a letter, a digit, a space or a plain sign in the middle of a word is written as Mermaid's entity
 * code: so no text ends its quotes, begins a list or a link, or is read as a style.
 */
function entities(text: string): string {
  return plainText(text, LABEL_LENGTH).replace(
    /^[^A-Za-z]|[^A-Za-z0-9 /-]/gu,
    (character) => `#${character.codePointAt(0) ?? 0xfffd};`,
  );
}

/** One line that Mermaid passes over; braces in it would be read as a directive. */
function comment(text: string): string {
  return `%% ${plainText(text).replace(/[{}]/g, "\ufffd")}`;
}

function classLines(given: GraphExport, name: (id: string) => string): string[] {
  const { nodes } = given.graph;
  const rows = [
    { id: "missing", look: "stroke-dasharray:3 3", is: (node: Node) => node.state === "missing" },
    {
      id: "unread",
      look: "stroke-width:3px",
      is: (node: Node) => node.state !== "present" && node.state !== "missing",
    },
    { id: "outside", look: "opacity:0.35", is: (node: Node) => given.outside.has(node.id) },
  ];
  return rows.flatMap(({ id, look, is }) => {
    const members = nodes.filter(is).map((node) => name(node.id));
    return members.length > 0 ? [`  classDef ${id} ${look}`, `  class ${members.join(",")} ${id}`] : [];
  });
}
