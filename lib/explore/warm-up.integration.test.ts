// What the warm-up asks, and that nothing comes of it but a server that has run.
import { beforeEach, expect, test, vi } from "vitest";
import { context } from "./context.ts";
import { warmUp } from "./warm-up.ts";

beforeEach(() => {
  // Each test is a process of its own.
  Reflect.deleteProperty(globalThis, Symbol.for("refscope.context"));
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  return async () => {
    await (await context()).sandbox?.close();
    vi.unstubAllEnvs();
  };
});

test("explores each demo registry's first image, and remembers nothing", async () => {
  const { sandbox, client, known } = await context();
  const stages = sandbox?.stages ?? [];
  await warmUp(stages, client);
  for (const { samples, registry } of stages) {
    const repository = samples[0]?.repository;
    expect(registry.requests.lines().join("\n")).toMatch(`GET /v2/${repository}/referrers/sha256:`);
  }
  expect(known.all().every(({ upgrade }) => upgrade === undefined)).toBe(true);
});

test("one that does not answer keeps nobody from anything", async () => {
  const { sandbox, client } = await context();
  const [first] = sandbox?.stages ?? [];
  if (!first) throw new Error("no demo registry");
  await warmUp([{ ...first, host: "127.0.0.1:1" }, { ...first, samples: [] }, first], client);
  expect(first.registry.requests.entries.length).toBeGreaterThan(0);
});
