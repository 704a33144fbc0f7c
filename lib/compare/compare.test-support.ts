// What the tests of this room are fed with: graphs by hand, SBOMs by hand, and real SBOMs as their readers report them.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Completeness, Finding, StrategyId } from "#lib/evidence";
import type { Edge, Graph, Node, NodeKind, Relation } from "#lib/graph";
import { inspectDocument } from "#lib/inspect";
import type { Explored } from "./absence.ts";
import { type Sbom, sbomOf } from "./sbom.ts";

export const digestOf = (name: string) => `sha256:${createHash("sha256").update(name).digest("hex")}`;

export function node(id: string, kind: NodeKind, over: Partial<Node> = {}): Node {
  return {
    id: digestOf(id),
    digest: digestOf(id),
    repository: "shop/app",
    kind,
    title: id,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    annotations: [],
    tags: [],
    foundBy: kind === "image" || kind === "index" ? [] : ["referrers-api"],
    state: "present",
    completeness: "complete",
    asked: true,
    depth: 1,
    visibleTo: [],
    warnings: [],
    exchanges: [`x-${id}`],
    ...over,
  };
}

type Hung = [id: string, kind: NodeKind, about: string, over?: Partial<Node>, relation?: Relation];

/** An index of the platforms, and what hangs on it or them. `root` names its content. */
export function image(root: string, platforms: Record<string, string>, hung: Hung[]): Graph {
  const nodes = [
    node(root, Object.keys(platforms).length > 0 ? "index" : "image", { depth: 0 }),
    ...Object.entries(platforms).map(([platform, id]) => node(id, "image", { platform, title: platform })),
    ...hung.map(([id, kind, , over]) => node(id, kind, over)),
  ];
  const edge = (source: string, target: string, relation: Relation): Edge => ({
    source: digestOf(source),
    target: digestOf(target),
    relation,
    foundBy: [],
    proof: "verified",
  });
  const edges = [
    ...Object.values(platforms).map((id) => edge(root, id, "contains")),
    ...hung.map(([id, , about, , relation = "refers"]) => edge(id, about, relation)),
  ];
  return { nodes, edges };
}

const WAYS: StrategyId[] = ["referrers-api", "referrers-tag", "cosign-tag"];

/** Every place was asked in the plain ways; `open` are answers that came instead. */
export function explored(graph: Graph, open: Partial<Record<StrategyId, Finding["outcome"]>> = {}): Explored {
  const places = graph.nodes.filter(({ kind }) => kind === "index" || kind === "image");
  const findings = places.flatMap(({ id }) =>
    WAYS.map((strategy): Finding => {
      const outcome = open[strategy] ?? "none";
      return { strategy, subject: id, outcome, count: 0, exchanges: [`f-${strategy}`] };
    }),
  );
  return { graph, findings };
}

/** The same graph with every list as complete as that. */
export function withLists(graph: Graph, completeness: Completeness): Graph {
  return { ...graph, nodes: graph.nodes.map((each) => ({ ...each, completeness })) };
}

export type Entry = [
  purl: string,
  licence?: string,
  more?: { cpe?: string; name?: string; version?: string },
];

/** An SBOM as a CycloneDX document of these package URLs, read. */
export function sbom(id: string, entries: Entry[], about = "the index", place = "root"): Sbom {
  const components = entries.map(([purl, licence, more]) => ({
    type: "library",
    name: more?.name ?? purl.split(/[@/]/).at(-2) ?? purl,
    ...(purl.startsWith("pkg:") ? { purl } : { name: purl }),
    ...(more?.version ? { version: more.version } : {}),
    ...(licence ? { licenses: [{ license: { id: licence } }] } : {}),
    ...(more?.cpe ? { cpe: more.cpe } : {}),
  }));
  const text = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components });
  return sbomFrom(new TextEncoder().encode(text), { digest: digestOf(id), about, place });
}

export function sbomFrom(bytes: Uint8Array, where: { digest: string; about: string; place: string }): Sbom {
  const [report] = inspectDocument({ bytes }, TOOLS);
  const read = report && sbomOf(report, { ...where, foundBy: ["referrers-api"] });
  if (!read || !("packages" in read)) throw new Error("that is no SBOM");
  return read;
}

export const TOOLS = {
  sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex"),
  now: Date.UTC(2026, 10, 24),
};

const FOLDER = new URL("../../../shared/fixtures/", import.meta.url);
export const HAS_FIXTURES = existsSync(FOLDER);

/** A real file that lies beside the repository. */
export function fixture(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(file, FOLDER)));
}
