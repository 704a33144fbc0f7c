// The graph as DOT, for Graphviz. https://graphviz.org/doc/info/lang.html
import { type Edge, type Node, type NodeKind, type NodeState, withoutImpliedEdges } from "#lib/graph";
import { captionOf } from "./about.ts";
import { labelOf, wholeEdges } from "./fields.ts";
import { plainIds, plainText } from "./plain-text.ts";
import type { GraphExport } from "./shapes.ts";

/** A picture's line holds no more. */
const LABEL_LENGTH = 60;

// None of the record shapes: those read a label of their own grammar.
const SHAPES: Record<NodeKind, string> = {
  index: "folder",
  image: "box",
  signature: "ellipse",
  sbom: "note",
  provenance: "hexagon",
  vex: "diamond",
  "scan-report": "octagon",
  attestation: "component",
  lifecycle: "invtrapezium",
  accelerator: "parallelogram",
  other: "box",
  unknown: "box",
};

export function graphDot(given: GraphExport): string {
  const ids = plainIds(
    given.graph.nodes.map(({ id }) => id),
    // A quoted id knows no escape but that of its own quote: a backslash at its end would swallow that.
    (id) => plainText(id).replaceAll("\\", "\ufffd"),
  );
  const name = (id: string) => `"${(ids.get(id) ?? id).replaceAll('"', '\\"')}"`;
  const lines = [
    "digraph refscope {",
    // Artifacts point at what they are about, which stands left.
    `  graph [rankdir=RL, labelloc=t, labeljust=l, fontname="sans-serif", label=${label(captionOf(given))}]`,
    '  node [fontname="sans-serif", fontsize=11]',
    '  edge [fontname="sans-serif", fontsize=9]',
    ...given.graph.nodes.map((node) => `  ${name(node.id)} [${nodeAttributes(node, given)}]`),
    ...wholeEdges(withoutImpliedEdges(given.graph)).map(
      (edge) => `  ${name(edge.source)} -> ${name(edge.target)} [${edgeAttributes(edge)}]`,
    ),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function nodeAttributes(node: Node, given: GraphExport): string {
  const { kind, state, digest, reason } = node;
  const isOutside = given.outside.has(node.id);
  const said = [kind, state === "present" ? undefined : state, isOutside ? "outside the lens" : undefined];
  const words = said.filter((word) => word !== undefined).join(", ");
  return [
    `label=${label([labelOf(node, given), words, shortened(digest)], LABEL_LENGTH)}`,
    `tooltip=${label([digest || node.id, reason ?? ""])}`,
    `shape=${SHAPES[kind]}`,
    `kind=${label([kind])}`,
    `state=${label([state])}`,
    ...lookOf(state, isOutside),
  ].join(", ");
}

const LOOKS: Record<NodeState, readonly string[]> = {
  present: [],
  missing: ["style=dashed"],
  denied: ["style=bold"],
  "rate-limited": ["style=bold"],
  failed: ["style=bold"],
  truncated: ["style=dotted"],
};

function lookOf(state: NodeState, isOutside: boolean): readonly string[] {
  return isOutside ? [...LOOKS[state], "color=gray70", "fontcolor=gray50"] : LOOKS[state];
}

const STYLES: Record<Edge["relation"], Record<string, string>> = {
  // An index stands beside its platforms, and pulls none of them to its other side.
  contains: { arrowhead: "none", color: "gray60", constraint: "false" },
  refers: {},
  tag: { style: "dashed" },
  "in-index": { style: "dotted" },
};

function edgeAttributes({ relation, proof, reason }: Edge): string {
  const attributes: Record<string, string> = {
    relation: label([relation]),
    ...STYLES[relation],
    ...(proof === "verified" ? {} : { label: label([proof]) }),
    ...(proof === "contradicted" ? { color: "red", arrowtail: "obox", dir: "both" } : {}),
    ...(reason ? { tooltip: label([reason]) } : {}),
  };
  return Object.entries(attributes)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

/** Lines as a quoted escape string: backslashes and ampersands would be read, so they are written out. */
function label(lines: readonly string[], max?: number): string {
  const written = lines
    .filter((line) => line !== "")
    .map((line) =>
      plainText(line, max).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;"),
    );
  return `"${written.join("\\n")}"`;
}

/** "sha256:9f2c41…d3b71e" */
function shortened(digest: string): string {
  const colon = digest.indexOf(":");
  const [algorithm, rest] = [digest.slice(0, colon + 1), digest.slice(colon + 1)];
  return rest.length <= 14 ? digest : `${algorithm}${rest.slice(0, 6)}…${rest.slice(-6)}`;
}
