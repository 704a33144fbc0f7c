import { expect, it } from "vitest";
import { ScratchTurns } from "./scratch-turns.ts";

const at = (origin: string, repository = "scratch") => [{ origin, repository }];

it("lets one run at a time into a repository, and others into others", async () => {
  const turns = new ScratchTurns();
  const first = Promise.withResolvers<string>();
  const running = turns.run(at("https://r.example"), () => first.promise);
  const second = turns.run(at("https://r.example"), async () => "second");
  await expect(second).rejects.toMatchObject({
    code: "too-busy",
    message: "Another run is writing to r.example/scratch.",
    retryAfterSeconds: 10,
  });
  expect(await turns.run(at("https://r.example", "other"), async () => "other")).toBe("other");
  expect(await turns.run(at("https://r.example:5000"), async () => "other")).toBe("other");
  first.resolve("first");
  expect(await running).toBe("first");
  expect(await turns.run(at("https://r.example"), async () => "again")).toBe("again");
});

it("is free again after a fault", async () => {
  const turns = new ScratchTurns();
  const failing = turns.run(at("https://r.example"), () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await turns.run(at("https://r.example"), async () => "free")).toBe("free");
});

it.each(["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "bicycle.localhost"])(
  "%s is this machine, whatever it is called",
  async (name) => {
    const turns = new ScratchTurns();
    const first = Promise.withResolvers<string>();
    const running = turns.run(at("http://127.0.0.1:5000"), () => first.promise);
    const busy = turns.run(at(`http://${name}:5000`), async () => "second");
    await expect(busy).rejects.toMatchObject({ code: "too-busy" });
    expect(await turns.run(at(`http://${name}:5001`), async () => "other")).toBe("other");
    first.resolve("first");
    await running;
  },
);

it("takes several places at once, or none of them", async () => {
  const turns = new ScratchTurns();
  const first = Promise.withResolvers<string>();
  const running = turns.run(at("https://a.example"), () => first.promise);
  const both = [...at("https://b.example"), ...at("https://a.example")];
  await expect(turns.run(both, async () => "both")).rejects.toMatchObject({ code: "too-busy" });
  expect(await turns.run(at("https://b.example"), async () => "free")).toBe("free");
  first.resolve("first");
  await running;
  expect(await turns.run([...both, ...both], async () => "both")).toBe("both");
});
