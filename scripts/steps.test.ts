import { expect, test } from "vitest";
import { countOf } from "./steps.mts";

const VITEST = "\n Test Files  1 failed | 1 passed (2)\n      Tests  2 failed | 18 passed | 3 skipped (23)\n";

test("a runner's closing line is counted, through its colours", () => {
  expect(countOf({ counts: "vitest" }, 1, VITEST)).toEqual({ passed: 18, failed: 2, skipped: 3 });
  expect(
    countOf({ counts: "vitest" }, 0, "\u001b[2m      Tests \u001b[22m \u001b[32m4 passed\u001b[39m (4)\n"),
  ).toEqual({
    passed: 4,
    failed: 0,
    skipped: 0,
  });
  expect(countOf({ counts: "playwright" }, 0, "  12 passed (40.1s)\n")).toEqual({
    passed: 12,
    failed: 0,
    skipped: 0,
  });
});

test("of our own lines the last counts, not the first that looks alike", () => {
  const output = "motorcycle: 1032 passed, 0 failed\n4 passed, 1 failed\n";
  expect(countOf({ counts: "ours" }, 1, output)).toEqual({ passed: 4, failed: 1, skipped: 0 });
});

test("a runner that ends badly without naming a test has failed once", () => {
  expect(countOf({ counts: "vitest" }, 1, "Error: no config")).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a runner that ran nothing has failed, whatever it says", () => {
  expect(countOf({ counts: "playwright" }, 0, "")).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a step without counts is one", () => {
  expect(countOf({}, 0, "")).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(countOf({}, 2, "")).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
