// The evidence matrix: the index and its platforms against the kinds of evidence. "Missing" is said only where
// every list that could hold it was read to its end.
import type { Completeness, Finding, StrategyId } from "#lib/evidence";
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

/**
 * "direct": attached to the row itself. "inherited": to an index that contains it, and to nothing of its own.
 * `ids` are what is there, or what it may hide in; `findings` and `exchanges` what the state rests on; `gaps` what
 * leaves open whether there is more, whatever the state.
 */
export type MatrixCell = Evidence &
  (
    | { state: "direct" | "inherited"; count: number }
    | { state: "missing" }
    | { state: "could-not-check"; because: Gap["because"] }
  );

type Evidence = { reason: string; ids: string[]; findings: Finding[]; exchanges: string[]; gaps: Gap[] };

/** Why a list may hold more than is known; `at` is the list's node. "not-opened": the manifest does not tell what is in it. */
export type Gap = {
  because: Exclude<Completeness, "complete"> | "not-opened";
  reason: string;
  at: string;
  /** The way that was not answered, where it was one. */
  way?: StrategyId;
  /** The artifact that was not read or does not tell what it is. */
  hiding?: string;
  exchanges: string[];
};

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
    if (!node) return [];
    const about = findings.filter(({ subject }) => subject === id);
    return [{ node, about, attached: attachedTo(id, below, nodes), gaps: gapsOf(node, about) }];
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

/** What hangs on one node, what was asked about it, and what leaves its list open. */
type Place = { node: Node; about: Finding[]; attached: Node[]; gaps: Gap[] };

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

function gapsOf(node: Node, about: readonly Finding[]): Gap[] {
  const gaps: Gap[] = [];
  for (const finding of about) {
    const because = findingCompleteness(finding);
    if (because === "complete") continue;
    const reason = `${finding.strategy}: ${finding.reason ?? finding.outcome}`;
    gaps.push({ because, reason, at: node.id, way: finding.strategy, exchanges: finding.exchanges });
  }
  const because = listCompleteness(node);
  if (because === "complete") return gaps;
  const reason = node.asked ? `the list is ${because}` : "nobody asked for its referrers";
  return [...gaps, { because, reason, at: node.id, exchanges: node.exchanges }];
}

/** `around`: the row's own place first, then those of the indexes that contain it. */
function cellOf(kind: NodeKind, around: readonly Place[]): MatrixCell {
  const [own, ...containers] = around;
  const gaps = [...around.flatMap((place) => place.gaps), ...hiddenIn(kind, around)];
  const direct = own ? holding(kind, [own]) : [];
  if (own && direct.length > 0) {
    const reason = "attached to it directly";
    return { state: "direct", count: direct.length, reason, gaps, ...restingOn(direct, [own], "found") };
  }
  const inherited = holding(kind, containers);
  if (inherited.length > 0) {
    const reason = "attached to the index that contains it, and not to it";
    const rest = restingOn(inherited, containers, "found");
    return { state: "inherited", count: inherited.length, reason, gaps, ...rest };
  }
  const [gap] = gaps;
  const rest = restingOn([], around);
  if (!gap) return { state: "missing", reason: missingReason(around), gaps, ...rest };
  const ids = gaps.flatMap(({ hiding }) => hiding ?? []);
  return { state: "could-not-check", because: gap.because, reason: gap.reason, gaps, ...rest, ids };
}

/** Of several places, each artifact once. */
function holding(kind: NodeKind, places: readonly Place[]): Node[] {
  const nodes = new Set(places.flatMap(({ attached }) => attached));
  return [...nodes].filter((node) => node.state === "present" && isOf(node, kind));
}

/** The findings about these places, or only those of an outcome, with the requests behind them and the artifacts. */
function restingOn(
  nodes: readonly Node[],
  places: readonly Place[],
  outcome?: Finding["outcome"],
): Pick<Evidence, "ids" | "findings" | "exchanges"> {
  const about = places.flatMap((place) => place.about);
  const findings = outcome ? about.filter((finding) => finding.outcome === outcome) : about;
  const exchanges = new Set([...findings, ...nodes].flatMap((each) => each.exchanges));
  return { ids: nodes.map(({ id }) => id), findings, exchanges: [...exchanges] };
}

function missingReason(around: readonly Place[]): string {
  const asked = around.flatMap(({ about }) => about).filter(({ outcome }) => outcome !== "not-asked");
  const ways = new Set(asked.map(({ strategy }) => strategy)).size;
  const where = around.length > 1 ? "it and the index that contains it" : "it";
  if (ways === 0) return `everything that is attached to ${where} was read`;
  return `${ways === 1 ? "1 way was" : `${ways} ways were`} asked about ${where}, and all answered`;
}

/** Where an artifact of this kind may hide: in what was not read, and in what a manifest does not tell. */
function hiddenIn(kind: NodeKind, around: readonly Place[]): Gap[] {
  return around.flatMap(({ node: { id: at }, attached }) =>
    attached.flatMap((node): Gap[] => {
      const { state, title, exchanges } = node;
      const gap = { at, hiding: node.id, exchanges };
      if (state !== "present" && state !== "missing" && (isOf(node, kind) || isOpaque(node)))
        return [{ ...gap, because: state, reason: `${title} was not read (${state})` }];
      if (!isOpaque(node)) return [];
      return [{ ...gap, because: "not-opened", reason: `${title} does not tell what is in it` }];
    }),
  );
}

/** A sigstore bundle without hints may be a signature, a provenance or anything else. */
function isOpaque({ kind, kindBy }: Node): boolean {
  return kind === "unknown" || (kind === "attestation" && kindBy !== "annotation");
}
