// docs/edge-cases.md promises a test for each of the forty: this holds it to that.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const HERE = new URL("./", import.meta.url);
const NUMBERS = Array.from({ length: 40 }, (_, n) => n + 1);
const LETTERS: Record<string, string> = {
  T: "edge-transport",
  L: "edge-lists",
  D: "edge-digest-tag",
  G: "edge-graph",
};

const tests = new Map(
  readdirSync(HERE)
    .filter((name) => /^edge-.*\.integration\.test\.ts$/.test(name))
    .map((name) => [name.replace(".integration.test.ts", ""), readFileSync(new URL(name, HERE), "utf8")]),
);
const rows = new Map(
  [
    ...readFileSync(new URL("../../docs/edge-cases.md", HERE), "utf8").matchAll(
      /^\| (\d+) \|.*\| ([A-Z, ]+) \|$/gm,
    ),
  ].map(([, number, where]) => [Number(number), where?.split(", ") ?? []]),
);

it.each(NUMBERS)("edge case %i has a row, and a test in the file that the row names", (number) => {
  const where = rows.get(number) ?? [];
  const files = where.flatMap((letter) => LETTERS[letter] ?? []);
  expect(files).toHaveLength(1);
  expect(tests.get(files[0] ?? "")).toContain(`"edge ${String(number).padStart(2, "0")}: `);
});
