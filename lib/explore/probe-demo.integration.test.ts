// What the server knows of its demo registries after a start, over their real HTTP.
import { beforeEach, expect, test, vi } from "vitest";
import { context } from "./context.ts";
import { knownRegistries, lastVerdict, listSamples, start } from "./home.ts";
import { probeDemo } from "./probe-demo.ts";

beforeEach(() => {
  // Each test is a process of its own.
  Reflect.deleteProperty(globalThis, Symbol.for("refscope.context"));
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  return async () => {
    await (await context()).sandbox?.close();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  };
});

test("each gets a verdict about its first sample, with its requests, and none waits for it", async () => {
  await start();
  expect((await knownRegistries()).some(({ upgrade }) => upgrade === undefined)).toBe(true);
  await vi.waitFor(
    async () => {
      for (const { upgrade } of await knownRegistries()) expect(upgrade).toBeDefined();
    },
    { timeout: 20_000 },
  );
  const samples = await listSamples();
  for (const { registry, at, upgrade } of await knownRegistries()) {
    const first = samples.find((sample) => sample.registry === registry)?.reference;
    expect(first).toMatch(new RegExp(`^${registry}/${upgrade?.repository}:`));
    expect(Date.parse(at ?? "")).toBeGreaterThan(0);
    expect(upgrade?.proposalE.state).toMatch(/^(bicycle|motorcycle)$/);
    const { exchanges = [], probe } = (await lastVerdict(registry)) ?? {};
    const sent = exchanges.map(({ id }) => id);
    for (const { evidence } of Object.values(upgrade?.capabilities ?? {})) {
      expect(sent).toEqual(expect.arrayContaining(evidence));
    }
    expect(probe?.exchanges).toEqual(exchanges);
  }
});

test("one that does not answer is told on the console; the next is asked all the same", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { sandbox } = await context();
  const [bicycle] = sandbox?.stages ?? [];
  if (!bicycle) throw new Error("no demo registry");
  await probeDemo([{ ...bicycle, host: "127.0.0.1:1" }, bicycle]);
  expect(warn.mock.calls.map(([sentence]) => sentence)).toEqual([
    "The demo registry 127.0.0.1:1 could not be probed:",
  ]);
  expect((await lastVerdict(bicycle.host))?.upgrade).toBeDefined();
  expect(await lastVerdict("127.0.0.1:1")).toBeUndefined();
});

test("with the demo off nothing is known and nobody is asked", async () => {
  vi.stubEnv("REFSCOPE_DEMO", "off");
  await start();
  expect(await knownRegistries()).toEqual([]);
});
