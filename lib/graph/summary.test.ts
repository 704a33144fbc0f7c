import { describe, expect, test } from "vitest";
import { checkout, edge, finding, node } from "./__fixtures__/checkout.ts";
import { overallCompleteness } from "./completeness.ts";
import { summarise } from "./summary.ts";

describe("the summary line", () => {
  test("of an image with everything attached", () => {
    expect(summarise(checkout(), [])).toEqual({
      form: "index",
      platforms: 2,
      attached: 24,
      counts: [
        { kind: "signature", count: 4 },
        { kind: "sbom", count: 2 },
        { kind: "provenance", count: 3 },
        { kind: "vex", count: 1 },
        { kind: "scan-report", count: 12 },
        { kind: "attestation", count: 1 },
      ],
      severalKinds: 0,
      troubles: [
        { state: "missing", count: 1 },
        { state: "rate-limited", count: 1 },
      ],
      foundBy: ["referrers-api", "referrers-tag", "cosign-tag", "buildkit"],
      completeness: "rate-limited",
    });
  });

  test("of an image with nothing attached", () => {
    const graph = { nodes: [node("root", "image", { depth: 0 })], edges: [] };
    expect(summarise(graph, [])).toEqual({
      form: "image",
      platforms: 0,
      attached: 0,
      counts: [],
      severalKinds: 0,
      troubles: [],
      foundBy: [],
      completeness: "complete",
    });
  });

  test("one manifest with an SBOM and a provenance is one of each", () => {
    const both = node("b", "sbom", { carries: ["sbom", "provenance"] });
    const graph = {
      nodes: [node("root", "image", { depth: 0 }), both],
      edges: [edge("b", "in-index", "root")],
    };
    expect(summarise(graph, [])).toMatchObject({
      attached: 1,
      counts: [
        { kind: "sbom", count: 1 },
        { kind: "provenance", count: 1 },
      ],
      severalKinds: 1,
    });
  });

  test("what found no room is told as one node and counted as what it stands for", () => {
    const rest = node("more", "unknown", { digest: "", title: "103 more", state: "truncated" });
    const graph = {
      nodes: [node("root", "image", { depth: 0 }), node("a", "sbom"), rest],
      edges: [edge("a", "refers", "root"), edge("more", "refers", "root")],
    };
    expect(summarise(graph, [])).toMatchObject({
      attached: 104,
      troubles: [{ state: "truncated", count: 103 }],
    });
  });

  test("what is missing, or unread and of no known kind, is only a trouble", () => {
    const graph = {
      nodes: [
        node("root", "image", { depth: 0 }),
        node("a", "unknown", { state: "denied" }),
        node("b", "unknown"),
        node("c", "signature", { state: "missing" }),
      ],
      edges: ["a", "b", "c"].map((id) => edge(id, "refers", "root")),
    };
    expect(summarise(graph, [])).toMatchObject({
      counts: [{ kind: "unknown", count: 1 }],
      troubles: [
        { state: "missing", count: 1 },
        { state: "denied", count: 1 },
      ],
    });
  });

  test("platforms of an index in an index are counted, and one that is missing too", () => {
    const graph = {
      nodes: [
        node("root", "index", { depth: 0 }),
        node("inner", "index"),
        node("amd64", "image"),
        node("arm64", "image", { state: "missing" }),
      ],
      edges: [
        edge("root", "contains", "inner"),
        edge("root", "contains", "arm64"),
        edge("inner", "contains", "amd64"),
      ],
    };
    expect(summarise(graph, [])).toMatchObject({ platforms: 2, counts: [] });
  });
});

describe("overall completeness", () => {
  const root = node("root", "index", { depth: 0 });

  test.each([
    ["all read", [], "complete"],
    ["a list cut", [node("a", "sbom", { completeness: "truncated" })], "truncated"],
    ["a list refused", [node("a", "sbom", { completeness: "denied" })], "denied"],
    ["never asked", [node("a", "sbom", { asked: false })], "truncated"],
    ["a node not read", [node("a", "sbom", { state: "rate-limited" })], "rate-limited"],
    ["a node missing", [node("a", "sbom", { state: "missing", asked: false })], "complete"],
    [
      "a missing node whose own list failed",
      [node("a", "sbom", { state: "missing", completeness: "failed" })],
      "failed",
    ],
    [
      "the worst counts",
      [node("a", "sbom", { state: "failed" }), node("b", "sbom", { completeness: "denied" })],
      "denied",
    ],
  ] as const)("%s: %s", (_, nodes, completeness) => {
    expect(overallCompleteness([root, ...nodes])).toBe(completeness);
  });

  test.each([
    ["denied", {}, "denied"],
    ["rate-limited", {}, "rate-limited"],
    ["failed", {}, "failed"],
    ["found", { truncated: true }, "truncated"],
    ["found", {}, "complete"],
    ["none", {}, "complete"],
    ["unsupported", {}, "complete"],
    ["not-asked", {}, "truncated"],
  ] as const)("a way that answered %s %j leaves it %s", (outcome, over, completeness) => {
    expect(overallCompleteness([root], [finding("referrers-api", "root", outcome, over)])).toBe(completeness);
  });

  test("a way that nobody advertises or names may stay unasked", () => {
    expect(overallCompleteness([root], [finding("oras-api", "root", "not-asked")])).toBe("complete");
  });
});
