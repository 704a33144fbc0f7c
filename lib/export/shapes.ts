// What is exported: the graph as the reader sees it, and what has to be known to read it elsewhere.
import type { Completeness, Finding } from "#lib/evidence";
import type { Graph, GraphFilter, Lens } from "#lib/graph";

export type GraphExport = {
  /** As the reader asked for it. */
  reference: string;
  resolved?: { registry: string; repository: string; digest: string; tag?: string };
  /** The id of what was asked for. */
  rootId?: string;
  graph: Graph;
  /** Whose eyes. What they do not see is exported all the same, and marked: `outside` are its ids. */
  lens: Lens;
  outside: ReadonlySet<string>;
  /** What was filtered by; empty lists for nothing. */
  filter: Required<GraphFilter>;
  completeness: Completeness;
  /** Whether the asking came to its end; else there may be more. */
  isOver: boolean;
  findings: readonly Finding[];
  /** ISO 8601. */
  exportedAt: string;
};
