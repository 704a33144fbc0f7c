import { expect, test } from "vitest";
import { withoutImpliedEdges } from "./implied-edges.ts";
import type { Edge } from "./shapes.ts";

const edge = (source: string, target: string, relation: Edge["relation"]): Edge => ({
  source,
  target,
  relation,
  foundBy: [],
  proof: "verified",
});

const INDEX = [
  edge("index", "amd64", "contains"),
  edge("index", "attestation", "contains"),
  edge("attestation", "amd64", "in-index"),
];

test("an attestation hangs on its platform alone", () => {
  const { edges } = withoutImpliedEdges({ nodes: [], edges: INDEX });
  expect(edges).toEqual([INDEX[0], INDEX[2]]);
});

test("one whose platform is not in this index keeps its place in the index", () => {
  const edges = [edge("index", "attestation", "contains"), edge("attestation", "elsewhere", "in-index")];
  expect(withoutImpliedEdges({ nodes: [], edges }).edges).toEqual(edges);
});

test("another index that contains it without the platform keeps its edge", () => {
  const other = edge("list", "attestation", "contains");
  expect(withoutImpliedEdges({ nodes: [], edges: [...INDEX, other] }).edges).toContain(other);
});

test("refers edges stay, whatever else is said of the same two", () => {
  const refers = edge("attestation", "amd64", "refers");
  expect(withoutImpliedEdges({ nodes: [], edges: [...INDEX, refers] }).edges).toContain(refers);
});
