import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { completenessSchema, type Finding, outcomeSchema, STRATEGY_IDS } from "#lib/evidence";
import { checkout, edge, finding, node } from "./__fixtures__/checkout.ts";
import { evidenceMatrix, MATRIX_KINDS, type MatrixCell } from "./evidence-matrix.ts";
import { type Graph, nodeStateSchema } from "./shapes.ts";

/** "direct 3", "missing", "could-not-check denied": a row in one look. */
function row(graph: Graph, id: string, findings: Finding[] = []): Record<string, string> {
  const cells = evidenceMatrix(graph, findings).find((each) => each.id === id)?.cells ?? [];
  return Object.fromEntries(cells.map(({ kind, cell }) => [kind, said(cell)]));
}

function said(cell: MatrixCell): string {
  if ("count" in cell) return `${cell.state} ${cell.count}`;
  return cell.state === "missing" ? "missing" : `could-not-check ${cell.because}`;
}

describe("an image with everything attached, all lists complete", () => {
  test("rows are the index and its platforms", () => {
    expect(evidenceMatrix(checkout(), []).map((each) => [each.title, each.kind])).toEqual([
      ["root", "index"],
      ["linux/amd64", "image"],
      ["linux/arm64", "image"],
    ]);
  });

  test("the index has what names it; its unread attestation could not be checked", () => {
    expect(row(checkout(), "root")).toEqual({
      signature: "direct 3",
      sbom: "direct 2",
      provenance: "direct 1",
      vex: "direct 1",
      "scan-report": "missing",
      attestation: "could-not-check rate-limited",
      lifecycle: "missing",
    });
  });

  test("a platform has its own, and what it has through the index", () => {
    expect(row(checkout(), "amd64")).toEqual({
      signature: "inherited 3",
      sbom: "inherited 2",
      provenance: "direct 1",
      vex: "inherited 1",
      "scan-report": "direct 11",
      attestation: "could-not-check rate-limited",
      lifecycle: "missing",
    });
  });
});

describe("missing is not said", () => {
  const bare = (over: Parameters<typeof node>[2] = {}): Graph => ({
    nodes: [node("root", "index", { depth: 0 }), node("amd64", "image", over)],
    edges: [edge("root", "contains", "amd64")],
  });

  test("unless it is so", () => {
    expect(new Set(Object.values(row(bare(), "amd64")))).toEqual(new Set(["missing"]));
  });

  test.each([
    ["the row's own list was denied", bare({ completeness: "denied" }), [], "denied"],
    ["nobody asked", bare({ asked: false }), [], "truncated"],
    ["one way was refused", bare(), [finding("tag-listing", "amd64", "denied")], "denied"],
    [
      "one way's list was cut",
      bare(),
      [finding("referrers-api", "amd64", "found", { truncated: true })],
      "truncated",
    ],
    ["a plain way was left out", bare(), [finding("referrers-api", "amd64", "not-asked")], "truncated"],
    ["the index's list is not whole", bare(), [finding("referrers-tag", "root", "failed")], "failed"],
  ] as const)("where %s", (_, graph, findings, because) => {
    expect(row(graph, "amd64", [...findings])).toMatchObject({ sbom: `could-not-check ${because}` });
  });

  test("of the index for what happened to its platform", () => {
    expect(row(bare({ completeness: "denied" }), "root")).toMatchObject({ sbom: "missing" });
  });

  test.each([
    ["an unread thing of unknown kind", node("a", "unknown", { state: "denied" }), "denied"],
    [
      "an unread bundle without a hint",
      node("a", "attestation", { state: "failed", kindBy: "list" }),
      "failed",
    ],
    ["a read bundle without a hint", node("a", "attestation"), "not-opened"],
    ["a read thing of unknown kind", node("a", "unknown"), "not-opened"],
  ])("where it may hide in %s", (_, hiding, because) => {
    const graph = bare();
    const whole = { nodes: [...graph.nodes, hiding], edges: [...graph.edges, edge("a", "refers", "amd64")] };
    expect(row(whole, "amd64")).toMatchObject({ signature: `could-not-check ${because}` });
    expect(row(whole, "root")).toMatchObject({ signature: "missing" });
  });

  test("a gap is told with its reason", () => {
    const denied = finding("referrers-api", "amd64", "denied", { reason: "401, log in" });
    const [, platform] = evidenceMatrix(bare(), [denied]);
    expect(platform?.cells[0]?.cell).toMatchObject({ reason: "referrers-api: 401, log in" });
  });

  test("an artifact that names another subject is not evidence", () => {
    const graph = bare();
    const lie = edge("a", "refers", "amd64", [], { proof: "contradicted" });
    const whole = { nodes: [...graph.nodes, node("a", "sbom")], edges: [...graph.edges, lie] };
    expect(row(whole, "amd64")).toMatchObject({ sbom: "missing" });
  });

  test("one manifest with two statements fills both columns", () => {
    const graph = bare();
    const both = node("a", "sbom", { carries: ["sbom", "provenance"] });
    const whole = { nodes: [...graph.nodes, both], edges: [...graph.edges, edge("a", "in-index", "amd64")] };
    expect(row(whole, "amd64")).toMatchObject({ sbom: "direct 1", provenance: "direct 1" });
  });

  test("under any list that is not whole, whatever happened", () => {
    const some = fc.record({
      completeness: fc.constantFrom(...completenessSchema.options),
      asked: fc.boolean(),
      state: fc.constantFrom(...nodeStateSchema.options),
    });
    const anyFinding = fc.record({
      subject: fc.constantFrom("root", "amd64", "elsewhere"),
      strategy: fc.constantFrom(...STRATEGY_IDS),
      outcome: fc.constantFrom(...outcomeSchema.options),
      truncated: fc.boolean(),
    });
    fc.assert(
      fc.property(some, some, fc.array(anyFinding, { maxLength: 4 }), (root, platform, given) => {
        const findings = given.map((each) => ({ ...each, count: 0, exchanges: [] }));
        const graph = bare(platform);
        const [index, amd64] = [{ ...graph.nodes[0], ...root }, graph.nodes[1]];
        const isOpen = (subject: string, list: { asked: boolean; completeness: string }) =>
          !list.asked ||
          list.completeness !== "complete" ||
          findings.some(
            (each) =>
              each.subject === subject &&
              (["denied", "rate-limited", "failed"].includes(each.outcome) ||
                (each.truncated && each.outcome !== "not-asked")),
          );
        const whole = { ...graph, nodes: [index, amd64].map((each) => ({ ...node("x", "image"), ...each })) };
        const said = row(whole, "amd64", findings);
        if (isOpen("root", root) || isOpen("amd64", platform))
          for (const kind of MATRIX_KINDS) expect(said[kind]).toMatch(/^could-not-check/);
      }),
    );
  });
});
