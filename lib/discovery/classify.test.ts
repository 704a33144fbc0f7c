import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import type { Refusal } from "#lib/registry";
import {
  outcomeOfFault,
  outcomeOfRefusal,
  outcomeOfTagRefusal,
  stateOfFault,
  stateOfRefusal,
  supportOf,
} from "./classify.ts";

const refusal = (status: number, rest: Partial<Refusal> = {}): Refusal => ({
  found: false,
  status,
  exchanges: [],
  ...rest,
});
const judge = (status: number, rest: Partial<Refusal> = {}) =>
  outcomeOfRefusal(refusal(status, rest), "the referrers API");

describe("outcomeOfRefusal", () => {
  it.each([
    ["404 text/plain: no such route", 404, { contentType: "text/plain" }, "unsupported", true],
    ["404 HTML: a front end", 404, { contentType: "text/html; charset=utf-8" }, "unsupported", true],
    ["404 JSON of another kind", 404, { errorCode: "NOT_FOUND" }, "unsupported", true],
    ["404 NAME_UNKNOWN: the repository is missing", 404, { errorCode: "NAME_UNKNOWN" }, "failed", false],
    ["404 MANIFEST_UNKNOWN: about this digest", 404, { errorCode: "MANIFEST_UNKNOWN" }, "unsupported", false],
    ["405 of a disabled API", 405, { errorCode: "UNSUPPORTED" }, "unsupported", true],
    ["406 of an old Artifactory", 406, {}, "unsupported", true],
    ["501", 501, {}, "unsupported", true],
    ["200 with a login page", 200, { contentType: "text/html" }, "unsupported", true],
    ["303 to a web site", 303, { redirectedTo: "https://packages.invalid" }, "unsupported", true],
    ["302 that stays at home but leads nowhere", 302, {}, "failed", false],
    ["400 for this digest", 400, { errorCode: "MANIFEST_INVALID" }, "failed", false],
    ["401: perhaps this digest alone", 401, {}, "denied", false],
    ["403: perhaps this digest alone", 403, { errorCode: "DENIED" }, "denied", false],
    ["429", 429, { errorCode: "TOOMANYREQUESTS" }, "rate-limited", false],
    ["500", 500, {}, "failed", false],
    ["503", 503, {}, "failed", false],
    ["418", 418, {}, "failed", false],
  ])("%s", (_name, status, rest, outcome, general) => {
    expect(judge(status, rest)).toMatchObject({ outcome, general });
  });

  it("says what was asked and what came", () => {
    expect(judge(404, { contentType: "text/plain; charset=utf-8" }).reason).toBe(
      "the referrers API answered 404 (text/plain)",
    );
    expect(judge(303, { redirectedTo: "https://packages.invalid" }).reason).toContain(
      "to https://packages.invalid, which was not followed",
    );
  });

  it("bounds a registry's words", () => {
    expect(judge(404, { errorCode: "X".repeat(5000) }).reason.length).toBeLessThan(200);
    expect(judge(404, { contentType: "y".repeat(5000) }).reason.length).toBeLessThan(200);
  });

  it("never takes 401, 403, 429, 5xx or 400 for a no, whatever comes with it", () => {
    const status = fc.constantFrom(400, 401, 403, 408, 429, 500, 502, 503, 504, 520, 599);
    const text = fc.option(fc.string({ maxLength: 40 }), { nil: undefined });
    fc.assert(
      fc.property(status, text, text, text, (code, errorCode, contentType, redirectedTo) => {
        const judgement = judge(code, { errorCode, contentType, redirectedTo });
        expect(judgement.outcome).not.toBe("unsupported");
        expect(supportOf(judgement, []).support).toBe("unknown");
      }),
    );
  });
});

describe("outcomeOfTagRefusal", () => {
  it.each([
    [200, "failed"],
    [404, "unsupported"],
    [403, "denied"],
  ])("a tag list's %i is %s", (status, outcome) => {
    const judgement = outcomeOfTagRefusal(refusal(status, { contentType: "text/html" }), "the tag list");
    expect(judgement.outcome).toBe(outcome);
  });
});

describe("faults", () => {
  it.each([
    ["timed-out", "failed"],
    ["connection-failed", "failed"],
    ["malformed-answer", "failed"],
    ["digest-mismatch", "failed"],
    ["limit-exceeded", "failed"],
    ["circuit-open", "failed"],
    ["credentials-refused", "denied"],
    ["rate-limited", "rate-limited"],
  ] as const)("%s is %s, never a no", (code, outcome) => {
    const fault = new ExplorerError(code, { detail: "it went wrong" });
    expect(outcomeOfFault(fault)).toMatchObject({ outcome, reason: "it went wrong" });
    expect(stateOfFault(fault)).toBe(outcome);
    expect(supportOf(outcomeOfFault(fault), ["x1"])).toMatchObject({ support: "unknown", because: outcome });
  });
});

describe("supportOf", () => {
  it("is a no only when the answer speaks of the way itself", () => {
    expect(supportOf(judge(404), ["x1"])).toMatchObject({ support: "unsupported", evidence: ["x1"] });
    const aboutDigest = judge(404, { errorCode: "MANIFEST_UNKNOWN" });
    expect(supportOf(aboutDigest, [])).toMatchObject({ support: "unknown", because: "answered" });
  });
});

describe("stateOfRefusal", () => {
  it.each([
    [404, "missing"],
    [401, "denied"],
    [403, "denied"],
    [429, "rate-limited"],
    [500, "failed"],
    [303, "failed"],
    [200, "failed"],
  ])("a manifest's %i is %s", (status, state) => {
    expect(stateOfRefusal(refusal(status))).toBe(state);
  });
});
