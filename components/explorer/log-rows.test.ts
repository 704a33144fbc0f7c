import { describe, expect, it } from "vitest";
import type { Exchange, Finding } from "#lib/evidence";
import { EXPLORATION } from "./__fixtures__/exploration.ts";
import { countNotAsked, countOutcomes, logRows, outcomeDetail, repeated, statusText } from "./log-rows.ts";

const [FIRST] = EXPLORATION.exchanges;

function exchange(id: string, status: number | undefined, more: Partial<Exchange> = {}): Exchange {
  if (!FIRST) throw new Error("the fixture has no exchange");
  return {
    ...FIRST,
    id,
    method: "GET",
    url: `https://registry.example.com/v2/x/manifests/${id}`,
    status,
    ...more,
  };
}

function outcomes(exchanges: Exchange[], findings: Finding[] = []): string[] {
  return logRows(exchanges, findings).map(({ outcome }) => outcome);
}

const finding = (outcome: Finding["outcome"], exchanges: string[], count = 0): Finding => ({
  strategy: "referrers-api",
  subject: "s",
  outcome,
  count,
  exchanges,
});

describe("logRows", () => {
  it("numbers requests, cuts the origin off, and tells what one request found", () => {
    const rows = logRows(EXPLORATION.exchanges, EXPLORATION.findings);
    expect(rows[0]).toMatchObject({ number: 1, path: "/v2/shop/checkout/manifests/2.4.1", outcome: "found" });
    expect(rows[2]).toMatchObject({ number: 3, found: 4 });
    expect(rows[25]?.found).toBeUndefined();
  });

  it("keeps six answers apart", () => {
    expect(
      outcomes([
        exchange("a", 200),
        exchange("b", 404),
        exchange("c", 403),
        exchange("d", 429),
        exchange("e", 502),
        exchange("f", undefined, { error: { code: "timed-out", message: "no byte" } }),
      ]),
    ).toEqual(["found", "none", "denied", "rate-limited", "failed", "failed"]);
  });

  it("takes from the finding what a status does not tell", () => {
    expect(outcomes([exchange("a", 404), exchange("b", 200)], [finding("unsupported", ["a", "b"])])).toEqual([
      "unsupported",
      "unsupported",
    ]);
    expect(outcomes([exchange("a", 400)])).toEqual(["failed"]);
  });

  it("says of a list that was answered only what the findings say", () => {
    const lists = ["referrers/sha256:aa", "tags/list?n=1000"].map((path, i) =>
      exchange(`${i}`, 200, { url: `https://registry.example.com/v2/x/${path}` }),
    );
    expect(outcomes(lists)).toEqual(["answered", "answered"]);
    const [empty, full] = logRows(lists, [finding("none", ["0"]), finding("found", ["1"], 3)]);
    expect(empty).toMatchObject({ outcome: "empty", found: 0 });
    expect(full).toMatchObject({ outcome: "found", found: 3 });
    // One subject's list may be empty where another's, in the same answer, is not.
    expect(outcomes(lists, [finding("none", ["1"]), finding("found", ["1"], 3)])[1]).toBe("found");
    const missing = exchange("m", 404, { url: "https://registry.example.com/v2/x/referrers/sha256:bb" });
    expect(outcomes([missing])).toEqual(["answered"]);
    expect(outcomes([missing], [finding("none", ["m"])])).toEqual(["none"]);
  });

  it("takes an image that was read for found, though no attestation lies in its index", () => {
    const none = { ...finding("none", ["a"]), strategy: "buildkit" as const };
    expect(outcomes([exchange("a", 200)], [none])).toEqual(["found"]);
    // A tag whose index is empty is there, and nothing was found in it.
    const tag = { ...finding("none", ["a"]), strategy: "referrers-tag" as const };
    expect(outcomes([exchange("a", 200)], [tag, none])).toEqual(["empty"]);
  });

  it("says of a write whether it was kept, taken so far, removed or turned down", () => {
    const write = (method: Exchange["method"], status: number) =>
      outcomes([exchange("a", status, { method })])[0];
    expect(write("PUT", 201)).toBe("stored");
    expect(write("POST", 202)).toBe("accepted");
    expect(write("PUT", 400)).toBe("rejected");
    expect(write("PUT", 404)).toBe("rejected");
    expect(write("DELETE", 202)).toBe("removed");
    expect(write("DELETE", 404)).toBe("none");
    expect(write("DELETE", 405)).toBe("rejected");
    expect(write("PUT", 403)).toBe("denied");
    expect(write("PUT", 429)).toBe("rate-limited");
    expect(write("PUT", 503)).toBe("failed");
    expect(outcomes([exchange("t", 200, { method: "POST", purpose: "token" })])).toEqual(["token"]);
  });

  it("calls a 401 a challenge when the same was asked again after it, else denied", () => {
    const url = "https://registry.example.com/v2/x/manifests/1";
    const token = exchange("t", 200, { url: "https://auth.example.com/token", purpose: "token" });
    expect(outcomes([exchange("a", 401, { url }), token, exchange("b", 200, { url })])).toEqual([
      "challenge",
      "token",
      "found",
    ]);
    expect(outcomes([exchange("a", 401, { url }), token, exchange("b", 401, { url })])).toEqual([
      "challenge",
      "token",
      "denied",
    ]);
    expect(outcomes([exchange("a", 307)])).toEqual(["redirect"]);
  });

  it("shows the whole address of another host", () => {
    const rows = logRows(
      [exchange("a", 200), exchange("b", 200, { url: "https://cdn.example.net/blob" })],
      [],
    );
    expect(rows[1]?.path).toBe("https://cdn.example.net/blob");
  });

  it("counts each outcome, and the ways that nobody asked", () => {
    const counts = countOutcomes(logRows(EXPLORATION.exchanges, EXPLORATION.findings));
    expect(Object.fromEntries(counts.map(({ outcome, count }) => [outcome, count]))).toEqual({
      found: 21,
      empty: 1,
      none: 3,
      denied: 1,
      "rate-limited": 1,
    });
    expect(countNotAsked(EXPLORATION.findings)).toBe(3);
    expect(countNotAsked([])).toBe(0);
  });

  it("shows what happened where there is no status", () => {
    expect(statusText(exchange("a", undefined, { error: { code: "tls-failed", message: "expired" } }))).toBe(
      "no TLS",
    );
    expect(statusText(exchange("a", 200, { error: { code: "connection-failed", message: "cut" } }))).toBe(
      "broken off",
    );
    expect(statusText(exchange("a", undefined, { error: { code: "brand-new", message: "?" } }))).toBe(
      "brand-new",
    );
  });
  it("tells beside the outcome how many were found, or why a request failed, whatever its status", () => {
    const error = { code: "host-not-found", message: "no such host" };
    const details = (exchanges: Exchange[], findings: Finding[] = []) =>
      logRows(exchanges, findings).map(outcomeDetail);
    expect(details([exchange("a", undefined, { error }), exchange("b", 200, { error })])).toEqual([
      ", unknown host",
      ", unknown host",
    ]);
    expect(details([exchange("a", 200), exchange("b", 404)], [finding("found", ["a"], 4)])).toEqual([
      " 4",
      "",
    ]);
    expect(details([exchange("a", 502)])).toEqual([""]);
  });

  it("takes a web page for no answer of a registry, and what was held back for not sent", () => {
    const page = { contentType: "text/html; charset=utf-8" };
    const refused = { error: { code: "address-refused", message: "private" } };
    const outcomes = logRows([exchange("a", 200, page), exchange("b", undefined, refused)], []);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["web-page", "not-sent"]);
    expect(logRows([exchange("a", 200, page)], [finding("unsupported", ["a"], 0)])[0]?.outcome).toBe(
      "unsupported",
    );
  });

  it("draws retries together", () => {
    const url = "https://r.example/v2/a/manifests/1";
    const again = (id: string, status: number) => exchange(id, status, { url });
    const runs = repeated(logRows([again("a", 503), again("b", 503), again("c", 200), again("d", 503)], []));
    expect(runs.map(({ row, times }) => [row.exchange.id, times])).toEqual([
      ["b", 2],
      ["c", 1],
      ["d", 1],
    ]);
  });
});
