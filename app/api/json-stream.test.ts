import { describe, expect, it } from "vitest";
import { jsonPieces, jsonStreamAnswer } from "./json-stream.ts";

const CASES: [string, unknown][] = [
  ["a text", "a"],
  ["null", null],
  ["an empty list and an empty object", { list: [], object: {} }],
  ["what is undefined", { a: undefined, b: 1, c: [undefined, 2], d: { e: undefined } }],
  ["a date", { at: new Date(0) }],
  ["a long list", { rows: Array.from({ length: 1201 }, (_, n) => [n, `row "${n}"`, null]) }],
  ["what lies deep", { a: { b: { c: { d: { e: { f: { g: [1, { h: 2 }] } } } } } } }],
  ["a key that means something", JSON.parse('{"__proto__":{"a":1},"constructor":"x"}')],
  ["half of a pair", { text: "\ud800" }],
];

describe("JSON in pieces", () => {
  it.each(CASES)("%s is written as JSON.stringify writes it", async (_, value) => {
    const whole = JSON.stringify(value);
    expect([...jsonPieces(value)].join("")).toBe(whole);
    expect(await jsonStreamAnswer(value).text()).toBe(whole);
  });

  it("is an answer that no cache may keep", () => {
    const { headers } = jsonStreamAnswer({});
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});
