import { describe, expect, it } from "vitest";
import type { Leftovers, PlannedRequest, ProbeStep } from "#lib/api";
import {
  endingText,
  leftByRegistry,
  planParts,
  planSummary,
  pushedWords,
  thingsText,
} from "./active-probe-words.ts";

const request = (method: PlannedRequest["method"], what: string, step?: string): PlannedRequest => {
  return { method, path: "/v2/", what, step };
};
const step = (id: string, title: string): ProbeStep => {
  return { id, title, asks: "?", outcome: "not-run", observed: "", exchanges: [], durationMs: 0 };
};
const PLAN = [
  request("GET", "version check"),
  request("PUT", "the image", "A1"),
  request("HEAD", "is the tag free?"),
  request("PUT", "the tag", "A11"),
  request("GET", "the image's referrers", "A1"),
  request("DELETE", "clean up: delete the tag"),
  request("HEAD", "clean up: is the tag gone?"),
];

describe("a plan", () => {
  it("is told by step, reading first and cleaning last", () => {
    const parts = planParts(PLAN, [step("A1", "An image"), step("A2", "Nothing"), step("A11", "A tag")]);
    expect(parts.map(({ title, requests }) => [title, requests.length])).toEqual([
      ["Reading beforehand, and seeing what is free", 2],
      ["An image", 2],
      ["A tag", 1],
      ["Cleaning up", 2],
    ]);
  });

  it("loses no request", () => {
    const steps = [step("A1", "An image"), step("A11", "A tag")];
    expect(planParts(PLAN, steps).flatMap(({ requests }) => requests)).toHaveLength(PLAN.length);
  });

  it("is counted", () => {
    expect(planSummary(PLAN)).toBe("7 requests: 3 write, 1 of them to take it away again; the rest read.");
  });
});

describe("what was pushed", () => {
  const thing = (kind: "blob" | "manifest" | "tag", ending: "removed" | "absent" | "left") => {
    return { registry: "r", repository: "s", kind, name: "n", what: "w", at: "", ending };
  };

  it.each([
    [[], "nothing"],
    [[thing("blob", "left")], "1 blob"],
    [[thing("tag", "left"), thing("blob", "left"), thing("blob", "left")], "2 blobs and 1 tag"],
    [
      [thing("tag", "left"), thing("blob", "left"), thing("manifest", "left"), thing("manifest", "left")],
      "1 blob, 2 manifests and 1 tag",
    ],
  ])("%j", (things, text) => expect(thingsText(things)).toBe(text));

  it("is said to be gone only when all of it is", () => {
    const removed = [thing("blob", "removed"), thing("manifest", "removed"), thing("manifest", "absent")];
    expect(endingText({ pushed: removed, leftovers: [] })).toBe(
      "1 blob and 1 manifest were pushed and taken away again. Nothing is left.",
    );
    const left = { ...thing("tag", "left"), reason: "405", exchanges: [] };
    expect(endingText({ pushed: [...removed, left], leftovers: [left] })).toBe(
      "1 blob, 1 manifest and 1 tag were pushed; 1 thing is still there, or may be.",
    );
    expect(endingText({ pushed: [thing("blob", "absent")], leftovers: [] })).toBe(
      "Nothing that was pushed stayed on the registry.",
    );
  });
});

describe("what a fault leaves", () => {
  const LISTED = "What was pushed by then is listed as left, and can be cleaned up.";

  it.each([
    ["unreachable", true, LISTED],
    ["internal", true, LISTED],
    ["scratch-in-use", true, "Nothing was pushed."],
    // The dry run pushes nothing, whatever becomes of it.
    ["unreachable", false, "Nothing was pushed."],
    ["internal", false, "Nothing was pushed."],
  ])("%s, told to push: %s", (code, hasBegun, words) => expect(pushedWords(code, hasBegun)).toBe(words));

  it("is told by registry, over all runs", () => {
    const thing = (registry: string, name: string) => {
      return { registry, repository: "s", kind: "tag" as const, name, what: "w", at: "" };
    };
    const run = (id: string, things: Leftovers[number]["things"]) => {
      return { run: id, isRunning: false, damaged: 0, things };
    };
    const [a, b, c] = [thing("a.example", "1"), thing("b.example", "2"), thing("a.example", "3")];
    expect(leftByRegistry([run("1", [a, b]), run("2", [c]), run("3", [])])).toEqual([
      { registry: "a.example", things: [a, c] },
      { registry: "b.example", things: [b] },
    ]);
    expect(leftByRegistry([])).toEqual([]);
  });
});
