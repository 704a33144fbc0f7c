// The graph as GraphML, with typed keys: read by yEd, Gephi, NetworkX and others. http://graphml.graphdrawing.org
import { aboutFields } from "./about.ts";
import { EDGE_FIELDS, type Field, nodeFields, wholeEdges } from "./fields.ts";
import { plainIds, plainText } from "./plain-text.ts";
import type { GraphExport } from "./shapes.ts";

const NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

export function graphMl(given: GraphExport): string {
  const about = aboutFields(given);
  const nodes = nodeFields(given);
  const ids = plainIds(given.graph.nodes.map(({ id }) => id));
  const name = (id: string) => xmlText(ids.get(id) ?? id);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<graphml xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${NAMESPACE} ${NAMESPACE}/1.0/graphml.xsd">`,
    ...about.map((field) => key("graph", { ...field, type: "string" })),
    ...nodes.map((field) => key("node", field)),
    ...EDGE_FIELDS.map((field) => key("edge", field)),
    '<graph id="refscope" edgedefault="directed">',
    ...about.map((field) => data("graph", field.name, field.value)),
    ...given.graph.nodes.map((node) => element(`node id="${name(node.id)}"`, "node", nodes, node)),
    ...wholeEdges(given.graph).map((edge, at) =>
      element(
        `edge id="e${at}" source="${name(edge.source)}" target="${name(edge.target)}"`,
        "edge",
        EDGE_FIELDS,
        edge,
      ),
    ),
    "</graph>",
    "</graphml>",
  ];
  return `${lines.join("\n")}\n`;
}

/** Text and attribute values of XML 1.0, of any length: what it forbids is replaced, and "]]>" ends nothing. */
export function xmlText(text: string): string {
  return plainText(text, Number.POSITIVE_INFINITY).replace(
    /[&<>"']/g,
    (character) => ENTITIES[character] ?? character,
  );
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

type Of = "graph" | "node" | "edge";

function key(of: Of, { name, type }: { name: string; type: Field<never>["type"] }): string {
  return `<key id="${of}_${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`;
}

/** What is not known has no data at all, which is not the same as an empty text. */
function element<T>(head: string, of: Of, fields: readonly Field<T>[], item: T): string {
  const [tag = ""] = head.split(" ", 1);
  const known = fields.flatMap((field) => {
    const value = field.of(item);
    return value === undefined ? [] : data(of, field.name, String(value));
  });
  return `<${head}>${known.join("")}</${tag}>`;
}

function data(of: Of, name: string, value: string): string {
  return `<data key="${of}_${name}">${xmlText(value)}</data>`;
}
