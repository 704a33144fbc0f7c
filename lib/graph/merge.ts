// How two accounts of the same node or edge become one. Every rule is a maximum or a union, so the order in which
// accounts arrive does not change what comes out.
import { type Completeness, STRATEGY_IDS, type StrategyId } from "#lib/evidence";
import type { Edge, Node, NodeState, Proof } from "./shapes.ts";

/** What discovery knows of a node at one moment. What is left out is not contradicted. */
export type NodeInput = Pick<Node, "id"> & Partial<Omit<Node, "id" | "visibleTo">>;

/** Weakest first. A read manifest outdoes each failure; "missing" is definite, the next three know nothing. */
const STATES: readonly NodeState[] = ["truncated", "failed", "rate-limited", "denied", "missing", "present"];
/** Weakest first: what says most about the kind. */
const KIND_BY = ["list", "tag", "annotation", "media type", "layer", "config", "artifactType"];
const PROOFS: readonly Proof[] = ["claimed", "verified", "contradicted"];
/** Best first. */
const COMPLETENESS: readonly Completeness[] = ["complete", "truncated", "failed", "rate-limited", "denied"];

/** How much an account weighs: its state, what told the kind, how near to the root it was found. */
type Weight = readonly [state: number, kindBy: number, nearness: number];
type Held<T> = { value: T; weight: Weight };

/** A node with the weight behind each field that two accounts may tell differently. */
export type NodeRecord = {
  id: string;
  digest?: Held<string>;
  repository?: Held<string>;
  told?: Held<Pick<Node, "kind" | "title" | "kindBy" | "carries">>;
  mediaType?: Held<string>;
  artifactType?: Held<string>;
  size?: Held<number>;
  payloadSize?: Held<number>;
  platform?: Held<string>;
  annotations?: Held<Node["annotations"]>;
  state?: NodeState;
  reason?: string;
  completeness?: Completeness;
  depth?: number;
  tags: string[];
  warnings: string[];
  exchanges: string[];
  foundBy: StrategyId[];
};

export function emptyRecord(id: string): NodeRecord {
  return { id, tags: [], warnings: [], exchanges: [], foundBy: [] };
}

/** Takes one more account of the node in. */
export function mergeNode(held: NodeRecord, input: NodeInput): NodeRecord {
  const weight: Weight = [
    STATES.indexOf(input.state ?? "truncated"),
    KIND_BY.indexOf(input.kindBy ?? ""),
    -(input.depth ?? 99),
  ];
  const { kind, title, kindBy, carries } = input;
  const told = kind === undefined || title === undefined ? undefined : { kind, title, kindBy, carries };
  const heavier = <T>(mine: Held<T> | undefined, value: T | undefined) => heaviest(mine, value, weight);
  return {
    id: held.id,
    digest: heavier(held.digest, input.digest || undefined),
    repository: heavier(held.repository, input.repository || undefined),
    told: heavier(held.told, told),
    mediaType: heavier(held.mediaType, input.mediaType || undefined),
    artifactType: heavier(held.artifactType, input.artifactType || undefined),
    size: heavier(held.size, input.size),
    payloadSize: heavier(held.payloadSize, input.payloadSize),
    platform: heavier(held.platform, input.platform || undefined),
    annotations: heavier(held.annotations, input.annotations),
    ...stateOf(held, input),
    completeness: input.asked ? worse(held.completeness, input.completeness) : held.completeness,
    depth: Math.min(held.depth ?? 99, input.depth ?? 99),
    tags: union(held.tags, input.tags),
    warnings: union(held.warnings, input.warnings),
    exchanges: union(held.exchanges, input.exchanges),
    foundBy: unionOfWays(held.foundBy, input.foundBy),
  };
}

/** The record as the contract shows it. Until it was asked, nothing is known of a node's list. */
export function nodeOf(record: NodeRecord): Node {
  const told = record.told?.value ?? { kind: "unknown", title: "unread" };
  const size = record.size?.value;
  const payloadSize = record.payloadSize?.value;
  const platform = record.platform?.value;
  const artifactType = record.artifactType?.value;
  return {
    id: record.id,
    digest: record.digest?.value ?? "",
    repository: record.repository?.value ?? "",
    kind: told.kind,
    title: told.title,
    ...(told.kindBy === undefined ? {} : { kindBy: told.kindBy }),
    ...(told.carries === undefined ? {} : { carries: told.carries }),
    mediaType: record.mediaType?.value ?? "",
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(size === undefined ? {} : { size }),
    ...(payloadSize === undefined ? {} : { payloadSize }),
    ...(platform === undefined ? {} : { platform }),
    annotations: record.annotations?.value ?? [],
    tags: record.tags,
    foundBy: record.foundBy,
    state: record.state ?? "truncated",
    ...(record.reason === undefined ? {} : { reason: record.reason }),
    completeness: record.completeness ?? "truncated",
    asked: record.completeness !== undefined,
    depth: record.depth ?? 99,
    visibleTo: [],
    warnings: record.warnings,
    exchanges: record.exchanges,
  };
}

/**
 * A manifest that names its subject ("verified") settles what a list claimed; one that names another
 * ("contradicted") must not be outvoted by a list that keeps claiming.
 */
export function mergeEdge(held: Edge | undefined, input: Edge): Edge {
  if (!held) return { ...input, foundBy: unionOfWays([], input.foundBy) };
  const gain = PROOFS.indexOf(input.proof) - PROOFS.indexOf(held.proof);
  const reason = gain > 0 ? input.reason : gain < 0 ? held.reason : least(held.reason, input.reason);
  return {
    source: held.source,
    target: held.target,
    relation: held.relation,
    foundBy: unionOfWays(held.foundBy, input.foundBy),
    proof: gain > 0 ? input.proof : held.proof,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The worse of two; undefined where neither was asked. */
export function worse(a: Completeness | undefined, b: Completeness | undefined): Completeness | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return COMPLETENESS.indexOf(a) >= COMPLETENESS.indexOf(b) ? a : b;
}

function stateOf(held: NodeRecord, input: NodeInput): Pick<NodeRecord, "state" | "reason"> {
  const { state, reason } = input;
  if (state === undefined) return { state: held.state, reason: held.reason };
  const gain = STATES.indexOf(state) - (held.state === undefined ? -1 : STATES.indexOf(held.state));
  if (gain < 0) return { state: held.state, reason: held.reason };
  return { state, reason: gain > 0 ? reason : least(held.reason, reason) };
}

function heaviest<T>(mine: Held<T> | undefined, value: T | undefined, weight: Weight): Held<T> | undefined {
  if (value === undefined) return mine;
  if (mine === undefined) return { value, weight };
  const gain = weight.map((part, i) => part - (mine.weight[i] ?? 0)).find((part) => part !== 0) ?? 0;
  if (gain !== 0) return gain > 0 ? { value, weight } : mine;
  // Two accounts of the same weight: the one that says more, then the first by its letters.
  const [text, held] = [JSON.stringify(value), JSON.stringify(mine.value)];
  const says = text.length - held.length || (text < held ? 1 : -1);
  return text === held || says < 0 ? mine : { value, weight };
}

function least(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a <= b ? a : b;
}

/** Both, each once, shorter before longer so that "x9" comes before "x10". The same array when nothing is new. */
function union(held: string[], more: string[] | undefined): string[] {
  if (!more || more.every((item) => held.includes(item))) return held;
  return [...new Set([...held, ...more])].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

export function unionOfWays(held: StrategyId[], more: readonly StrategyId[] | undefined): StrategyId[] {
  if (!more || more.every((way) => held.includes(way))) return held;
  return STRATEGY_IDS.filter((way) => held.includes(way) || more.includes(way));
}
