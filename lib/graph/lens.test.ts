import { describe, expect, test } from "vitest";
import { MEDIA_TYPES } from "#lib/oci";
import { checkout, edge, node } from "./__fixtures__/checkout.ts";
import { type ApiSupport, throughLens, visibleTo, withVisibility } from "./lens.ts";
import type { Consumer, Edge, Graph, Node } from "./shapes.ts";

const FRAME = ["root", "amd64", "arm64", "buildkit-amd", "buildkit-arm"];
const BY_API = [
  "spdx",
  "bundle",
  "slsa",
  "on-sbom",
  ...Array.from({ length: 11 }, (_, i) => `scan-${String(i).padStart(2, "0")}`),
];
const BY_TAG = ["notation", "openvex", "trivy"];

function seenBy(consumer: Consumer, graph: Graph, api: ApiSupport): string[] {
  const seen = visibleTo(graph, api);
  return graph.nodes.map(({ id }) => id).filter((id) => seen.get(id)?.includes(consumer));
}

describe("an image with everything attached", () => {
  test.each<[Consumer, ApiSupport, string[]]>([
    ["rat", "supported", FRAME],
    ["rat", "unsupported", FRAME],
    ["rat", "unknown", FRAME],
    ["squirrel", "supported", [...FRAME, ...BY_API]],
    ["squirrel", "unsupported", [...FRAME, ...BY_TAG]],
    ["squirrel", "unknown", FRAME],
    ["beaver", "supported", [...FRAME, ...BY_API]],
    ["beaver", "unsupported", [...FRAME, ...BY_TAG]],
    ["beaver", "unknown", FRAME],
  ])("as %s sees it, API %s", (consumer, api, ids) => {
    expect(new Set(seenBy(consumer, checkout(), api))).toEqual(new Set(ids));
  });

  test("that is gone is found by nobody, what is attached to it is, and the place where it was is still drawn", () => {
    const { nodes, edges } = checkout();
    const gone = {
      nodes: nodes.map((each) => (each.id === "root" ? { ...each, state: "missing" as const } : each)),
      edges,
    };
    expect(seenBy("beaver", gone, "supported")).not.toContain("root");
    expect(seenBy("beaver", gone, "supported")).toContain("spdx");
    const drawn = throughLens(withVisibility(gone, "supported"), "beaver");
    expect(drawn.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(["root", "spdx"]));
  });

  test("what was not read, and cosign's tags, nobody sees", () => {
    const seen = visibleTo(checkout(), "supported");
    expect(["test-result", "dangling", "sig-tag", "cyclonedx"].filter((id) => seen.has(id))).toEqual([]);
  });
});

describe("what each generation can parse", () => {
  const root = node("root", "image", { depth: 0 });
  const one = (over: Partial<Node>, ...edges: Edge[]): Graph => ({
    nodes: [root, node("a", "sbom", over)],
    edges,
  });
  const byApi = edge("a", "refers", "root", ["referrers-api"]);

  test.each<[string, Graph, Consumer[]]>([
    ["an image manifest", one({}, byApi), ["squirrel", "beaver"]],
    ["an OCI artifact manifest", one({ mediaType: MEDIA_TYPES.ociArtifact }, byApi), ["beaver"]],
    ["an ORAS artifact manifest", one({ mediaType: MEDIA_TYPES.orasArtifact }, byApi), []],
    ["an image manifest told by ORAS's API", one({}, edge("a", "refers", "root", ["oras-api"])), []],
    ["one from another repository", one({}, edge("a", "refers", "root", ["other-repository"])), []],
    ["one that only a tag listing told", one({}, edge("a", "tag", "root", ["tag-listing"])), []],
    ["one that was found missing", one({ state: "missing" }, byApi), []],
  ])("%s", (_, graph, consumers) => {
    expect(visibleTo(graph, "supported").get("a") ?? []).toEqual(consumers);
  });

  test("a root that is missing is drawn as what was asked for, and found by nobody", () => {
    const graph = withVisibility({ nodes: [{ ...root, state: "missing" }], edges: [] }, "unknown");
    expect(graph.nodes[0]?.visibleTo).toEqual([]);
    expect(throughLens(graph, "rat").nodes).toEqual(graph.nodes);
  });

  test("what hangs on something invisible is invisible", () => {
    const graph = one({}, edge("a", "tag", "root", ["cosign-tag"]));
    const nested = {
      nodes: [...graph.nodes, node("b", "signature")],
      edges: [...graph.edges, edge("b", "refers", "a", ["referrers-api"])],
    };
    expect(visibleTo(nested, "supported").has("b")).toBe(false);
  });

  test("a circle of mixed edges ends", () => {
    const graph = one({ kind: "index" }, byApi, edge("a", "contains", "root"));
    expect(visibleTo(graph, "supported").get("a")).toEqual(["squirrel", "beaver"]);
  });

  test("an empty graph has no eyes on it", () => {
    expect(visibleTo({ nodes: [], edges: [] }, "supported").size).toBe(0);
  });
});

describe("through a lens", () => {
  const graph = withVisibility(checkout(), "supported");

  test("everything is the graph itself", () => {
    expect(throughLens(graph, "everything")).toBe(graph);
  });

  test("the rat's graph has no edge of reference, the squirrel's no tag of cosign's", () => {
    const relations = (lens: "rat" | "squirrel") =>
      new Set(throughLens(graph, lens).edges.map((e) => e.relation));
    expect(relations("rat")).toEqual(new Set(["contains", "in-index"]));
    expect(relations("squirrel")).toEqual(new Set(["contains", "in-index", "refers"]));
  });

  test("both ends of each edge are there", () => {
    for (const lens of ["rat", "squirrel", "beaver"] as const) {
      const { nodes, edges } = throughLens(graph, lens);
      const ids = new Set(nodes.map((each) => each.id));
      expect(edges.filter((each) => !ids.has(each.source) || !ids.has(each.target))).toEqual([]);
    }
  });
});
