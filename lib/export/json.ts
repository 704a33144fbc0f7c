// The graph in the API's own shape, whole: the one format that cuts and replaces nothing.
import { partialWords } from "./about.ts";
import type { GraphExport } from "./shapes.ts";

// Written as escapes, so that a text editor shows them and a terminal does not obey them.
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function graphJson(given: GraphExport): string {
  const { reference, resolved, lens, filter, outside, graph, findings, exportedAt } = given;
  const shape = {
    exportedAt,
    reference,
    resolved,
    lens,
    filters: filter,
    completeness: given.isOver ? given.completeness : "truncated",
    partial: partialWords(given),
    /** Ids of nodes that the lens does not see. */
    outsideLens: graph.nodes.map(({ id }) => id).filter((id) => outside.has(id)),
    graph,
    findings,
  };
  return `${JSON.stringify(shape, null, 2).replace(UNSEEN, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
