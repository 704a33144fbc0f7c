// How much of the lists behind a graph is known. Only "complete" may be read as "nothing more".
import type { Completeness, Finding, StrategyId } from "#lib/evidence";
import { worse } from "./merge.ts";
import type { Node } from "./shapes.ts";

/**
 * The worst of all lists: of each node's own, of each node that could not be read (what is attached to it is not
 * known either), and of each way that was refused, failed or was cut.
 */
export function overallCompleteness(nodes: readonly Node[], findings: readonly Finding[] = []): Completeness {
  let worst: Completeness = "complete";
  for (const node of nodes) worst = worse(worst, nodeCompleteness(node)) ?? worst;
  for (const finding of findings) worst = worse(worst, findingCompleteness(finding)) ?? worst;
  return worst;
}

/** Of one node's list of referrers, until it was asked cut at nothing. */
export function listCompleteness({ asked, completeness }: Node): Completeness {
  return asked ? completeness : "truncated";
}

/** A missing manifest that nobody asks about leaves nothing open: it is itself the answer. */
function nodeCompleteness(node: Node): Completeness {
  const { state, asked } = node;
  if (state === "missing") return asked ? node.completeness : "complete";
  const list = listCompleteness(node);
  return state === "present" ? list : (worse(list, state) ?? state);
}

/** Ways that a plain look at an image takes; that one of them was left out leaves a hole. */
const PLAIN_WAYS: readonly StrategyId[] = ["referrers-api", "referrers-tag", "cosign-tag"];

/** What one answer leaves open. "unsupported" and "none" are definite, so they leave nothing open. */
export function findingCompleteness({ outcome, strategy, truncated }: Finding): Completeness {
  if (outcome === "denied" || outcome === "rate-limited" || outcome === "failed") return outcome;
  if (outcome === "not-asked") return PLAIN_WAYS.includes(strategy) ? "truncated" : "complete";
  return truncated ? "truncated" : "complete";
}

/**
 * Whether the API answers everywhere and lists nothing, though a referrers tag has entries (`gap`, digests that the API
 * leaves out): a pull-through cache may answer for itself. Harbor's proxy projects do, from their own, empty list, while
 * the upstream has signatures.
 */
export function isOnlyInTags(findings: readonly Finding[], gap: readonly string[] = []): boolean {
  const api = findings.filter(({ strategy }) => strategy === "referrers-api");
  return gap.length > 0 && api.every(({ outcome }) => outcome === "none");
}
