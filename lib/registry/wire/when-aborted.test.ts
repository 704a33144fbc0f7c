import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { whenAborted } from "./when-aborted.ts";

it("tells all who still wait, once, with one listener for all of them", () => {
  const controller = new AbortController();
  const told: string[] = [];
  const waits = ["a", "b", "c"].map((name) => whenAborted(controller.signal, () => told.push(name)));
  waits[1]?.();
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  controller.abort();
  controller.abort();
  expect(told).toEqual(["a", "c"]);
});
