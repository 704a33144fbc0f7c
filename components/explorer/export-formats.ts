// The files that the graph can be saved as, in the order of the menu.
import {
  edgesCsv,
  type GraphExport,
  graphDot,
  graphJson,
  graphMermaid,
  graphMl,
  nodesCsv,
} from "#lib/export";

/** `what` stands in the file's name: "graph", or the part that it has. */
export type TextFormat = {
  name: string;
  about: string;
  what: string;
  ending: string;
  mediaType: string;
  write: (given: GraphExport) => string;
};

export const TEXT_FORMATS: readonly TextFormat[] = [
  {
    name: "JSON",
    about: "nodes and edges as the API has them",
    ...{ what: "graph", ending: "json", mediaType: "application/json" },
    write: graphJson,
  },
  {
    name: "Mermaid",
    about: "a flowchart for Markdown, drawn by GitHub",
    ...{ what: "graph", ending: "mmd", mediaType: "text/plain;charset=utf-8" },
    write: graphMermaid,
  },
  {
    name: "DOT",
    about: "for Graphviz",
    ...{ what: "graph", ending: "dot", mediaType: "text/vnd.graphviz;charset=utf-8" },
    write: graphDot,
  },
  {
    name: "GraphML",
    about: "for yEd, Gephi, NetworkX",
    ...{ what: "graph", ending: "graphml", mediaType: "application/graphml+xml" },
    write: graphMl,
  },
  {
    name: "CSV, nodes",
    about: "a line an artifact, with what it is about",
    ...{ what: "nodes", ending: "csv", mediaType: "text/csv;charset=utf-8" },
    write: nodesCsv,
  },
  {
    name: "CSV, edges",
    about: "a line a reference",
    ...{ what: "edges", ending: "csv", mediaType: "text/csv;charset=utf-8" },
    write: edgesCsv,
  },
];
