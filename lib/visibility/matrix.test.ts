import { describe, expect, test } from "vitest";
import { type Attached, digest, explored, IMAGE } from "./account.test-support.ts";
import { CLIENT_RULES } from "./client-rules.ts";
import type { GenerationRun } from "./generation.ts";
import { visibilityMatrix } from "./matrix.ts";
import type { Verdict, VisibilityMatrix } from "./shapes.ts";

const SBOM = digest("a");
const ATTESTATION = digest("c");

const ATTACHED: Attached[] = [
  { id: SBOM, artifactType: "application/spdx+json", by: ["referrers-api"] },
  { id: digest("b"), about: SBOM, by: ["referrers-api"] },
  { id: ATTESTATION, by: ["buildkit"] },
];

function cell(matrix: VisibilityMatrix, row: string, column: string): Verdict | undefined {
  const at = matrix.cells[matrix.rows.findIndex(({ id }) => id === row)] ?? [];
  return matrix.verdicts[at[matrix.columns.findIndex(({ id }) => id === column)] ?? -1];
}

describe("the matrix", () => {
  const { graph, account } = explored({ attached: ATTACHED });
  const matrix = visibilityMatrix(graph, account);

  test("has what is attached for rows, with what it is attached to, and the clients for columns", () => {
    expect(matrix.rows.map(({ id, about }) => [id, about])).toEqual([
      [SBOM, [IMAGE]],
      [digest("b"), [SBOM]],
      [ATTESTATION, [IMAGE]],
    ]);
    expect(matrix.columns.map(({ id }) => id)).toEqual(CLIENT_RULES.map(({ id }) => id));
    expect(matrix.cells.every((row) => row.length === matrix.columns.length)).toBe(true);
  });

  test("says each reason once, and counts by column", () => {
    const keys = matrix.verdicts.map(({ state, reason, exchanges }) => `${state} ${reason} ${exchanges}`);
    expect(new Set(keys).size).toBe(keys.length);
    const oras = matrix.columns.find(({ id }) => id === "oras");
    expect(oras?.counts).toEqual({ found: 2, unreadable: 0, "not-found": 1, "not-known": 0 });
  });

  test("says a column in a sentence, with how many it misses and the reason that most of them share", () => {
    const sentences = new Map(matrix.columns.map(({ id, sentence }) => [id, sentence]));
    expect(sentences.get("notation")).toBe(
      "notation later 1.x (notation ls, verify) sees 0 of 3; it misses 3, 1 of them because it asks only for application/vnd.cncf.notary.signature",
    );
    expect(sentences.get("regctl")).toBe("regctl 0.11.7 (artifact tree) sees 3 of 3");
    expect(sentences.get("ratify")).toMatch(/sees 1 of 3; of 1 it is not known$/);
  });

  test("a referrer that was asked for is no row, nor what it is about", () => {
    const nodes = graph.nodes.map((node) => ({ ...node, depth: node.id === SBOM ? 0 : 1 }));
    const rows = visibilityMatrix({ ...graph, nodes }, account).rows.map(({ id }) => id);
    expect(rows).toEqual([digest("b"), ATTESTATION]);
  });

  test("nothing attached: columns without rows", () => {
    const bare = explored({ attached: [] });
    const { rows, columns } = visibilityMatrix(bare.graph, bare.account);
    expect(rows).toEqual([]);
    expect(columns.find(({ id }) => id === "oras")?.sentence).toMatch(/nothing is attached/);
    expect(visibilityMatrix({ nodes: [], edges: [] }, bare.account)).toMatchObject({ rows: [], columns: [] });
  });
});

describe("a generation's own run", () => {
  const { graph, account } = explored({ attached: ATTACHED });
  const head = { id: "squirrel", name: "squirrel", versions: "", runs: "OCI 1.1", looks: "", sources: [] };
  const pulls = [{ digest: IMAGE, children: [ATTESTATION], exchanges: ["x1"] }];
  const run = (over: Partial<GenerationRun>): GenerationRun => ({ head, pulls, leftOut: new Map(), ...over });
  const lookup = {
    subject: IMAGE,
    completeness: "complete",
    reason: "200, 1 entry",
    exchanges: ["x2"],
  } as const;
  const sight = { digest: SBOM, exchanges: ["x3"] };
  const see = (over: Partial<GenerationRun>, row: string) =>
    cell(visibilityMatrix(graph, account, [run(over)]), row, "squirrel");

  test.each([
    ["usable", "found"],
    ["cannot-parse", "unreadable"],
    ["other-subject", "unreadable"],
    ["missing", "unreadable"],
    ["denied", "not-known"],
    ["rate-limited", "not-known"],
    ["failed", "not-known"],
  ] as const)("what it says is %s is %s", (state, cellState) => {
    expect(see({ lookups: [{ ...lookup, found: [{ ...sight, state }] }] }, SBOM)?.state).toBe(cellState);
  });

  test("what lies in the index that it pulled is found", () => {
    expect(see({}, ATTESTATION)).toMatchObject({ state: "found", exchanges: ["x1"] });
  });

  test("what is not among complete answers is not found, and of incomplete ones it is not known", () => {
    expect(see({ lookups: [{ ...lookup, found: [] }] }, SBOM)?.state).toBe("not-found");
    const denied = { ...lookup, found: [], completeness: "denied", reason: "401: could not check" } as const;
    expect(see({ lookups: [denied] }, SBOM)).toMatchObject({ state: "not-known", exchanges: ["x2"] });
  });

  test("what hangs on what it did not find is not found, and where it was not run it is not known", () => {
    const lookups = [{ ...lookup, found: [] }];
    expect(see({ lookups }, digest("b"))).toMatchObject({ state: "not-found" });
    const leftOut = new Map([[SBOM, "it was not run here: the time limit was reached"]]);
    expect(see({ lookups, leftOut }, digest("b"))?.state).toBe("not-known");
  });

  test("one that knows nothing of references finds none, if it could pull the image at all", () => {
    expect(see({}, SBOM)?.state).toBe("not-found");
    const refused = [{ digest: IMAGE, children: [], reason: "401", exchanges: [] }];
    expect(see({ pulls: refused }, SBOM)?.state).toBe("not-known");
  });
});

test("two thousand artifacts by all clients take less than two seconds, on a busy machine too", () => {
  const attached = Array.from({ length: 2100 }, (_, i): Attached => {
    const id = `sha256:${String(i).padStart(64, "0")}`;
    const about = i % 3 === 0 && i > 0 ? `sha256:${String(i - 1).padStart(64, "0")}` : IMAGE;
    return { id, about, artifactType: "application/spdx+json", by: ["referrers-api"] };
  });
  const { graph, account } = explored({ attached });
  const began = performance.now();
  const matrix = visibilityMatrix(graph, account);
  const took = performance.now() - began;
  expect(took).toBeLessThan(2000);
  expect(matrix.rows).toHaveLength(2000);
  expect(matrix.leftOut).toBe(100);
  expect(matrix.verdicts.length * 10).toBeLessThan(matrix.rows.length * matrix.columns.length);
});
