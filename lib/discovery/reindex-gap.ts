// Holds what valid referrers tags list against what the referrers API lists: the proof of a re-indexing, or of its gap.
import type { Finding } from "#lib/evidence";
import type { Edge, Graph, NodeState } from "#lib/graph";

/**
 * `gap` is absent when nothing was compared, or when no gap was seen but an entry could not be looked at;
 * `compared` counts the valid entries of referrers tags.
 */
export type Reindexing = { gap?: string[]; compared: number };

/**
 * distribution-spec, "Enabling the Referrers API": the registry MUST include manifests of "an image index tag with
 * the referrers tag schema". Only entries whose own manifest names the subject count, and only where the API gave
 * its whole list.
 */
export function reindexingOf(graph: Graph, findings: readonly Finding[]): Reindexing {
  const whole = new Set(findings.filter(isWholeList).map((finding) => finding.subject));
  const inTags = graph.edges.filter(
    (edge) => edge.foundBy.includes("referrers-tag") && whole.has(edge.target),
  );
  const listed = inTags.filter(({ proof }) => proof === "verified");
  if (listed.length === 0) return { compared: 0 };
  const onlyInTags = ({ foundBy }: Edge) => !foundBy.includes("referrers-api");
  const gap = [...new Set(listed.filter(onlyInTags).map((edge) => edge.source))];
  if (gap.length > 0) return { gap, compared: listed.length };
  const states = new Map(graph.nodes.map(({ id, state }) => [id, state]));
  const isUnread = ({ source }: Edge) => isUnknown(states.get(source) ?? "present");
  // The recorder tells what found no room as one node, "more:<subject>", which no way is named for.
  const isCut = [...whole].some((subject) => states.has(`more:${subject}`)) || findings.some(isCutTag);
  if (isCut || inTags.filter(onlyInTags).some(isUnread)) return { compared: listed.length };
  return { gap, compared: listed.length };
}

/** An entry in such a state may be a gap. One that is missing is not: there is nothing to index. */
export function isUnknown(state: NodeState): boolean {
  return state !== "present" && state !== "missing";
}

function isCutTag({ strategy, truncated }: Finding): boolean {
  return strategy === "referrers-tag" && truncated === true;
}

function isWholeList({ strategy, outcome, truncated }: Finding): boolean {
  return strategy === "referrers-api" && !truncated && (outcome === "found" || outcome === "none");
}
