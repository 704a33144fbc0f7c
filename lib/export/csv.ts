// The graph as two CSV files (RFC 4180): a line an artifact, and a line an edge. Both say what they are of.
import type { Edge, Node } from "#lib/graph";
import { aboutFields } from "./about.ts";
import { EDGE_FIELDS, type Field, labelOf, nodeFields, PROOF_WORDS } from "./fields.ts";
import { plainText } from "./plain-text.ts";
import type { GraphExport } from "./shapes.ts";

/** A line a node: what it is, and what it is about in its last own columns. */
export function nodesCsv(given: GraphExport): string {
  const about = aboutOf(given);
  const nodes = new Map(given.graph.nodes.map((node) => [node.id, node]));
  const upward = Map.groupBy(given.graph.edges, ({ relation, source, target }) =>
    relation === "contains" ? target : source,
  );
  const fields: Field<Node>[] = [
    ...nodeFields(given),
    { name: "about", type: "string", of: ({ id }) => (upward.get(id) ?? []).map(upperEnd).join(" ") },
    {
      name: "about_label",
      type: "string",
      of: ({ id }) => (upward.get(id) ?? []).map((edge) => labelIn(nodes, upperEnd(edge), given)).join("; "),
    },
    {
      name: "relation",
      type: "string",
      of: ({ id }) => (upward.get(id) ?? []).map(({ relation }) => relation).join(" "),
    },
    {
      name: "proof",
      type: "string",
      of: ({ id }) => (upward.get(id) ?? []).map(({ proof }) => PROOF_WORDS[proof]).join(" "),
    },
  ];
  return csvOf(
    ["id", ...fields.map(({ name }) => name), ...about.names],
    given.graph.nodes.map((node) => [node.id, ...fields.map(({ of }) => of(node)), ...about.values]),
  );
}

/** A line an edge; its first three columns are what graph programs look for. */
export function edgesCsv(given: GraphExport): string {
  const about = aboutOf(given);
  const nodes = new Map(given.graph.nodes.map((node) => [node.id, node]));
  return csvOf(
    ["source", "target", "type", "source_label", "target_label", ...namesOf(EDGE_FIELDS), ...about.names],
    given.graph.edges.map((edge) => [
      edge.source,
      edge.target,
      "Directed",
      labelIn(nodes, edge.source, given),
      labelIn(nodes, edge.target, given),
      ...EDGE_FIELDS.map(({ of }) => of(edge)),
      ...about.values,
    ]),
  );
}

/** Lines of quoted fields. */
function csvOf(
  names: readonly string[],
  rows: readonly (readonly (string | number | boolean | undefined)[])[],
): string {
  const lines = [names, ...rows].map((row) => row.map((value) => csvField(String(value ?? ""))).join(","));
  return lines.map((line) => `${line}\r\n`).join("");
}

// What a spreadsheet takes for a formula, in ASCII and in full width
// (https://owasp.org/www-community/attacks/CSV_Injection).
const FORMULA = /^[\s]*[=+\-@|%＝＋－＠]/u;

/** One quoted field, of any length. Registry text that a spreadsheet would calculate begins with an apostrophe instead. */
export function csvField(text: string): string {
  const safe = plainText(text, Number.POSITIVE_INFINITY);
  return `"${(FORMULA.test(safe) ? `'${safe}` : safe).replaceAll('"', '""')}"`;
}

/** The end that is nearer to what was asked for. */
function upperEnd({ relation, source, target }: Edge): string {
  return relation === "contains" ? source : target;
}

function labelIn(nodes: ReadonlyMap<string, Node>, id: string, given: GraphExport): string {
  const node = nodes.get(id);
  return node ? labelOf(node, given) : "";
}

function namesOf<T>(fields: readonly Field<T>[]): string[] {
  return fields.map(({ name }) => name);
}

/** Named apart from a node's own columns. */
function aboutOf(given: GraphExport): { names: string[]; values: string[] } {
  const fields = aboutFields(given);
  return { names: fields.map(({ name }) => `graph_${name}`), values: fields.map(({ value }) => value) };
}
