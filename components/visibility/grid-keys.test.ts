import { describe, expect, test } from "vitest";
import { placeAfter, withRow } from "./grid-keys.ts";

const SIZE = { rows: 12, columns: 4 };
const press = (key: string, row: number, column: number, ctrlKey = false) =>
  placeAfter({ key, ctrlKey }, { row, column }, SIZE);

describe("placeAfter", () => {
  test.each([
    ["ArrowDown", 0, 0, { row: 1, column: 0 }],
    ["ArrowUp", 0, 2, { row: -1, column: 2 }],
    ["ArrowUp", -1, 2, { row: -1, column: 2 }],
    ["ArrowRight", 3, 3, { row: 3, column: 3 }],
    ["ArrowLeft", 3, 1, { row: 3, column: 0 }],
    ["Home", 3, 2, { row: 3, column: 0 }],
    ["End", 3, 0, { row: 3, column: 3 }],
    ["PageDown", 5, 1, { row: 11, column: 1 }],
    ["PageUp", 5, 1, { row: -1, column: 1 }],
  ])("%s from %i, %i", (key, row, column, to) => {
    expect(press(key, row, column)).toEqual(to);
  });

  test("with Control to the corners", () => {
    expect(press("Home", 5, 2, true)).toEqual({ row: -1, column: 0 });
    expect(press("End", 5, 2, true)).toEqual({ row: 11, column: 3 });
  });

  test("other keys are not the grid's", () => {
    expect(press("g", 0, 0)).toBeUndefined();
    expect(placeAfter({ key: "ArrowLeft", altKey: true }, { row: 0, column: 1 }, SIZE)).toBeUndefined();
  });
});

test("the chosen row is drawn, however far away, and the heads are anyway", () => {
  expect(withRow([40, 41, 42], 3)).toEqual([3, 40, 41, 42]);
  expect(withRow([40, 41, 42], 90)).toEqual([40, 41, 42, 90]);
  expect(withRow([40, 41, 42], 41)).toEqual([40, 41, 42]);
  expect(withRow([0, 1], -1)).toEqual([0, 1]);
});
