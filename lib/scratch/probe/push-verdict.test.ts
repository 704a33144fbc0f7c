import { describe, expect, it } from "vitest";
import type { Exchange } from "#lib/evidence";
import type { Refusal } from "#lib/registry";
import { pushVerdict, wordsOf } from "./push-verdict.ts";

const exchanges: Exchange[] = [
  {
    ...{ id: "x1", method: "PUT", url: "https://r.example/", headers: {}, requestHeaders: {} },
    ...{ durationMs: 1, at: "2026-11-24T12:00:00.000Z", purpose: "test" },
  },
];
const refusal = (status: number, errorCode?: string): Refusal => ({
  found: false,
  status,
  errorCode,
  exchanges,
});
const WHAT = "a manifest with a subject";

describe("the answer to a push", () => {
  it("201 is a yes", () => {
    const answer = { found: true, value: {}, status: 201, exchanges } as const;
    expect(pushVerdict(answer, WHAT, undefined)).toMatchObject({ support: "supported", evidence: ["x1"] });
  });

  it.each([
    [400, "MANIFEST_INVALID", "high"],
    [400, undefined, "medium"],
    [405, "UNSUPPORTED", "high"],
    [406, undefined, "medium"],
    [415, undefined, "medium"],
    [422, undefined, "medium"],
  ])("%i %s is a no, where the plainer one was taken", (status, code, confidence) => {
    expect(pushVerdict(refusal(status, code), WHAT, "taken")).toMatchObject({
      support: "unsupported",
      confidence,
    });
    for (const control of ["refused", undefined] as const) {
      expect(pushVerdict(refusal(status, code), WHAT, control)).toMatchObject({
        support: "unknown",
        because: "answered",
      });
    }
  });

  it.each([
    [401, undefined, "denied"],
    [403, "DENIED", "denied"],
    [429, "TOOMANYREQUESTS", "rate-limited"],
    [500, undefined, "failed"],
    [501, "UNSUPPORTED", "failed"],
    [503, undefined, "failed"],
    [408, undefined, "failed"],
    [404, "NAME_UNKNOWN", "failed"],
    [409, undefined, "failed"],
    [413, "SIZE_INVALID", "failed"],
    [307, undefined, "failed"],
    [200, undefined, "failed"],
    [400, "MANIFEST_BLOB_UNKNOWN", "failed"],
    [400, "NAME_INVALID", "failed"],
    [400, "DENIED", "failed"],
  ])("%i %s is never a no", (status, code, because) => {
    expect(pushVerdict(refusal(status, code), WHAT, "taken")).toMatchObject({ support: "unknown", because });
  });

  it("is told in few words", () => {
    expect(wordsOf(refusal(400, "MANIFEST_INVALID"))).toBe("400 (MANIFEST_INVALID)");
    expect(wordsOf({ ...refusal(401), reason: "Nobody is logged in." })).toBe("401 (Nobody is logged in)");
    expect(wordsOf({ ...refusal(307), redirectedTo: "https://x" })).toBe("307, a redirect to https://x");
    expect(wordsOf({ ...refusal(400), reason: "x".repeat(500) }).length).toBeLessThan(220);
  });
});
