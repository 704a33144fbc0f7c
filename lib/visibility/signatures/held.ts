// The signatures of a graph: on what each hangs, in what it is carried, and by which ways it was found.
import type { Edge, Graph, Node } from "#lib/graph";
import { cosignTags } from "#lib/oci";

/** How a signature is kept, which tells who reads it. "unsaid": its manifest does not tell that it is one. */
export type Carrier = "bundle" | "cosign referrer" | "cosign tag" | "notation" | "unsaid" | "other";

export type Held = { node: Node; edge: Edge; carrier: Carrier };

/**
 * By where they hang: in the first three what cosign could read; `onOthers`: on another artifact, an SBOM say.
 * Contradicted ones are in `contradicted` alone.
 */
export type HeldSignatures = {
  root: Node;
  platforms: Node[];
  onRoot: Held[];
  onPlatforms: Held[];
  onOthers: Held[];
  contradicted: Held[];
  /** Named by a list or a tag, and not there. */
  missing: Held[];
  /** Notation's, of the image or of a platform. */
  notation: Held[];
  /** Notation's, of another artifact. */
  notationOnOthers: Held[];
  /** What a .sig tag of the image names, and nothing in it says that it is a signature. */
  misnamed: Held[];
  /** What is stated of the image in a form of cosign's, and is no signature of it. */
  statements: Held[];
};

/** Undefined for a graph without nodes. What was not read, but is told to be a signature, counts as held. */
export function heldSignatures(graph: Graph): HeldSignatures | undefined {
  const root = graph.nodes.find(({ depth }) => depth === 0) ?? graph.nodes[0];
  if (!root) return undefined;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const platforms = containedImages(graph, root, nodes);
  const inside = new Set(platforms.map(({ id }) => id));
  const held: HeldSignatures = {
    ...{ root, platforms, onRoot: [], onPlatforms: [], onOthers: [], contradicted: [], missing: [] },
    ...{ notation: [], notationOnOthers: [], misnamed: [], statements: [] },
  };
  for (const edge of graph.edges) {
    const node = nodes.get(edge.source);
    if (edge.relation === "contains" || !node) continue;
    const one = { node, edge, carrier: carrierOf(node, edge) };
    const isInside = inside.has(edge.target);
    listFor(one, held, edge.target === root.id || isInside, isInside)?.push(one);
  }
  return held;
}

function listFor(one: Held, held: HeldSignatures, isHere: boolean, isInside: boolean): Held[] | undefined {
  const { node, edge, carrier } = one;
  const isRead = node.state === "present" && edge.proof !== "contradicted";
  if (isHere && !isInside && isRead && isMisnamed(one)) return held.misnamed;
  if (!maySign(node, edge))
    return isHere && !isInside && isRead && isStatement(one) ? held.statements : undefined;
  if (node.state === "missing") return held.missing;
  if (edge.proof === "contradicted" && isHere) return held.contradicted;
  if (carrier === "notation") return isHere ? held.notation : held.notationOnOthers;
  if (!isHere) return held.onOthers;
  return isInside ? held.onPlatforms : held.onRoot;
}

/** Its tag says that it is a signature, and its own types say that it is something else, or nothing. */
function isMisnamed({ node, edge }: Held): boolean {
  return isSigTag(node, edge) && (node.kindBy === "tag" || !maySign(node, edge));
}

function isStatement({ node, edge, carrier }: Held): boolean {
  return carrier === "bundle" || isCosignTag(node, edge, ".att");
}

function containedImages(graph: Graph, root: Node, nodes: ReadonlyMap<string, Node>): Node[] {
  const inside = new Set([root.id]);
  const contained = Map.groupBy(
    graph.edges.filter(({ relation }) => relation === "contains"),
    ({ source }) => source,
  );
  for (const id of inside) for (const { target } of contained.get(id) ?? []) inside.add(target);
  inside.delete(root.id);
  return [...inside].flatMap((id) => nodes.get(id) ?? []).filter(({ kind }) => kind === "image");
}

const BUNDLE = /sigstore\.bundle/;
const NOTATION = /cncf\.notary|jose\+json|application\/cose/;
const COSIGN_REFERRER = "application/vnd.dev.cosign.artifact.sig.v1+json";

/** A signature by its kind, or what says too little of itself to be told from one. */
function maySign(node: Node, edge: Edge): boolean {
  if (node.kind === "signature" || node.carries?.includes("signature")) return true;
  return isUnsaid(node) || (node.state === "missing" && (node.kind === "unknown" || isSigTag(node, edge)));
}

function isUnsaid({ kind, kindBy, artifactType = "" }: Node): boolean {
  return kind === "attestation" && kindBy !== "annotation" && BUNDLE.test(artifactType);
}

function carrierOf(node: Node, edge: Edge): Carrier {
  const type = node.artifactType ?? "";
  if (isUnsaid(node)) return "unsaid";
  if (BUNDLE.test(type)) return "bundle";
  if (type === COSIGN_REFERRER) return "cosign referrer";
  if (NOTATION.test(type) || /notation/.test(node.title)) return "notation";
  return isSigTag(node, edge) ? "cosign tag" : "other";
}

function isSigTag(node: Node, edge: Edge): boolean {
  return isCosignTag(node, edge, ".sig");
}

/** Whether the tag `<alg>-<hex>.sig`, or with another ending, of what it is about names it. */
function isCosignTag({ tags }: Node, { target }: Edge, ending: string): boolean {
  if (!/^[a-z0-9]+:[0-9a-f]{32,}$/.test(target)) return false;
  return cosignTags(target).some((tag) => tag.endsWith(ending) && tags.includes(tag));
}
