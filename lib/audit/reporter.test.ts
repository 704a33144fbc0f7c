import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { AuditProgressEvent } from "./audit.ts";
import { Ledger } from "./ledger.ts";
import { Reporter } from "./reporter.ts";

function listening() {
  const told: string[] = [];
  const left = new AbortController();
  const ledger = new Ledger(left.signal, () => {});
  const reporter = new Reporter(left.signal, (event: AuditProgressEvent) => {
    if (event.type === "progress") told.push(`${event.progress.done} of ${event.progress.total}`);
  });
  return { told, left, ledger, reporter };
}

it("tells steps that come at once in two: the first of them at once, and soon after it where they led", async () => {
  const { told, ledger, reporter } = listening();
  for (let step = 0; step < 30; step++) reporter.step("subjects", 150, ledger);
  expect(told).toEqual(["1 of 150"]);
  await sleep(200);
  expect(told).toEqual(["1 of 150", "30 of 150"]);
});

it("tells nothing more after its last word, nor after its caller left", async () => {
  const ended = listening();
  for (let step = 0; step < 3; step++) ended.reporter.step("tags", 3, ended.ledger);
  ended.reporter.end(ended.ledger);
  const stopped = listening();
  for (let step = 0; step < 3; step++) stopped.reporter.step("tags", 3, stopped.ledger);
  stopped.left.abort();
  await sleep(200);
  expect([ended.told, stopped.told]).toEqual([["1 of 3", "3 of 3"], ["1 of 3"]]);
});
