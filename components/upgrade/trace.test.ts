import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { ScenarioStep } from "#lib/api";
import { curlScript, traceParts } from "./trace.ts";
import { exchangeOf } from "./upgrade.test-support.ts";

const step = (actor: ScenarioStep["actor"], what: string, ...exchanges: string[]): ScenarioStep => {
  return { actor, what, outcome: "done", exchanges };
};
const EXCHANGES = [exchangeOf("a", 201, { method: "PUT" }), exchangeOf("b", 404), exchangeOf("c", 200)];

describe("traceParts", () => {
  it("puts each request under its step, numbered as it was sent", () => {
    const parts = traceParts(
      [step("producer", "pushes", "a"), step("consumer", "looks", "b", "c")],
      EXCHANGES,
    );
    expect(parts.map(({ step: said, rows }) => [said?.actor, rows.map(({ number }) => number)])).toEqual([
      ["producer", [1]],
      ["consumer", [2, 3]],
    ]);
    expect(parts[0]?.rows[0]?.outcome).toBe("stored");
  });

  it("shows a shared request with both who asked, and those of no step at the end", () => {
    const steps = [step("producer", "pushes", "a"), step("producer", "again", "a", "gone")];
    const parts = traceParts(steps, EXCHANGES);
    expect(parts.map(({ rows }) => rows.map(({ number }) => number))).toEqual([[1], [1], [2, 3]]);
    expect(parts[2]?.step).toBeUndefined();
    expect(
      curlScript(parts)
        .split("\n")
        .filter((line) => line.includes("PUT")),
    ).toHaveLength(1);
  });
});

describe("curlScript", () => {
  it("is a comment a step and a line a request", () => {
    expect(curlScript(traceParts([step("consumer", "asks the API", "b")], EXCHANGES.slice(1, 2)))).toBe(
      "# consumer: asks the API\ncurl -sS -i http://bicycle.localhost:5001/v2/scenario/8/b",
    );
  });

  it("lets no text of a registry break out of its comment", () => {
    const parts = traceParts([step("registry", "x\necho pwned\r\u2028echo pwned $(echo pwned)")], []);
    expect(execFileSync("sh", ["-c", curlScript(parts)], { encoding: "utf8" })).toBe("");
  });
});
