import { describe, expect, it } from "vitest";
import type { Progress } from "#lib/api";
import type { Finding } from "#lib/evidence";
import { EXPLORATION } from "./__fixtures__/exploration.ts";
import { countWays, detailOf, unaskedWords } from "./ways.ts";

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
      partly: 0,
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

describe("unaskedWords", () => {
  const titles = new Map();
  it("has nothing to say where every way was asked", () => {
    const ways = EXPLORATION.progress.ways.map((way) => ({ ...way, outcome: "found" as const }));
    expect(
      unaskedWords(countWays({ progress: { ...EXPLORATION.progress, ways }, phase: "done" }), titles),
    ).toBe("");
  });
  it("says of BuildKit's way that an image has no index", () => {
    const ways = EXPLORATION.progress.ways.map((way) =>
      way.strategy === "buildkit"
        ? { ...way, outcome: "not-asked" as const, found: 0, reason: undefined }
        : way,
    );
    const counts = countWays({ progress: { ...EXPLORATION.progress, ways }, phase: "done" });
    expect(unaskedWords(counts, titles)).toMatch(/^Not asked: buildkit, which only an index holds; oras-api/);
  });
  it("says why, also for a reason that it has no words for", () => {
    const ways = EXPLORATION.progress.ways.map((way) =>
      way.strategy === "wg-api" ? { ...way, reason: "odd\u202e" } : way,
    );
    const said = unaskedWords(
      countWays({ progress: { ...EXPLORATION.progress, ways }, phase: "done" }),
      titles,
    );
    expect(said).toContain(
      "oras-api, which this registry does not advertise; wg-api, odd\ufffd; other-repository, since",
    );
  });
});

describe("detailOf", () => {
  const [way] = EXPLORATION.progress.ways;
  const [first] = EXPLORATION.exchanges;
  if (!way || !first) throw new Error("the fixture has no way or no exchange");
  const unsupported = { ...way, outcome: "unsupported" as const, found: 0 };
  const citing = (...exchanges: string[]): Finding => ({
    strategy: way.strategy,
    subject: "s",
    outcome: "unsupported",
    count: 0,
    exchanges,
  });
  const answers = (statuses: Record<string, number | undefined>) =>
    new Map(
      Object.entries(statuses).map(([id, status], i) => [
        id,
        { exchange: { ...first, id, status }, number: i + 1 },
      ]),
    );

  it("counts requests and not the findings that rest on them", () => {
    const findings = Array.from({ length: 21 }, () => citing("a"));
    expect(detailOf(unsupported, findings, answers({ a: 404 }))).toBe(", 404");
    expect(detailOf(unsupported, [...findings, citing("b")], answers({ a: 404, b: 404 }))).toBe(", 2 × 404");
  });
  it("shows no status where they differ, where there was none, and where nobody asked", () => {
    expect(detailOf(unsupported, [citing("a", "b")], answers({ a: 404, b: 400 }))).toBe("");
    expect(detailOf(unsupported, [citing("a")], answers({ a: undefined }))).toBe("");
    expect(detailOf({ ...way, outcome: "not-asked" }, [citing("a")], answers({ a: 404 }))).toBe("");
    const reason = "not advertised";
    expect(detailOf({ ...way, outcome: "not-asked", reason }, [], answers({}))).toBe(", not advertised");
  });
  it("says how many were found", () => {
    expect(detailOf({ ...way, outcome: "found", found: 4 }, [citing("a")], answers({ a: 200 }))).toBe(" 4");
  });
});
