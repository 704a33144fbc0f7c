import { describe, expect, it } from "vitest";
import type { Progress } from "#lib/api";
import { EXPLORATION } from "./__fixtures__/exploration.ts";
import { countWays } from "./ways.ts";

const cells = (view: Parameters<typeof countWays>[0]) => countWays(view).cells.map(({ cell }) => cell);

function asking(at: number): Progress {
  const ways = EXPLORATION.progress.ways.map((way, i) => (i === at ? { ...way, asking: 2 } : way));
  return { ...EXPLORATION.progress, ways };
}

describe("countWays", () => {
  it("counts what was asked, answered and refused", () => {
    expect(countWays({ progress: EXPLORATION.progress, phase: "done" })).toMatchObject({
      all: 8,
      asked: 5,
      answered: 5,
      found: 12,
      refused: [{ outcome: "denied", count: 1 }],
    });
  });
  it("draws a refused way unlike an answered one, and one that nobody asked unlike both", () => {
    const drawn = cells({ progress: EXPLORATION.progress, phase: "done" });
    expect(drawn).toEqual([
      "answered",
      "answered",
      "refused",
      "answered",
      "answered",
      "not-asked",
      "not-asked",
      "not-asked",
    ]);
  });
  it("counts a way as answered only when none of its questions is out", () => {
    const counts = countWays({ progress: asking(0), phase: "asking" });
    expect(counts).toMatchObject({ asked: 5, answered: 4 });
    expect(counts.cells[0]?.cell).toBe("asking");
  });
  it("does not go on asking when the asking is over", () => {
    expect(cells({ progress: asking(0), phase: "stopped" })[0]).toBe("refused");
  });
  it("has eight cells before there is any progress", () => {
    expect(countWays({ progress: undefined, phase: "asking" })).toMatchObject({ all: 8, asked: 0 });
  });
});
