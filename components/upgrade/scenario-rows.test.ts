import { describe, expect, it } from "vitest";
import { countParty, countVerdicts, type RowFilter, shownRows } from "./scenario-rows.ts";
import { runOf } from "./upgrade.test-support.ts";

const ALL: RowFilter = { verdict: undefined, producer: [], registry: [], consumer: [] };
const RESULTS = new Map(
  [runOf("8"), runOf("15", { verdict: "differs" }), runOf("9", { verdict: "not-run" })].map((run) => [
    run.id,
    run,
  ]),
);
const numbers = (filter: Partial<RowFilter>, results = RESULTS) =>
  shownRows({ ...ALL, ...filter }, results).map(({ number }) => number);

describe("shownRows", () => {
  it("shows all eighteen in the seed's order without a filter", () => {
    expect(numbers({})).toEqual(Array.from({ length: 18 }, (_, at) => at + 1));
  });

  it("joins choices of one kind by or, and kinds by and", () => {
    expect(numbers({ producer: ["tree"], registry: ["bicycle"] })).toEqual([13, 14, 15]);
    expect(numbers({ producer: ["leaf", "tree"], registry: ["motorcycle"], consumer: ["rat"] })).toEqual([
      4, 16,
    ]);
  });

  it("goes by the last run's verdict; what never ran, or came to nothing, is not run", () => {
    expect(numbers({ verdict: "holds" })).toEqual([8]);
    expect(numbers({ verdict: "differs" })).toEqual([15]);
    expect(numbers({ verdict: "not-run" })).toContain(9);
    expect(numbers({ verdict: "not-run" })).toHaveLength(16);
  });
});

describe("countVerdicts", () => {
  it("counts what each verdict would show under the other filters", () => {
    expect(countVerdicts(ALL, RESULTS)).toEqual({ all: 18, holds: 1, differs: 1, "not-run": 16 });
    expect(countVerdicts({ ...ALL, producer: ["branch"], verdict: "differs" }, RESULTS)).toEqual({
      all: 6,
      holds: 1,
      differs: 0,
      "not-run": 5,
    });
  });

  it("counts the rows of a party", () => {
    expect([countParty("leaf"), countParty("motorcycle"), countParty("beaver")]).toEqual([6, 9, 6]);
  });
});
