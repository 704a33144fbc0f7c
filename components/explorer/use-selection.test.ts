import { expect, it } from "vitest";
import { toggled } from "./use-selection.ts";

it("a group opens and closes again, and an address holds no endless many", () => {
  expect(toggled([], "a")).toEqual(["a"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  const many = Array.from({ length: 24 }, (_, i) => `g${i}`);
  expect(toggled(many, "one more")).toEqual([...many.slice(1), "one more"]);
});
