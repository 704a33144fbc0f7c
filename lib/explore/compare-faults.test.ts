import { expect, test } from "vitest";
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import { onSides, requireReferences } from "./compare-faults.ts";

const exchange = (id: string): Exchange => ({
  ...{ id, method: "GET", url: `https://a.example/v2/${id}`, purpose: "a test" },
  ...{ requestHeaders: {}, headers: {}, durationMs: 1, at: "2026-11-24T10:00:00.000Z" },
});

test("each side's fault has its own requests and its own time to wait", async () => {
  const all: string[] = [];
  const options = {
    signal: new AbortController().signal,
    onExchange: ({ id }: Exchange) => all.push(id),
  };
  const both = onSides(
    { left: "a.example/one:1", right: "a.example/two:1" },
    async (side, { onExchange }) => {
      for (const step of [1, 2]) onExchange(exchange(`${side}-${step}`));
      // What both share is of both.
      onExchange(exchange("login"));
      throw side === "left"
        ? new ExplorerError("rate-limited", { detail: "Slow down.", retryAfterSeconds: 60 })
        : new ExplorerError("not-found", { detail: "It is not there.", exchanges: ["right-2"] });
    },
    options,
  );
  await expect(both).rejects.toMatchObject({
    code: "rate-limited",
    retryAfterSeconds: 60,
    inputs: [
      { field: "left", retryAfterSeconds: 60, exchanges: ["left-1", "left-2", "login"] },
      { field: "right", exchanges: ["right-1", "right-2", "login"] },
    ],
  });
  await both.catch(({ inputs }) => expect(inputs[1]).not.toHaveProperty("retryAfterSeconds"));
  expect(all).toHaveLength(6);
});

test("what was judged before anybody was asked has no requests", () => {
  expect(() => requireReferences({ left: "A/B", right: "a.example/two:1" })).toThrow(ExplorerError);
  try {
    requireReferences({ left: "A/B", right: "a.example/two:1" });
  } catch (fault) {
    expect(fault instanceof ExplorerError && fault.inputs?.[0]).not.toHaveProperty("exchanges");
  }
});
