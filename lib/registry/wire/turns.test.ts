import { expect, it } from "vitest";
import { ownTurn } from "./turns.ts";

it("gives one turn at a visit of the event loop, in the order of asking", async () => {
  const told: string[] = [];
  const turns = ["a", "b", "c"].map((name) => ownTurn().then(() => told.push(name)));
  const visits = (async () => {
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setImmediate(resolve));
      told.push("sockets");
    }
  })();
  await Promise.all([...turns, visits]);
  expect(told).toEqual(["a", "sockets", "b", "sockets", "c", "sockets"]);
});

it("goes on for those who ask during a turn, and after all had theirs", async () => {
  const told: string[] = [];
  const first = ownTurn().then(async () => {
    told.push("first");
    await ownTurn();
    told.push("again");
  });
  await Promise.all([first, ownTurn().then(() => told.push("second"))]);
  await ownTurn();
  expect(told).toEqual(["first", "second", "again"]);
});
