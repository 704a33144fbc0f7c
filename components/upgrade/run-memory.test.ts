import { describe, expect, it } from "vitest";
import { memoryText, parseMemory, withRuns } from "./run-memory.ts";
import { runOf } from "./upgrade.test-support.ts";

const EMPTY = new Map();

describe("the memory of runs", () => {
  it("keeps the last run of each row, by place", () => {
    const first = withRuns(EMPTY, "demo", [runOf("8"), runOf("9")]);
    const next = withRuns(first, "demo", [runOf("8", { verdict: "differs" })]);
    const both = withRuns(next, "oci-1.1 r.example/scratch", [runOf("8")]);
    expect([...(both.get("demo")?.values() ?? [])].map(({ id, verdict }) => [id, verdict])).toEqual([
      ["8", "differs"],
      ["9", "holds"],
    ]);
    expect(both.get("oci-1.1 r.example/scratch")?.size).toBe(1);
  });

  it("forgets the oldest of more than eight places", () => {
    let memory = withRuns(EMPTY, "p0", [runOf("1")]);
    for (let n = 1; n < 12; n++) memory = withRuns(memory, `p${n}`, [runOf("1")]);
    memory = withRuns(memory, "p5", [runOf("2")]);
    expect([...memory.keys()]).toEqual(["p4", "p6", "p7", "p8", "p9", "p10", "p11", "p5"]);
  });

  it("comes back from its text as it was", () => {
    const memory = withRuns(withRuns(EMPTY, "a", [runOf("8")]), "b", [runOf("quay-like")]);
    expect(parseMemory(memoryText(memory))).toEqual(memory);
  });

  it.each([null, "", "{", "null", "3", '{"a":1}', '["a"]', '[[1,[]],["a",{}]]'])(
    "takes %j for nothing kept",
    (text) => expect(parseMemory(text).size).toBe(0),
  );

  it("leaves out what is no whole run", () => {
    const { checks, ...less } = runOf("9");
    const kept = parseMemory(JSON.stringify([["demo", [runOf("8"), less, null, "x"]]]));
    expect([...(kept.get("demo")?.keys() ?? [])]).toEqual(["8"]);
  });
});
