// Holds what valid referrers tags list against what the referrers API lists: the proof of a re-indexing, or of its gap.
import type { Finding } from "#lib/evidence";
import type { Edge, Graph } from "#lib/graph";

/** `gap` is absent when nothing was compared; `compared` counts the valid entries of referrers tags. */
export type Reindexing = { gap?: string[]; compared: number };

/**
 * distribution-spec, "Enabling the Referrers API": the registry MUST include manifests of "an image index tag with
 * the referrers tag schema". Only entries whose own manifest names the subject count, and only where the API gave
 * its whole list.
 */
export function reindexingOf(graph: Graph, findings: readonly Finding[]): Reindexing {
  const whole = new Set(findings.filter(isWholeList).map((finding) => finding.subject));
  const listed = graph.edges.filter(
    (edge) => edge.proof === "verified" && edge.foundBy.includes("referrers-tag") && whole.has(edge.target),
  );
  if (listed.length === 0) return { compared: 0 };
  const missing = listed.filter((edge: Edge) => !edge.foundBy.includes("referrers-api"));
  return { gap: [...new Set(missing.map((edge) => edge.source))], compared: listed.length };
}

function isWholeList({ strategy, outcome, truncated }: Finding): boolean {
  return strategy === "referrers-api" && !truncated && (outcome === "found" || outcome === "none");
}
