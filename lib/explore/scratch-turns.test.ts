import { expect, it } from "vitest";
import { ScratchTurns } from "./scratch-turns.ts";

it("lets one run at a time into a repository, and others into others", async () => {
  const turns = new ScratchTurns();
  const first = Promise.withResolvers<string>();
  const running = turns.run("R.example", "scratch", () => first.promise);
  const second = turns.run("r.example", "scratch", async () => "second");
  await expect(second).rejects.toMatchObject({ code: "too-busy", retryAfterSeconds: 10 });
  expect(await turns.run("r.example", "other", async () => "other")).toBe("other");
  expect(await turns.run("s.example", "scratch", async () => "other")).toBe("other");
  first.resolve("first");
  expect(await running).toBe("first");
  expect(await turns.run("r.example", "scratch", async () => "again")).toBe("again");
});

it("is free again after a fault", async () => {
  const turns = new ScratchTurns();
  const failing = turns.run("r.example", "scratch", () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await turns.run("r.example", "scratch", async () => "free")).toBe("free");
});
