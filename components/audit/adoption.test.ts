import { describe, expect, it } from "vitest";
import type { TagRow } from "#lib/api";
import { GENERATIONS } from "#lib/upgrade";
import { adoptionOf } from "./adoption.ts";

const row = (tag: string, more: Partial<TagRow> = {}): TagRow => ({
  ...{ tag, state: "read", generation: "nothing", made: {}, isWhole: true, isTimeRead: true },
  ...more,
});

const labels = (...created: string[]) => {
  const { unit, periods } = adoptionOf(created.map((time) => row(time, { created: time })));
  return { unit, labels: periods.map(({ label }) => label) };
};

describe("adoptionOf", () => {
  it("counts each tag once, by generation and period, and those without a time apart", () => {
    const adoption = adoptionOf([
      row("1", { created: "2024-01-10T00:00:00Z" }),
      row("2", { created: "2024-03-31T23:59:59Z", generation: "branch-with-tag" }),
      row("3", { generation: "branch-with-tag" }),
      row("4", { created: "2024-01-01T00:00:00Z", generation: "tree" }),
      row("sbom", { refersTo: "sha256:a" }),
    ]);
    expect(adoption).toMatchObject({ unit: "month", images: 4, referrers: 1, undated: 1 });
    expect(adoption.periods.map(({ label }) => label)).toEqual(["2024-01", "2024-02", "2024-03"]);
    const of = (name: string) => adoption.rows.find(({ generation }) => generation === name);
    expect(of("nothing")).toEqual({ generation: "nothing", total: 1, periods: [1, 0, 0], undated: 0 });
    expect(of("branch-with-tag")).toMatchObject({ total: 2, periods: [0, 0, 1], undated: 1 });
    expect(of("tree")).toMatchObject({ total: 1, periods: [1, 0, 0] });
  });

  it("has every generation, in the seed's order, seen or not", () => {
    const { rows, periods, images } = adoptionOf([]);
    expect(rows.map(({ generation }) => generation)).toEqual(GENERATIONS);
    expect([periods, images]).toEqual([[], 0]);
  });

  it("takes the finest unit in which all fits", () => {
    expect(labels("2024-02-28T10:00:00Z", "2024-03-01T00:00:00Z")).toEqual({
      unit: "day",
      labels: ["2024-02-28", "2024-02-29", "2024-03-01"],
    });
    expect(labels("2023-12-31T00:00:00Z", "2024-02-15T00:00:00Z").labels).toEqual([
      "2023-12",
      "2024-01",
      "2024-02",
    ]);
    const quarters = labels("2019-05-01T00:00:00Z", "2024-11-01T00:00:00Z");
    expect(quarters).toMatchObject({ unit: "quarter" });
    expect([quarters.labels[0], quarters.labels.at(-1)]).toEqual(["2019 Q2", "2024 Q4"]);
    expect(labels("2001-05-01T00:00:00Z", "2024-11-01T00:00:00Z")).toMatchObject({ unit: "year" });
  });

  it("draws no more than it can for a time that nobody believes", () => {
    const { periods, rows } = adoptionOf([
      row("old", { created: "2001-01-01T00:00:00Z" }),
      row("far", { created: "9999-01-01T00:00:00Z" }),
    ]);
    expect(periods).toHaveLength(200);
    expect(rows[0]).toMatchObject({ total: 2, undated: 1 });
  });
});
