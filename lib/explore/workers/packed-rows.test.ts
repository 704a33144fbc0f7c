import { describe, expect, it } from "vitest";
import type { Report } from "#lib/inspect";
import { pack, unpack } from "./packed-rows.ts";

function reportOf(...lengths: number[]): Report {
  const columns = [{ id: "name", title: "Name" }];
  const tables = lengths.map((length, at): Report["tables"][number] => ({
    ...{ id: `t${at}`, title: "Table", source: "claimed", columns, total: length },
    rows: Array.from({ length }, (_, n) => [`row ${n}`]),
  }));
  const words = { inspector: "x", kind: "other", title: "x", headline: "x" } as const;
  return { ...words, facts: [], tables, subjects: [], problems: [], raw: [] };
}

describe("a report on its way", () => {
  it("comes out as it went in", async () => {
    const report = reportOf(0, 1, 1201);
    const packed = pack(report);
    expect(packed.rows.map((pieces) => pieces.length)).toEqual([0, 1, 3]);
    expect(packed.report.tables.every(({ rows }) => rows.length === 0)).toBe(true);
    expect(await unpack(packed, { bytes: 1e6 })).toEqual({ report, isCut: false });
  });

  it("loses rows, never their count, where there is no room for them", async () => {
    const { report, isCut } = await unpack(pack(reportOf(1500, 10)), { bytes: 15_000 });
    expect(isCut).toBe(true);
    expect(report.tables.map(({ rows, total }) => [rows.length, total])).toEqual([
      [1000, 1500],
      [0, 10],
    ]);
  });
});
