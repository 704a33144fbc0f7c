import { describe, expect, it } from "vitest";
import type { Finding, StrategyId } from "#lib/evidence";
import type { Edge, Graph, Node, Proof } from "#lib/graph";
import { reindexingOf } from "./reindex-gap.ts";

const edge = (source: string, foundBy: StrategyId[], proof: Proof = "verified"): Edge => ({
  source,
  target: "image",
  relation: "refers",
  foundBy,
  proof,
});
const graph = (...edges: Edge[]): Graph => ({ nodes: [], edges });
const api = (fields: Partial<Finding> = {}): Finding => ({
  strategy: "referrers-api",
  subject: "image",
  outcome: "found",
  count: 1,
  exchanges: [],
  ...fields,
});

const BOTH = edge("both", ["referrers-api", "referrers-tag"]);
const OLD = edge("old", ["referrers-tag"]);

describe("reindexingOf", () => {
  it("is what a valid tag lists and the API does not", () => {
    expect(reindexingOf(graph(BOTH, OLD), [api()])).toEqual({ gap: ["old"], compared: 2 });
    expect(reindexingOf(graph(BOTH), [api()])).toEqual({ gap: [], compared: 1 });
  });

  it("counts only entries whose own manifest names the subject", () => {
    const lie = edge("lie", ["referrers-tag"], "contradicted");
    const mute = edge("mute", ["referrers-tag"], "claimed");
    expect(reindexingOf(graph(lie, mute), [api()])).toEqual({ compared: 0 });
  });

  it.each([
    ["no API", { outcome: "unsupported" }],
    ["a denied API", { outcome: "denied" }],
    ["a list that was cut", { truncated: true }],
    ["another subject's list", { subject: "other" }],
  ] as const)("compares nothing with %s", (_name, fields) => {
    expect(reindexingOf(graph(OLD), [api(fields)])).toEqual({ compared: 0 });
  });

  it.each([
    ["denied", undefined],
    ["failed", undefined],
    ["truncated", undefined],
    ["missing", []],
  ] as const)("an entry that only the tag lists and that is %s leaves the gap %s", (state, gap) => {
    const { edges } = graph(BOTH, edge("unread", ["referrers-tag"], "claimed"));
    const nodes = [{ id: "unread", state }] as Node[];
    expect(reindexingOf({ nodes, edges }, [api()])).toEqual({ gap, compared: 1 });
    const real = { nodes, edges: [...edges, OLD] };
    expect(reindexingOf(real, [api()])).toEqual({ gap: ["old"], compared: 2 });
  });

  it("does not say that there is no gap when entries found no room", () => {
    const nodes = [{ id: "more:image", state: "truncated" }] as Node[];
    expect(reindexingOf({ ...graph(BOTH), nodes }, [api()])).toEqual({ compared: 1 });
    const cut = api({ strategy: "referrers-tag", truncated: true });
    expect(reindexingOf(graph(BOTH), [api(), cut])).toEqual({ compared: 1 });
  });

  it("compares with an empty list", () => {
    expect(reindexingOf(graph(OLD), [api({ outcome: "none", count: 0 })])).toEqual({
      gap: ["old"],
      compared: 1,
    });
  });
});
