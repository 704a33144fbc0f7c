// The graph for other programs: one function a format, of the same nodes with the same ids. Pure: text in, text out.
export { captionOf } from "./about.ts";
export { csvField, edgesCsv, nodesCsv } from "./csv.ts";
export { graphDot } from "./dot.ts";
export { exportFileName } from "./file-name.ts";
export { graphMl, xmlText } from "./graphml.ts";
export { graphJson } from "./json.ts";
export { graphMermaid, saysTooLarge } from "./mermaid.ts";
export type { GraphExport } from "./shapes.ts";
