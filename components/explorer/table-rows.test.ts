import { describe, expect, it } from "vitest";
import { SCENE } from "./sample-view.test-support.ts";
import { sortName, sortOf, TABLE_COLUMNS, TABLE_SORTS, tableRows } from "./table-rows.ts";

const names = (query: string, sort?: Parameters<typeof tableRows>[3]) =>
  tableRows(SCENE.graph, SCENE, query, sort).map(({ name }) => name);

describe("tableRows", () => {
  it("has every node, in the graph's order", () => {
    expect(names("")).toHaveLength(27);
    expect(names("")[0]).toBe("checkout:2.4.1");
  });
  it("says what each is about, and how it was found", () => {
    const row = tableRows(SCENE.graph, SCENE, "BuildKit")[0];
    expect(row).toMatchObject({ about: "linux/amd64", found: "in the index" });
    expect(tableRows(SCENE.graph, SCENE, "")[0]?.found).toBe("asked for");
    expect(tableRows(SCENE.graph, SCENE, "")[1]).toMatchObject({
      about: "checkout:2.4.1",
      found: "contains",
    });
  });
  it("says of an artifact that was not opened that its manifest alone was read", () => {
    const states = new Map(tableRows(SCENE.graph, SCENE, "").map(({ name, state }) => [name, state]));
    expect(states.get("SPDX 2.3 SBOM")).toBe("manifest read");
    expect(states.get("checkout:2.4.1")).toBe("read");
    expect(states.get("linux/amd64")).toBe("read");
  });
  it("finds rows in which all words stand, in any column and any case", () => {
    expect(names("COSIGN sbom")).toEqual(["CycloneDX 1.5 SBOM", "cosign bundle"]);
    expect(names("429")).toEqual(["test result"]);
    expect(names("application/spdx")).toEqual(["SPDX 2.3 SBOM"]);
    expect(names("nothing like it")).toEqual([]);
  });
  it("sorts numbers as numbers, and what is not known last, either way", () => {
    for (const isDescending of [false, true]) {
      const bySize = names("", { column: "size", isDescending });
      expect(bySize.slice(-2).sort()).toEqual(["dangling entry", "test result"]);
    }
    expect(names("", { column: "size", isDescending: true })[0]).toBe("linux/amd64");
  });
  it("reads and writes a sort as the address has it", () => {
    for (const name of TABLE_SORTS) expect(sortName(sortOf(name))).toBe(name);
    expect(sortOf("-size")).toEqual({ column: "size", isDescending: true });
    expect([sortOf(null), sortName(undefined)]).toEqual([undefined, null]);
  });
  it.each(TABLE_COLUMNS)("sorts by %s without losing a row, equal rows in their order", (column) => {
    const up = tableRows(SCENE.graph, SCENE, "", { column, isDescending: false });
    expect(up).toHaveLength(27);
    const again = tableRows(SCENE.graph, SCENE, "", { column, isDescending: false });
    expect(up.map(({ digest }) => digest)).toEqual(again.map(({ digest }) => digest));
  });
});
