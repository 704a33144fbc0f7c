// A whole exploration for the tests of what draws it: an index with two platforms and 24 artifacts that were
// found in six ways, one of them rate-limited, one missing, three left behind by a re-index. Its content is invented.
import type { Exploration, ExploreEvent, Progress } from "#lib/api";
import type { Capabilities, Exchange, Finding, StrategyId, Support } from "#lib/evidence";
import { CAPABILITIES } from "#lib/evidence";
import type { Edge, Node, NodeKind } from "#lib/graph";
import type { Upgrade } from "#lib/upgrade";

const REPOSITORY = "shop/checkout";
const BASE = Date.parse("2026-11-24T09:31:04.100Z");
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const CREATED = "org.opencontainers.image.created";

/** A digest that is the same for the same name, and looks like any other. */
export function digestOf(name: string): string {
  let hex = "";
  for (let round = 0; hex.length < 64; round++) {
    let hash = 0x811c9dc5 ^ round;
    for (const letter of `${name}/${round}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    hex += hash.toString(16).padStart(8, "0");
  }
  return `sha256:${hex.slice(0, 64)}`;
}

type NodeSketch = Partial<Node> & { name: string; kind: NodeKind; title: string };

export function nodeOf({ name, ...sketch }: NodeSketch): Node {
  const digest = sketch.digest ?? digestOf(name);
  return {
    id: digest,
    digest,
    repository: REPOSITORY,
    mediaType: MANIFEST_TYPE,
    annotations: [],
    tags: [],
    foundBy: ["referrers-api"],
    state: "present",
    completeness: "complete",
    asked: true,
    depth: 1,
    visibleTo: ["squirrel", "beaver"],
    warnings: [],
    exchanges: [],
    ...sketch,
  };
}

function edgeOf(source: string, target: string, relation: Edge["relation"], more: Partial<Edge> = {}): Edge {
  const ways: Record<Edge["relation"], StrategyId[]> = {
    contains: [],
    refers: ["referrers-api"],
    tag: ["cosign-tag"],
    "in-index": ["buildkit"],
  };
  return {
    source: digestOf(source),
    target: digestOf(target),
    relation,
    foundBy: ways[relation],
    proof: relation === "tag" ? "claimed" : "verified",
    ...more,
  };
}

const created = (age: string): [string, string][] => [[CREATED, age]];
const TAG_ONLY = { foundBy: ["referrers-tag"] as StrategyId[], visibleTo: [] };

const PLATFORMS: NodeSketch[] = [
  {
    name: "root",
    kind: "index",
    title: "image index",
    mediaType: INDEX_TYPE,
    size: 1604,
    depth: 0,
    tags: ["2.4.1"],
    foundBy: [],
    visibleTo: ["rat", "squirrel", "beaver"],
    exchanges: ["x2"],
  },
  {
    name: "amd64",
    kind: "image",
    title: "linux/amd64",
    platform: "linux/amd64",
    size: 1210,
    payloadSize: 61_204_112,
    foundBy: [],
    visibleTo: ["rat", "squirrel", "beaver"],
    exchanges: ["x10"],
  },
  {
    name: "arm64",
    kind: "image",
    title: "linux/arm64",
    platform: "linux/arm64",
    size: 1210,
    payloadSize: 58_011_090,
    foundBy: [],
    visibleTo: ["rat", "squirrel", "beaver"],
    exchanges: ["x11"],
  },
];

const ARTIFACTS: NodeSketch[] = [
  {
    name: "spdx",
    kind: "sbom",
    title: "SPDX 2.3 SBOM",
    artifactType: "application/spdx+json",
    size: 812,
    payloadSize: 874_120,
    kindBy: "artifactType",
    exchanges: ["x12"],
  },
  {
    name: "bundle",
    kind: "signature",
    title: "cosign bundle",
    artifactType: BUNDLE_TYPE,
    size: 812,
    payloadSize: 9300,
    annotations: created("2026-11-24T06:20:00Z"),
    exchanges: ["x13"],
  },
  {
    name: "slsa",
    kind: "provenance",
    title: "SLSA provenance v1",
    artifactType: BUNDLE_TYPE,
    size: 2104,
    payloadSize: 48_112,
    kindBy: "annotation",
    annotations: [
      ["dev.sigstore.bundle.predicateType", "https://slsa.dev/provenance/v1"],
      ...created("2026-11-21T09:14:07Z"),
    ],
    exchanges: ["x14"],
  },
  {
    name: "test",
    kind: "attestation",
    title: "test result",
    artifactType: BUNDLE_TYPE,
    state: "rate-limited",
    completeness: "rate-limited",
    asked: false,
    reason: "the registry answered 429 TOOMANYREQUESTS for this manifest",
    exchanges: ["x8"],
    visibleTo: [],
  },
  {
    name: "notation",
    kind: "signature",
    title: "notation signature",
    artifactType: "application/vnd.cncf.notary.signature",
    size: 733,
    payloadSize: 4200,
    ...TAG_ONLY,
    exchanges: ["x15"],
  },
  {
    name: "vex",
    kind: "vex",
    title: "OpenVEX",
    artifactType: "application/vnd.openvex+json",
    size: 690,
    payloadSize: 2810,
    ...TAG_ONLY,
    exchanges: ["x16"],
  },
  {
    name: "dangling",
    kind: "unknown",
    title: "dangling entry",
    state: "missing",
    reason: "the registry answered 404 MANIFEST_UNKNOWN for this manifest",
    mediaType: MANIFEST_TYPE,
    ...TAG_ONLY,
    exchanges: ["x9"],
  },
  {
    name: "sig",
    kind: "signature",
    title: "cosign .sig tag",
    size: 558,
    payloadSize: 1100,
    tags: [`${digestOf("root").replace(":", "-")}.sig`],
    foundBy: ["cosign-tag"],
    visibleTo: [],
    exchanges: ["x17"],
  },
  {
    name: "cdx",
    kind: "sbom",
    title: "CycloneDX 1.5 SBOM",
    size: 520,
    payloadSize: 611_400,
    tags: [`${digestOf("root").replace(":", "-")}.sbom`],
    foundBy: ["cosign-tag"],
    visibleTo: [],
    exchanges: ["x18"],
  },
  {
    name: "bk1",
    kind: "provenance",
    title: "BuildKit provenance",
    size: 840,
    payloadSize: 38_004,
    foundBy: ["buildkit"],
    depth: 2,
    exchanges: ["x19"],
  },
  {
    name: "bk2",
    kind: "provenance",
    title: "BuildKit provenance",
    size: 840,
    payloadSize: 38_011,
    foundBy: ["buildkit"],
    depth: 2,
    exchanges: ["x20"],
  },
  {
    name: "trivy",
    kind: "scan-report",
    title: "Trivy scan report",
    artifactType: "application/sarif+json",
    size: 702,
    payloadSize: 162_003,
    ...TAG_ONLY,
    depth: 2,
    annotations: created("2026-11-22T08:00:00Z"),
    exchanges: ["x21"],
  },
  {
    name: "sbomsig",
    kind: "signature",
    title: "cosign bundle",
    artifactType: BUNDLE_TYPE,
    size: 812,
    payloadSize: 9100,
    depth: 2,
    exchanges: ["x22"],
  },
];

const SCANS: NodeSketch[] = Array.from({ length: 11 }, (_, i) => ({
  name: `scan${i}`,
  kind: "scan-report",
  title: "Trivy scan report",
  artifactType: "application/sarif+json",
  size: 702,
  payloadSize: 170_000 + i,
  depth: 2,
  annotations: created(new Date(BASE - (3 + i * 26) * 3_600_000).toISOString()),
}));

const EDGES: Edge[] = [
  edgeOf("root", "amd64", "contains"),
  edgeOf("root", "arm64", "contains"),
  edgeOf("spdx", "root", "refers"),
  edgeOf("bundle", "root", "refers", { foundBy: ["referrers-api", "referrers-tag"] }),
  edgeOf("slsa", "root", "refers"),
  edgeOf("test", "root", "refers", { proof: "claimed" }),
  edgeOf("notation", "root", "refers", { foundBy: ["referrers-tag"] }),
  edgeOf("vex", "root", "refers", { foundBy: ["referrers-tag"] }),
  edgeOf("dangling", "root", "refers", { foundBy: ["referrers-tag"], proof: "claimed" }),
  edgeOf("sig", "root", "tag"),
  edgeOf("cdx", "root", "tag"),
  edgeOf("bk1", "amd64", "in-index"),
  edgeOf("bk2", "arm64", "in-index"),
  edgeOf("trivy", "arm64", "refers", { foundBy: ["referrers-tag"] }),
  edgeOf("sbomsig", "spdx", "refers"),
  ...SCANS.map(({ name }) => edgeOf(name, "amd64", "refers")),
];

type ExchangeSketch = [
  number: number,
  method: Exchange["method"],
  path: string,
  status: number,
  purpose: string,
  ms: number,
];

const ROOT = digestOf("root");
const ROOT_TAG = ROOT.replace(":", "-");
const SKETCHES: ExchangeSketch[] = [
  [1, "HEAD", "manifests/2.4.1", 200, "resolve", 41],
  [2, "GET", `manifests/${ROOT}`, 200, "manifest", 38],
  [3, "GET", `referrers/${ROOT}`, 200, "referrers API", 52],
  [4, "GET", `manifests/${ROOT_TAG}`, 200, "referrers tag", 47],
  [5, "GET", `manifests/${ROOT_TAG}.att`, 404, "cosign tags", 33],
  [6, "GET", "tags/list?n=1000", 403, "tag listing", 29],
  [7, "GET", "_oci/ext/discover", 404, "extensions", 18],
  [8, "GET", `manifests/${digestOf("test")}`, 429, "manifest", 12],
  [9, "GET", `manifests/${digestOf("dangling")}`, 404, "manifest", 26],
  [10, "GET", `manifests/${digestOf("amd64")}`, 200, "manifest", 31],
  [11, "GET", `manifests/${digestOf("arm64")}`, 200, "manifest", 30],
  ...["spdx", "bundle", "slsa", "notation", "vex", "sig", "cdx", "bk1", "bk2", "trivy", "sbomsig"].map(
    (name, i): ExchangeSketch => [12 + i, "GET", `manifests/${digestOf(name)}`, 200, "manifest", 20 + i],
  ),
  [23, "GET", `referrers/${digestOf("amd64")}`, 200, "referrers API", 61],
  [24, "GET", `referrers/${digestOf("arm64")}`, 200, "referrers API", 44],
  [25, "GET", `referrers/${digestOf("spdx")}`, 200, "referrers API", 40],
  [26, "GET", `manifests/${ROOT_TAG}.sig`, 200, "cosign tags", 36],
  [27, "GET", `manifests/${ROOT_TAG}.sbom`, 200, "cosign tags", 35],
];

function exchangeOf([number, method, path, status, purpose, durationMs]: ExchangeSketch): Exchange {
  const ERRORS: Record<number, string> = { 403: "DENIED", 404: "MANIFEST_UNKNOWN", 429: "TOOMANYREQUESTS" };
  const code = ERRORS[status];
  return {
    id: `x${number}`,
    method,
    url: `https://registry.example.com/v2/${REPOSITORY}/${path}`,
    status,
    contentType: status === 200 ? MANIFEST_TYPE : "application/json",
    headers: {
      "content-type": status === 200 ? MANIFEST_TYPE : "application/json",
      ...(status === 429 ? { "retry-after": "38" } : {}),
    },
    requestHeaders: { accept: `${INDEX_TYPE}, ${MANIFEST_TYPE}` },
    durationMs,
    at: new Date(BASE + number * 27).toISOString(),
    bytes: status === 200 ? 812 : 96,
    excerpt: code
      ? `{"errors":[{"code":"${code}","message":"${code.toLowerCase()}"}]}`
      : '{"schemaVersion":2}',
    credential: "anonymous token",
    purpose,
  };
}

function findingOf(
  strategy: StrategyId,
  outcome: Finding["outcome"],
  count: number,
  exchanges: number[],
  more: Partial<Finding> = {},
): Finding {
  return { strategy, subject: ROOT, outcome, count, exchanges: exchanges.map((n) => `x${n}`), ...more };
}

const FINDINGS: Finding[] = [
  findingOf("referrers-api", "found", 4, [3]),
  findingOf("referrers-tag", "found", 4, [4]),
  findingOf("tag-listing", "denied", 0, [6], { reason: "the registry answered 403 DENIED" }),
  findingOf("cosign-tag", "found", 2, [5, 26, 27]),
  findingOf("buildkit", "found", 2, [2], { subject: ROOT }),
  findingOf("oras-api", "not-asked", 0, [7], { reason: "not advertised" }),
  findingOf("wg-api", "not-asked", 0, [7], { reason: "not advertised" }),
  findingOf("other-repository", "not-asked", 0, [], { reason: "no other repository was named" }),
  findingOf("referrers-api", "found", 11, [23], { subject: digestOf("amd64") }),
  findingOf("referrers-api", "none", 0, [24], { subject: digestOf("arm64") }),
  findingOf("referrers-api", "found", 1, [25], { subject: digestOf("spdx") }),
];

const WAY_TITLES: Record<StrategyId, string> = {
  "referrers-api": "referrers API",
  "referrers-tag": "referrers tag",
  "tag-listing": "tag listing",
  "cosign-tag": "cosign tags",
  buildkit: "in the index",
  "oras-api": "ORAS API",
  "wg-api": "working-group API",
  "other-repository": "other repository",
};

const PROGRESS: Progress = {
  ways: FINDINGS.slice(0, 8).map(({ strategy, outcome, count, reason }) => ({
    strategy,
    title: WAY_TITLES[strategy],
    outcome,
    asking: 0,
    answered: outcome === "not-asked" ? 0 : 1,
    found: count,
    unanswered: outcome === "denied" ? 1 : 0,
    reason,
  })),
  nodes: 27,
  requests: 27,
};

const support = (verdict: Support["support"], evidence: string[], reason: string): Support => ({
  support: verdict,
  confidence: evidence.length > 0 ? "high" : "none",
  evidence,
  reason,
  because: evidence.length > 0 ? "answered" : "not-asked",
});

const UPGRADE: Upgrade = {
  registry: "registry.example.com",
  repository: REPOSITORY,
  capabilities: {
    ...Object.fromEntries(
      CAPABILITIES.map((name) => [name, support("unknown", [], "needs the active probe")]),
    ),
    referrersApi: support("supported", ["x3"], "200, image index, 4 entries"),
  } as Capabilities,
  proposalE: {
    state: "not-representable",
    step: 3,
    note: "The API is here; the artifact manifest was not tried.",
  },
  oci11: { state: "complete-passive", note: "The API answers." },
  reindexGap: ["notation", "vex", "trivy"].map(digestOf),
};

/** The whole of it, as `done` brings it. */
export const EXPLORATION: Exploration = {
  reference: "registry.example.com/shop/checkout:2.4.1",
  resolved: {
    registry: "registry.example.com",
    repository: REPOSITORY,
    digest: ROOT,
    tag: "2.4.1",
    by: "HEAD",
  },
  lens: "everything",
  graph: { nodes: [...PLATFORMS, ...ARTIFACTS, ...SCANS].map(nodeOf), edges: EDGES },
  completeness: "rate-limited",
  findings: FINDINGS,
  exchanges: SKETCHES.map(exchangeOf),
  upgrade: UPGRADE,
  progress: PROGRESS,
  startedAt: new Date(BASE).toISOString(),
  durationMs: 912,
};

/** The same as it would be streamed: each node, then the edges whose ends have both been told. */
export function eventsOf(exploration: Exploration): ExploreEvent[] {
  const { reference, resolved, graph, exchanges, progress, upgrade } = exploration;
  const told = new Set<string>();
  const found = graph.nodes.flatMap((node): ExploreEvent[] => {
    told.add(node.id);
    const edges = graph.edges.filter(
      ({ source, target }) => [source, target].includes(node.id) && told.has(source) && told.has(target),
    );
    return [{ type: "node", node }, ...edges.map((edge): ExploreEvent => ({ type: "edge", edge }))];
  });
  return [
    { type: "image", reference, resolved, root: resolved.digest },
    ...exchanges.map((exchange): ExploreEvent => ({ type: "exchange", exchange })),
    ...found,
    { type: "progress", progress },
    { type: "registry", upgrade },
    { type: "done", exploration },
  ];
}

/** An image with nothing attached; `outcome` of the tag listing decides whether that is proven. */
export function emptyExploration(listing: "none" | "denied"): Exploration {
  const outcomeOf = (finding: Finding): Finding["outcome"] =>
    finding.outcome === "not-asked" ? "not-asked" : finding.strategy === "tag-listing" ? listing : "none";
  const findings = FINDINGS.slice(0, 8).map((finding) => ({
    ...finding,
    outcome: outcomeOf(finding),
    count: 0,
  }));
  const root = nodeOf({
    name: "plain",
    kind: "image",
    title: "linux/amd64",
    platform: "linux/amd64",
    depth: 0,
    foundBy: [],
    size: 1210,
    payloadSize: 61_204_112,
  });
  return {
    ...EXPLORATION,
    reference: "registry.example.com/shop/checkout:2.4.1-rc1",
    resolved: { ...EXPLORATION.resolved, digest: root.digest, tag: "2.4.1-rc1" },
    graph: { nodes: [root], edges: [] },
    completeness: listing === "none" ? "complete" : "denied",
    findings,
    upgrade: { ...UPGRADE, reindexGap: [] },
    progress: {
      ...PROGRESS,
      nodes: 1,
      ways: PROGRESS.ways.map((way, i) => ({
        ...way,
        found: 0,
        outcome: findings[i]?.outcome ?? "none",
        unanswered: findings[i]?.outcome === "denied" ? 1 : 0,
      })),
    },
    exchanges: EXPLORATION.exchanges.slice(0, 7),
  };
}
