import { describe, expect, it } from "vitest";
import type { Graph } from "#lib/graph";
import { digestOf, EXPLORATION, nodeOf } from "./__fixtures__/exploration.ts";
import { NOTHING_YET } from "./exploration-view.ts";
import { REFERENCE, SCENE } from "./sample-view.test-support.ts";
import { sceneOf } from "./scene.ts";
import { type TreeRow, treeRows, waysTo } from "./tree-rows.ts";
import { treeStep } from "./tree-walk.ts";

const CLOSED = { closed: new Set<string>(), opened: new Set<string>() };
const rows = treeRows(SCENE.graph, SCENE, CLOSED);
const titleOf = ({ node, group }: TreeRow) => node?.title ?? `${group?.members.length} × ${group?.kind}`;

describe("treeRows", () => {
  it("lists every node once, crowds folded, in the graph's order", () => {
    expect(rows.map((row) => `${"  ".repeat(row.level - 1)}${titleOf(row)}`)).toEqual([
      "image index",
      "  linux/amd64",
      "    BuildKit provenance",
      "    11 × scan-report",
      "  linux/arm64",
      "    BuildKit provenance",
      "    Trivy scan report",
      "  cosign bundle",
      "  SPDX 2.3 SBOM",
      "    cosign bundle",
      "  SLSA provenance v1",
      "  test result",
      "  notation signature",
      "  OpenVEX",
      "  dangling entry",
      "  cosign .sig tag",
      "  CycloneDX 1.5 SBOM",
    ]);
  });

  it("says where a row stands among its siblings", () => {
    expect(rows[1]).toMatchObject({ position: 1, siblings: 11, isExpandable: true, isExpanded: true });
    expect(rows[2]).toMatchObject({ position: 1, siblings: 2, isExpandable: false });
  });

  it("says how each was found", () => {
    expect(rows.slice(0, 4).map(({ foundBy }) => foundBy)).toEqual([
      "resolved by HEAD",
      "contains",
      "in the index",
      "referrers API",
    ]);
    expect(rows[7]?.foundBy).toBe("referrers API and referrers tag");
  });

  it("opens a group under its own row, by the id that the graph has for it", () => {
    const id = rows[3]?.group?.id ?? "";
    expect(id).toBe(`group:${digestOf("amd64")}:refers:scan-report`);
    const open = treeRows(SCENE.graph, SCENE, { ...CLOSED, opened: new Set([id]) });
    expect(open).toHaveLength(rows.length + 11);
    expect(open[4]).toMatchObject({ level: 4, position: 1, siblings: 11 });
  });

  it("leaves out what is under a closed row", () => {
    const closed = treeRows(SCENE.graph, SCENE, { ...CLOSED, closed: new Set([rows[1]?.key ?? ""]) });
    expect(closed).toHaveLength(rows.length - 2);
    expect(closed[1]).toMatchObject({ isExpanded: false });
  });

  it("finds the way to a node that is not in sight", () => {
    expect(waysTo(digestOf("scan3"), SCENE.graph, SCENE)).toEqual({
      keys: [rows[0]?.key, rows[1]?.key],
      groups: [rows[3]?.group?.id],
    });
    expect(waysTo("nowhere", SCENE.graph, SCENE)).toEqual({ keys: [], groups: [] });
  });

  it("shows a node of two subjects under both, ends a cycle, and loses none that hangs on nothing", () => {
    const nodes = ["root", "a", "b", "c", "lost"].map((name) => nodeOf({ name, kind: "sbom", title: name }));
    const edge = (source: string, target: string): Graph["edges"][number] => ({
      source: digestOf(source),
      target: digestOf(target),
      relation: "refers",
      foundBy: ["referrers-api"],
      proof: "verified",
    });
    const edges = [edge("a", "root"), edge("b", "root"), edge("c", "a"), edge("c", "b"), edge("a", "c")];
    const view = {
      ...NOTHING_YET,
      phase: "done" as const,
      rootId: digestOf("root"),
      resolved: EXPLORATION.resolved,
      nodes: new Map(nodes.map((node) => [node.id, node])),
      edges: new Map(edges.map((one) => [`${one.source} ${one.target}`, one])),
    };
    const scene = sceneOf(view, REFERENCE);
    const listed = treeRows(scene.graph, scene, CLOSED);
    const names = listed.map(
      (row) => `${row.level} ${titleOf(row)}${row.node && row.isRepeat ? " again" : ""}`,
    );
    expect(names).toEqual(["1 root", "2 a", "3 c", "4 a again", "2 b", "3 c again", "1 lost"]);
    expect(new Set(listed.map(({ key }) => key)).size).toBe(listed.length);
  });
});

describe("treeStep", () => {
  it("moves over the rows in sight, and stops at the ends", () => {
    expect(treeStep("ArrowDown", 0, rows)).toEqual({ move: 1 });
    expect(treeStep("ArrowUp", 0, rows)).toEqual({ move: 0 });
    expect(treeStep("ArrowDown", rows.length - 1, rows)).toEqual({ move: rows.length - 1 });
    expect(treeStep("Home", 9, rows)).toEqual({ move: 0 });
    expect(treeStep("End", 0, rows)).toEqual({ move: rows.length - 1 });
  });
  it("opens and closes by right and left, and goes in and out", () => {
    expect(treeStep("ArrowRight", 1, rows)).toEqual({ move: 2 });
    expect(treeStep("ArrowRight", 3, rows)).toEqual({ toggle: 3 });
    expect(treeStep("ArrowRight", 2, rows)).toBeUndefined();
    expect(treeStep("ArrowLeft", 1, rows)).toEqual({ toggle: 1 });
    expect(treeStep("ArrowLeft", 6, rows)).toEqual({ move: 4 });
  });
  it("leaves other keys alone", () => {
    expect(treeStep("a", 0, rows)).toBeUndefined();
    expect(treeStep("ArrowDown", 99, rows)).toBeUndefined();
  });
});
