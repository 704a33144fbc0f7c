import { describe, expect, test } from "vitest";
import { checkout, edge, node } from "./__fixtures__/checkout.ts";
import { filterGraph } from "./filter.ts";

const graph = checkout();
const ids = (filter: Parameters<typeof filterGraph>[1]) =>
  filterGraph(graph, filter).nodes.map((each) => each.id);

describe("filters", () => {
  test("that ask for nothing let everything through", () => {
    expect(filterGraph(graph, {})).toEqual({ ...graph, context: [] });
    expect(filterGraph(graph, { kinds: [], platforms: [], ways: [] })).toEqual({ ...graph, context: [] });
  });

  test("by kind keep the way up to the root, as context", () => {
    const filtered = filterGraph(graph, { kinds: ["signature"] });
    expect(filtered.nodes.map((each) => each.id)).toEqual([
      "root",
      "spdx",
      "bundle",
      "on-sbom",
      "notation",
      "sig-tag",
    ]);
    expect(filtered.context).toEqual(["root", "spdx"]);
    expect(filtered.edges).toHaveLength(5);
  });

  test("by kind find what is carried beside another kind", () => {
    const both = node("b", "sbom", { carries: ["sbom", "provenance"] });
    const small = {
      nodes: [node("root", "image", { depth: 0 }), both],
      edges: [edge("b", "in-index", "root")],
    };
    expect(filterGraph(small, { kinds: ["provenance"] }).nodes).toHaveLength(2);
  });

  test("by platform drop the other platforms and what hangs on them alone", () => {
    const kept = ids({ platforms: ["linux/arm64"] });
    expect(kept).not.toContain("amd64");
    expect(kept).not.toContain("scan-00");
    expect(kept).toEqual(
      expect.arrayContaining(["root", "arm64", "trivy", "buildkit-arm", "spdx", "on-sbom"]),
    );
  });

  test("by way keep what was found so, also", () => {
    expect(ids({ ways: ["cosign-tag"] })).toEqual(["root", "sig-tag", "cyclonedx"]);
    expect(ids({ ways: ["referrers-tag"] })).toContain("arm64");
  });

  test("together all must hold", () => {
    expect(ids({ kinds: ["provenance"], platforms: ["linux/amd64"], ways: ["buildkit"] })).toEqual([
      "root",
      "amd64",
      "buildkit-amd",
    ]);
  });

  test("an artifact on two platforms stays with either", () => {
    const shared = {
      nodes: [...graph.nodes, node("both", "vex")],
      edges: [...graph.edges, edge("both", "refers", "amd64"), edge("both", "refers", "arm64")],
    };
    const { nodes, edges } = filterGraph(shared, { platforms: ["linux/amd64"] });
    expect(nodes.some((each) => each.id === "both")).toBe(true);
    expect(edges.some((each) => each.target === "arm64")).toBe(false);
  });

  test("what nothing matches leaves the root", () => {
    expect(ids({ kinds: ["accelerator"] })).toEqual(["root"]);
  });
});
