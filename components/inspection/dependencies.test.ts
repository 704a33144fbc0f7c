import { describe, expect, it } from "vitest";
import type { Table } from "#lib/inspect";
import { dependenciesOf, openDepth } from "./dependencies.ts";

const tableOf = (id: string, columns: string[], rows: Table["rows"]): Table => ({
  id,
  title: id,
  source: "claimed",
  columns: columns.map((name) => ({ id: name, title: name })),
  rows,
  total: rows.length,
});
const packages = tableOf(
  "packages",
  ["name", "version", "ref"],
  [
    ["app", "1.0", "a"],
    ["lib", "2.0", "b"],
    ["deep", "3.0", "c"],
  ],
);
const withEdges = (rows: Table["rows"]) => ({
  tables: [packages, tableOf("dependencies", ["from", "to", "relation"], rows)],
});

describe("dependenciesOf", () => {
  it("begins with what nothing needs, and names packages by their references", () => {
    const tree = dependenciesOf(
      withEdges([
        ["a", "b", "depends on"],
        ["b", "c", "depends on"],
      ]),
    );
    expect(tree?.roots).toEqual(["a"]);
    expect(tree?.of("a")).toMatchObject([{ ref: "b", relation: "depends on" }]);
    expect(tree?.nameOf("c")).toEqual({ name: "deep", version: "3.0" });
    expect(tree?.nameOf("gone")).toEqual({ name: "gone", version: "" });
  });
  it("turns relations that are told from the other end", () => {
    const tree = dependenciesOf(withEdges([["b", "a", "dependency_of"]]));
    expect(tree?.roots).toEqual(["a"]);
    expect(tree?.of("a")).toMatchObject([{ ref: "b", relation: "dependency_of" }]);
  });
  it("begins anywhere in a circle, and stays finite", () => {
    const tree = dependenciesOf(
      withEdges([
        ["a", "b", "depends on"],
        ["b", "a", "depends on"],
        ["a", "a", "depends on"],
      ]),
    );
    expect(tree?.roots).toEqual(["a"]);
  });
  it("takes names of objects' own parts as names", () => {
    const tree = dependenciesOf(withEdges([["__proto__", "constructor", "depends on"]]));
    expect(tree?.of("__proto__")).toMatchObject([{ ref: "constructor", relation: "depends on" }]);
    expect(tree?.of("toString")).toEqual([]);
  });
  it("is absent without relations or without packages", () => {
    expect(dependenciesOf({ tables: [packages] })).toBeUndefined();
    expect(dependenciesOf({ tables: withEdges([]).tables.slice(1) })).toBeUndefined();
  });
});

describe("openDepth", () => {
  const all = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`);
  const tree = (roots: number, mids: number, leaves: number) => ({
    roots: all("root", roots),
    of: (ref: string) =>
      (ref.startsWith("root") ? all("mid", mids) : ref.startsWith("mid") ? all("leaf", leaves) : []).map(
        (to) => ({
          ...{ ref: to, relation: "" },
        }),
      ),
  });

  it.each([
    [1, 10, 5, 2],
    [5, 20, 20, 1],
    // A million entries out of twenty thousand relations.
    [100, 100, 100, 0],
    [1, 500, 0, 0],
    [100_000, 0, 0, 0],
  ])("%i roots of %i of %i each stand open by %i steps", (roots, mids, leaves, depth) => {
    expect(openDepth(tree(roots, mids, leaves), 500)).toBe(depth);
  });
});
