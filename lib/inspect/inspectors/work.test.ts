// Lists that are made long to keep a reader busy: five times as long a list takes about five times as long to read.
import { describe, expect, it } from "vitest";
import { growth } from "../work.test-support.ts";

const TIMES = 5;
/** Twenty-five where each of it is held against each; five, and what the machine does besides, where not. */
const MOST = 11;

const many = <T>(count: number, made: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => made(at));

const LISTS: [name: string, few: number, made: (count: number) => unknown][] = [
  [
    "SARIF: runs of as many scanners",
    2000,
    (count) => ({
      version: "2.1.0",
      runs: many(count, (at) => ({ tool: { driver: { name: `scanner ${at}` } } })),
    }),
  ],
];

describe("five times as much does not take much more than five times as long", () => {
  it.each(LISTS)("%s", { timeout: 60_000 }, (_, few, made) => {
    expect(growth(made, few, TIMES * few)).toBeLessThan(MOST);
  });
});
