import { describe, expect, it } from "vitest";
import type { Problem } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { sideProblem } from "./side-problem.ts";

const exchange = (id: string): Exchange => ({
  ...{ id, method: "GET", url: `https://registry-1.docker.io/v2/${id}`, status: 429, purpose: "a test" },
  ...{ requestHeaders: {}, headers: {}, durationMs: 1, at: "2026-11-24T10:00:00.000Z" },
});
const LEFT = {
  ...{ field: "left", code: "rate-limited", detail: "Slow down." },
  ...{ retryAfterSeconds: 60, exchanges: ["l1", "l2"] },
};
const RIGHT = { field: "right", code: "not-found", detail: "It is not there.", exchanges: ["r1"] };
const PROBLEM: Problem = {
  ...{ type: "urn:refscope:problem:rate-limited", title: "t", status: 429, detail: "both", hint: "h" },
  ...{ code: "rate-limited", retryAfterSeconds: 60, inputs: [LEFT, RIGHT] },
  exchanges: ["l1", "r1", "l2"].map(exchange),
};

describe("the problem of one side", () => {
  it("has its own requests, though both sides are one registry, whatever its host is called", () => {
    const idsOf = (problem: Problem) => problem.exchanges?.map(({ id }) => id);
    expect(idsOf(sideProblem(PROBLEM, LEFT))).toEqual(["l1", "l2"]);
    expect(idsOf(sideProblem(PROBLEM, RIGHT))).toEqual(["r1"]);
    expect(idsOf(sideProblem(PROBLEM, { ...RIGHT, exchanges: undefined }))).toBeUndefined();
  });

  it("waits for its own registry, and for no other", () => {
    expect(sideProblem(PROBLEM, LEFT).retryAfterSeconds).toBe(60);
    expect(sideProblem(PROBLEM, RIGHT).retryAfterSeconds).toBeUndefined();
  });

  it("is told by its own code", () => {
    expect(sideProblem(PROBLEM, RIGHT)).toMatchObject({
      ...{ type: "urn:refscope:problem:not-found", code: "not-found", status: 404 },
      detail: "It is not there.",
    });
  });
});
