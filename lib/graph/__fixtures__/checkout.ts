// An invented image with everything attached in every way: the graph that the tests of this room share.
import type { Completeness, Finding, StrategyId } from "#lib/evidence";
import { MEDIA_TYPES } from "#lib/oci";
import type { Edge, Graph, Node, NodeKind, Relation } from "../shapes.ts";

/** A present, fully asked node; `over` replaces what the test is about. */
export function node(id: string, kind: NodeKind, over: Partial<Node> = {}): Node {
  return {
    id,
    digest: id,
    repository: "shop/checkout",
    kind,
    title: id,
    kindBy: "artifactType",
    mediaType: MEDIA_TYPES.ociManifest,
    annotations: [],
    tags: [],
    foundBy: [],
    state: "present",
    completeness: "complete",
    asked: true,
    depth: 1,
    visibleTo: [],
    warnings: [],
    exchanges: [],
    ...over,
  };
}

/** "contains" runs down, all others up: `edge(parent, "contains", child)`, `edge(artifact, "refers", subject)`. */
export function edge(
  source: string,
  relation: Relation,
  target: string,
  foundBy: StrategyId[] = [],
  over: Partial<Edge> = {},
): Edge {
  return { source, target, relation, foundBy, proof: "verified", ...over };
}

export function finding(
  strategy: StrategyId,
  subject: string,
  outcome: Finding["outcome"],
  over: Partial<Finding> = {},
): Finding {
  return { strategy, subject, outcome, count: 0, exchanges: [], ...over };
}

/** `list` is the completeness of every list in it. */
export function checkout(list: Completeness = "complete"): Graph {
  const attached: [string, NodeKind, string, Relation, StrategyId, Partial<Node>?][] = [
    ["buildkit-amd", "provenance", "amd64", "in-index", "buildkit"],
    ["buildkit-arm", "provenance", "arm64", "in-index", "buildkit"],
    ["spdx", "sbom", "root", "refers", "referrers-api"],
    ["bundle", "signature", "root", "refers", "referrers-api"],
    ["slsa", "provenance", "root", "refers", "referrers-api"],
    ["test-result", "attestation", "root", "refers", "referrers-api", UNREAD],
    ["on-sbom", "signature", "spdx", "refers", "referrers-api", { depth: 2 }],
    ["notation", "signature", "root", "refers", "referrers-tag"],
    ["openvex", "vex", "root", "refers", "referrers-tag"],
    ["trivy", "scan-report", "arm64", "refers", "referrers-tag", { depth: 2 }],
    ["dangling", "unknown", "root", "refers", "referrers-tag", { state: "missing", asked: false }],
    ["sig-tag", "signature", "root", "tag", "cosign-tag"],
    ["cyclonedx", "sbom", "root", "tag", "cosign-tag"],
    ...Array.from({ length: 11 }, (_, i): [string, NodeKind, string, Relation, StrategyId, Partial<Node>] => [
      `scan-${String(i).padStart(2, "0")}`,
      "scan-report",
      "amd64",
      "refers",
      "referrers-api",
      { depth: 2, annotations: [["org.opencontainers.image.created", `2026-11-${10 + i}T08:00:00Z`]] },
    ]),
  ];
  const nodes = [
    node("root", "index", { depth: 0, mediaType: MEDIA_TYPES.ociIndex }),
    node("amd64", "image", { platform: "linux/amd64", title: "linux/amd64" }),
    node("arm64", "image", { platform: "linux/arm64", title: "linux/arm64" }),
    ...attached.map(([id, kind, , , way, over]) => node(id, kind, { foundBy: [way], ...over })),
  ].map((each) => ({ ...each, completeness: list }));
  const edges = [
    edge("root", "contains", "amd64"),
    edge("root", "contains", "arm64"),
    ...attached.map(([id, , subject, relation, way]) => edge(id, relation, subject, [way])),
  ];
  return { nodes, edges };
}

const UNREAD = { state: "rate-limited", kindBy: "annotation", title: "test result" } as const;
