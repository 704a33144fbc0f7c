import { describe, expect, it } from "vitest";
import { orderRows, type RowChoice } from "./row-order.ts";

const columns = [
  { id: "name", title: "Name" },
  { id: "severity", title: "Severity", sortBy: 2 },
  { id: "rank", title: "Rank", hidden: true as const },
];
const rows = [
  ["openssl", "low", 3],
  ["Zlib", "critical", 0],
  ["curl", null, 8],
  ["bash", "high", 1],
];
const going = new AbortController().signal;
const namesOf = async (choice: Partial<RowChoice>, table = { columns, rows }) =>
  [...((await orderRows(table, { find: "", ...choice }, going)) ?? [])].map((at) => table.rows[at]?.[0]);

describe("orderRows", () => {
  it("leaves rows as they came where nothing is chosen", async () => {
    expect(await namesOf({})).toEqual(["openssl", "Zlib", "curl", "bash"]);
  });
  it("finds all words in any cell, hidden ones too, whatever their case", async () => {
    expect(await namesOf({ find: "ZL crit" })).toEqual(["Zlib"]);
    expect(await namesOf({ find: "8" })).toEqual(["curl"]);
    expect(await namesOf({ find: "zlib low" })).toEqual([]);
  });
  it("keeps rows of one value", async () => {
    expect(await namesOf({ only: { column: 1, value: "high" } })).toEqual(["bash"]);
    expect(await namesOf({ only: { column: 1, value: "" } })).toEqual(["curl"]);
  });
  it("sorts whatever the case, and by another column where that is said", async () => {
    expect(await namesOf({ sort: { column: 0, isDescending: false } })).toEqual([
      "bash",
      "curl",
      "openssl",
      "Zlib",
    ]);
    expect(await namesOf({ sort: { column: 0, isDescending: true } })).toEqual([
      "Zlib",
      "openssl",
      "curl",
      "bash",
    ]);
    expect(await namesOf({ sort: { column: 1, isDescending: false } })).toEqual([
      "Zlib",
      "bash",
      "openssl",
      "curl",
    ]);
  });
  it("puts what is empty last both ways", async () => {
    const table = { columns: columns.slice(0, 1), rows: [["b"], [null], ["a"], [""]] };
    expect(await namesOf({ sort: { column: 0, isDescending: false } }, table)).toEqual(["a", "b", null, ""]);
    expect(await namesOf({ sort: { column: 0, isDescending: true } }, table)).toEqual(["b", "a", null, ""]);
  });
  it("sorts many rows as one sort does, equal ones as they came", async () => {
    const many = Array.from({ length: 5000 }, (_, n) => [`p${(n * 7919) % 1201}`, n]);
    const expected = many
      .map(([name], at) => ({ name: String(name), at }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at));
    const table = { columns: columns.slice(0, 1), rows: many };
    const order = await orderRows(table, { find: "", sort: { column: 0, isDescending: false } }, going);
    expect([...(order ?? [])]).toEqual(expected.map(({ at }) => at));
  });
  it("stops when nobody waits any more", async () => {
    expect(await orderRows({ columns, rows }, { find: "a" }, AbortSignal.abort())).toBeUndefined();
  });
});
