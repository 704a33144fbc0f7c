import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STRATEGY_IDS } from "#lib/evidence";
import { checkout, edge } from "./__fixtures__/checkout.ts";
import { GraphBuilder } from "./graph-builder.ts";
import type { NodeInput } from "./merge.ts";
import { type Edge, graphSchema, NODE_KINDS, nodeStateSchema, proofSchema } from "./shapes.ts";

const root: NodeInput = {
  id: "root",
  digest: "root",
  kind: "index",
  title: "app:1",
  state: "present",
  depth: 0,
};
const claimed: NodeInput = {
  id: "a",
  digest: "a",
  kind: "other",
  title: "claimed",
  kindBy: "list",
  depth: 1,
};
const read: NodeInput = {
  ...claimed,
  kind: "sbom",
  title: "SPDX SBOM",
  kindBy: "artifactType",
  state: "present",
  annotations: [],
  foundBy: ["referrers-api"],
};

function built(...inputs: NodeInput[]): GraphBuilder {
  const builder = new GraphBuilder({ root: "root" });
  for (const input of inputs) builder.addNode(input);
  return builder;
}

describe("nodes", () => {
  test.each([
    ["claim, then reading", [claimed, read]],
    ["reading, then claim", [read, claimed]],
  ])("what was read outdoes what a list claims: %s", (_, inputs) => {
    expect(built(...inputs).node("a")).toMatchObject({ kind: "sbom", title: "SPDX SBOM", state: "present" });
  });

  test("a failure never erases what was read, and a reading clears an earlier failure's reason", () => {
    const failed: NodeInput = { id: "a", state: "failed", reason: "connection reset", warnings: ["retried"] };
    for (const inputs of [
      [failed, read],
      [read, failed],
    ]) {
      const node = built(...inputs).node("a");
      expect(node).toMatchObject({ state: "present", kind: "sbom", warnings: ["retried"] });
      expect(node).not.toHaveProperty("reason");
    }
  });

  test.each([
    ["missing", "denied"],
    ["denied", "rate-limited"],
    ["rate-limited", "failed"],
    ["failed", "truncated"],
  ] as const)("%s says more than %s", (strong, weak) => {
    const states = [strong, weak].map((state): NodeInput => ({ id: "a", state, reason: state }));
    expect(built(...states).node("a")).toMatchObject({ state: strong, reason: strong });
    expect(built(...states.reverse()).node("a")).toMatchObject({ state: strong, reason: strong });
  });

  test("ways, tags, warnings and exchanges add up, each once and in order", () => {
    const node = built(
      { id: "a", foundBy: ["cosign-tag"], tags: ["b"], exchanges: ["x10", "x9"] },
      { id: "a", foundBy: ["referrers-api", "cosign-tag"], tags: ["a", "b"], exchanges: ["x9"] },
    ).node("a");
    expect(node).toMatchObject({
      foundBy: ["referrers-api", "cosign-tag"],
      tags: ["a", "b"],
      exchanges: ["x9", "x10"],
    });
  });

  test("of two accounts of one weight the same wins in either order: the one that says more", () => {
    const accounts: NodeInput[] = [
      { ...read, annotations: [["a", "b"]], mediaType: "m/b" },
      { ...read, annotations: [["a", "longer"]], mediaType: "m/a" },
    ];
    const winner = { annotations: [["a", "longer"]], mediaType: "m/a" };
    expect(built(...accounts).node("a")).toMatchObject(winner);
    expect(built(...accounts.toReversed()).node("a")).toMatchObject(winner);
  });

  test("what only the index tells, its platform, stays when the manifest is read", () => {
    expect(built({ ...claimed, platform: "linux/amd64" }, read).node("a")?.platform).toBe("linux/amd64");
  });

  test("a manifest without annotations outdoes a list that claims some", () => {
    expect(built({ ...claimed, annotations: [["a", "b"]] }, read).node("a")?.annotations).toEqual([]);
  });

  test("of a list nothing is known until it was asked; then the worst answer counts", () => {
    expect(built({ id: "a", completeness: "complete" }).node("a")).toMatchObject({
      asked: false,
      completeness: "truncated",
    });
    const denied: NodeInput = { id: "a", asked: true, completeness: "denied" };
    const complete: NodeInput = { id: "a", asked: true, completeness: "complete" };
    expect(built(denied, complete).node("a")).toMatchObject({ asked: true, completeness: "denied" });
  });

  test("only a change is handed back", () => {
    const builder = built();
    expect(builder.addNode(claimed)).toMatchObject({ title: "claimed" });
    expect(builder.addNode(claimed)).toBeUndefined();
    expect(builder.addNode({ id: "a", foundBy: ["buildkit"] })).toMatchObject({ foundBy: ["buildkit"] });
    expect(builder.addNode({ id: "a", foundBy: ["buildkit"], state: "truncated" })).toBeUndefined();
  });
});

describe("edges", () => {
  const claim = edge("a", "refers", "root", ["referrers-tag"], { proof: "claimed" });

  test("are one for source, relation and target, found several ways", () => {
    const builder = built(root, read);
    builder.addEdge(claim);
    builder.addEdge(edge("a", "refers", "root", ["referrers-api"], { proof: "claimed" }));
    builder.addEdge(edge("a", "in-index", "root", ["buildkit"]));
    expect(builder.graph().edges.map(({ relation, foundBy }) => [relation, foundBy])).toEqual([
      ["refers", ["referrers-api", "referrers-tag"]],
      ["in-index", ["buildkit"]],
    ]);
  });

  test.each([
    ["verified over claimed", ["claimed", "verified"], "verified"],
    ["contradicted over claimed", ["contradicted", "claimed"], "contradicted"],
    ["contradicted over verified", ["verified", "contradicted"], "contradicted"],
  ] as const)("the stronger proof stays: %s", (_, proofs, result) => {
    for (const order of [proofs, [...proofs].reverse()]) {
      const builder = built(root, read);
      for (const proof of order) builder.addEdge({ ...claim, proof, reason: proof });
      expect(builder.graph().edges).toMatchObject([{ proof: result, reason: result }]);
    }
  });

  test("only a change is handed back", () => {
    const builder = built(root, read);
    expect(builder.addEdge(claim)).toEqual(claim);
    expect(builder.addEdge({ ...claim })).toBeUndefined();
    expect(builder.addEdge({ ...claim, proof: "verified" })).toMatchObject({ proof: "verified" });
  });

  test("wait for their nodes, and are left out while one is not there", () => {
    const builder = built(root);
    builder.addEdge(claim);
    expect(builder.graph().edges).toEqual([]);
    builder.addNode(read);
    expect(builder.graph().edges).toHaveLength(1);
  });
});

describe("the cap", () => {
  test("refuses new nodes and their edges, keeps a place for the root, and counts what it refused", () => {
    const builder = new GraphBuilder({ root: "root", maxNodes: 3 });
    const taken = ["a", "b", "c", "c", "d"].map((id) => builder.addNode({ id }) !== undefined);
    expect(taken).toEqual([true, true, false, false, false]);
    expect(builder.addEdge(edge("c", "refers", "root"))).toBeUndefined();
    expect(builder.addNode(root)).toBeDefined();
    expect(builder.addNode({ id: "a", tags: ["late"] })).toBeDefined();
    expect([builder.size, builder.refused]).toEqual([3, 2]);
  });
});

describe("the snapshot", () => {
  test("tells the root first, then what is contained, by depth, kind and digest", () => {
    const { nodes, edges } = checkout();
    const builder = built(...nodes.toReversed());
    for (const each of edges.toReversed()) builder.addEdge(each);
    const ids = builder.graph().nodes.map((node) => node.id);
    expect(ids.slice(0, 6)).toEqual(["root", "amd64", "arm64", "bundle", "notation", "sig-tag"]);
    expect(ids.indexOf("on-sbom")).toBeGreaterThan(ids.indexOf("dangling"));
    expect(
      builder
        .graph()
        .edges.map((each) => each.relation)
        .filter((r, i, all) => r !== all[i - 1]),
    ).toEqual(["contains", "refers", "tag", "in-index"]);
    expect(graphSchema.parse(builder.graph())).toEqual(builder.graph());
  });

  test("keeps an unread platform before what is attached", () => {
    const builder = built(
      root,
      { id: "sig", kind: "signature", title: "s", depth: 1 },
      { id: "unread", depth: 1 },
    );
    builder.addEdge(edge("sig", "refers", "root"));
    builder.addEdge(edge("root", "contains", "unread"));
    expect(builder.graph().nodes.map((node) => node.id)).toEqual(["root", "unread", "sig"]);
  });

  test("is the same for every order of arrival", () => {
    fc.assert(
      fc.property(anyAccounts(), fc.integer(), ({ nodes, edges }, seed) => {
        const whole = (accounts: (NodeInput | Edge)[]) => {
          const builder = built(root);
          for (const each of accounts) "id" in each ? builder.addNode(each) : builder.addEdge(each);
          return builder.graph();
        };
        const accounts = [...nodes, ...edges];
        expect(whole(shuffled(accounts, seed))).toEqual(whole(accounts));
        expect(whole([...accounts, ...shuffled(accounts, seed)])).toEqual(whole(accounts));
      }),
    );
  });
});

function shuffled<T>(items: T[], seed: number): T[] {
  return items
    .map((item, i) => ({ item, key: Math.imul(seed ^ (i + 1), 2654435761) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function anyAccounts() {
  const id = fc.constantFrom("root", "a", "b", "c");
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const ways = fc.subarray([...STRATEGY_IDS]);
  const words = fc.subarray(["x", "y", "zz"]);
  const nodes = fc.record({
    id,
    kind: some(fc.constantFrom(...NODE_KINDS)),
    title: some(fc.constantFrom("one", "two", "three")),
    kindBy: some(fc.constantFrom("list", "annotation", "artifactType")),
    state: some(fc.constantFrom(...nodeStateSchema.options)),
    reason: some(fc.constantFrom("p", "q")),
    size: some(fc.nat(3)),
    mediaType: some(fc.constantFrom("m1", "m22")),
    annotations: some(fc.constantFrom<[string, string][]>([], [["k", "v"]], [["k", "w"]])),
    asked: some(fc.boolean()),
    completeness: some(fc.constantFrom("complete" as const, "denied" as const, "truncated" as const)),
    depth: some(fc.nat(4)),
    foundBy: some(ways),
    tags: some(words),
    warnings: some(words),
  });
  const edges = fc.record({
    source: id,
    target: id,
    relation: fc.constantFrom("contains" as const, "refers" as const, "tag" as const),
    foundBy: ways,
    proof: fc.constantFrom(...proofSchema.options),
    reason: some(fc.constantFrom("r", "s")),
  });
  return fc.record({ nodes: fc.array(nodes, { maxLength: 12 }), edges: fc.array(edges, { maxLength: 12 }) });
}
