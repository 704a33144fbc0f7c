// The evidence matrix: the index and its platforms against the kinds of evidence. "Missing" is said only where
// every list that could hold it was read to its end.
import type { Completeness, Finding } from "#lib/evidence";
import { findingCompleteness, listCompleteness } from "./completeness.ts";
import { lineageOf, reach, rootOf, type Step } from "./lineage.ts";
import type { Graph, Node, NodeKind } from "./shapes.ts";
import { isOf } from "./summary.ts";

export const MATRIX_KINDS = [
  "signature",
  "sbom",
  "provenance",
  "vex",
  "scan-report",
  "attestation",
  "lifecycle",
] as const satisfies NodeKind[];

/** "direct": attached to the row itself. "inherited": to an index that contains it, and to nothing of its own. */
export type MatrixCell =
  | { state: "direct" | "inherited"; count: number }
  | { state: "missing" }
  | ({ state: "could-not-check" } & Gap);

/** Why a list may hold more than is known. "not-opened": the manifest does not tell what is in it. */
type Gap = { because: Exclude<Completeness, "complete"> | "not-opened"; reason: string };

export type MatrixRow = {
  id: string;
  title: string;
  kind: NodeKind;
  cells: { kind: (typeof MATRIX_KINDS)[number]; cell: MatrixCell }[];
};

/** Rows: what was asked for, then the images inside it, in the graph's order. Contradicted edges do not count. */
export function evidenceMatrix(graph: Graph, findings: readonly Finding[]): MatrixRow[] {
  const root = rootOf(graph);
  if (!root) return [];
  const { above, below } = lineageOf(graph);
  const isInside = ({ edge }: Step) => edge.relation === "contains";
  const inside = reach([root.id], below, "child", isInside);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const placeOf = (id: string): Place[] => {
    const node = nodes.get(id);
    return node ? [{ attached: attachedTo(id, below, nodes), gaps: gapsOf(node, findings) }] : [];
  };
  const rows = graph.nodes.filter(
    (node) => node.id === root.id || (inside.has(node.id) && node.kind === "image"),
  );
  return rows.map((row) => {
    const around = [...reach([row.id], above, "parent", isInside)].flatMap(placeOf);
    const cells = MATRIX_KINDS.map((kind) => ({ kind, cell: cellOf(kind, around) }));
    return { id: row.id, title: row.title, kind: row.kind, cells };
  });
}

/** What hangs on one node, and what leaves its list open. */
type Place = { attached: Node[]; gaps: Gap[] };

function attachedTo(
  id: string,
  below: ReadonlyMap<string, readonly Step[]>,
  nodes: Map<string, Node>,
): Node[] {
  const steps = below.get(id) ?? [];
  const attached = steps.filter(({ edge }) => edge.relation !== "contains" && edge.proof !== "contradicted");
  const ids = new Set(attached.map(({ child }) => child));
  return [...ids].flatMap((child) => nodes.get(child) ?? []).filter((node) => node.state !== "missing");
}

function gapsOf(node: Node, findings: readonly Finding[]): Gap[] {
  const gaps: Gap[] = [];
  for (const finding of findings) {
    const because = finding.subject === node.id ? findingCompleteness(finding) : "complete";
    if (because !== "complete")
      gaps.push({ because, reason: `${finding.strategy}: ${finding.reason ?? finding.outcome}` });
  }
  const because = listCompleteness(node);
  if (because !== "complete")
    gaps.push({ because, reason: node.asked ? `the list is ${because}` : "nobody asked for its referrers" });
  return gaps;
}

/** `around`: the row's own place first, then those of the indexes that contain it. */
function cellOf(kind: NodeKind, around: readonly Place[]): MatrixCell {
  const [own, ...containers] = around;
  const direct = countOf(kind, own?.attached ?? []);
  if (direct > 0) return { state: "direct", count: direct };
  const inherited = countOf(kind, new Set(containers.flatMap(({ attached }) => attached)));
  if (inherited > 0) return { state: "inherited", count: inherited };
  const gap = around.flatMap(({ gaps }) => gaps)[0] ?? hiddenIn(kind, around);
  return gap ? { state: "could-not-check", ...gap } : { state: "missing" };
}

function countOf(kind: NodeKind, nodes: Iterable<Node>): number {
  return [...nodes].filter((node) => node.state === "present" && isOf(node, kind)).length;
}

/** Where an artifact of this kind may hide: in what was not read, and in what a manifest does not tell. */
function hiddenIn(kind: NodeKind, around: readonly Place[]): Gap | undefined {
  for (const node of around.flatMap((place) => place.attached)) {
    const { state, title } = node;
    if (state !== "present" && state !== "missing" && (isOf(node, kind) || isOpaque(node)))
      return { because: state, reason: `${title} was not read (${state})` };
    if (isOpaque(node)) return { because: "not-opened", reason: `${title} does not tell what is in it` };
  }
  return undefined;
}

/** A sigstore bundle without hints may be a signature, a provenance or anything else. */
function isOpaque({ kind, kindBy }: Node): boolean {
  return kind === "unknown" || (kind === "attestation" && kindBy !== "annotation");
}
