// Small drawings for the tests of the graph.
import type { Relation } from "#lib/graph";
import type { DrawnEdge, DrawnGraph, DrawnNode } from "./drawn-graph.ts";

export function card(id: string, more: Partial<DrawnNode> = {}): DrawnNode {
  return {
    id,
    kind: "sbom",
    title: id,
    whole: id,
    digest: "9f2c41…d3b71e",
    fact: "",
    look: "plain",
    isRoot: id === "root",
    isDimmed: false,
    spoken: id,
    ...more,
  };
}

/** "artifact > subject", as in "sig > root"; the relation may follow: "sig > root tag". For "contains" it is the index that comes first. */
export function line(text: string, more: Partial<DrawnEdge> = {}): DrawnEdge {
  const [source = "", , target = "", relation = "refers"] = text.split(" ");
  return {
    id: text,
    source,
    target,
    relation: relation as Relation,
    proof: "verified",
    isDimmed: false,
    ...more,
  };
}

export function graphOf(ids: string, lines: string[]): DrawnGraph {
  return { nodes: ids.split(" ").map((id) => card(id)), edges: lines.map((text) => line(text)) };
}

/** The index with two platforms and what hangs on them, in the order of its columns. */
export const SAMPLE = graphOf("root amd64 arm64 spdx bundle slsa sig cdx bk1 scans bk2 trivy sbomsig", [
  "root > amd64 contains",
  "root > arm64 contains",
  "spdx > root",
  "bundle > root",
  "slsa > root",
  "sig > root tag",
  "cdx > root tag",
  "bk1 > amd64 in-index",
  "scans > amd64",
  "bk2 > arm64 in-index",
  "trivy > arm64",
  "sbomsig > spdx",
]);
