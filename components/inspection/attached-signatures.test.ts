import { describe, expect, it } from "vitest";
import type { Edge, Node } from "#lib/graph";
import { digestOf } from "../explorer/__fixtures__/exploration.ts";
import { SCENE } from "../explorer/sample-view.test-support.ts";
import { attachedSignatures, attachedWords } from "./attached-signatures.ts";

const SBOM = digestOf("spdx");
const [signature] = [...SCENE.nodes.values()].filter(({ kind }) => kind === "signature");

/** What hangs on the SBOM, by its kind and state, and how sure it is. */
function attached(...given: [Partial<Node>, Partial<Edge>?][]): Node[] {
  if (!signature) throw new Error("no signature in the fixture");
  const nodes = given.map(([change], at) => ({ ...signature, id: `on:${at}`, ...change }));
  const edges = given.map(
    ([, change], at): Edge => ({
      ...{ source: `on:${at}`, target: SBOM, relation: "refers", foundBy: [], proof: "verified" },
      ...change,
    }),
  );
  const scene = {
    ...SCENE,
    nodes: new Map([...SCENE.nodes, ...nodes.map((node): [string, Node] => [node.id, node])]),
    downward: new Map([[SBOM, edges]]),
  };
  return attachedSignatures(SBOM, scene);
}

describe("the signatures that are attached to something", () => {
  it("are those of its graph, whichever way they hang on it", () => {
    expect(attached([{}], [{}, { relation: "tag", proof: "claimed" }]).map(({ id }) => id)).toEqual([
      "on:0",
      "on:1",
    ]);
  });

  it.each<[string, Partial<Node>, Partial<Edge>?]>([
    ["something else", { kind: "sbom" }],
    ["what is not there", { state: "missing" }],
    ["what could not be read", { state: "denied" }],
    ["what names something else", {}, { proof: "contradicted" }],
    ["what it contains", {}, { relation: "contains", source: SBOM, target: "on:0" }],
  ])("are not %s", (_, node, edge) => {
    expect(attached([node, edge])).toEqual([]);
  });

  it("are found in a whole graph", () => {
    expect(attachedSignatures(SBOM, SCENE)).toHaveLength(1);
    expect(attachedSignatures(digestOf("test"), SCENE)).toEqual([]);
  });
});

it.each([
  [1, "It is not signed itself; 1 signature is attached to it"],
  [3, "It is not signed itself; 3 signatures are attached to it"],
])("%d of them in words", (count, words) => expect(attachedWords(count)).toBe(words));
