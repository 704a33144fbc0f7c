// Trust as the server reads it at its start: a file that cannot be used stops it, and the demo's own holds at the demo's hosts.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { context } from "./context.ts";

const SLOT = Symbol.for("refscope.context");
let folder: string | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  Reflect.deleteProperty(globalThis, SLOT);
  if (folder) await rm(folder, { recursive: true });
  folder = undefined;
});

async function trustFile(content: string): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "refscope-"));
  const path = join(folder, "trust.json");
  await writeFile(path, content);
  return path;
}

test("a trust file that cannot be used refuses to start, with file, field and what to do", async () => {
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_TRUST_FILE", await trustFile('{"identities":[{"name":"x"}]}'));
  await expect(context()).rejects.toMatchObject({
    code: "bad-request",
    message: expect.stringMatching(/^trust\.json: identities\[0\]\.subject .*\. See docs\/trust\.md/),
  });
});

test("the demo's roots, stores, keys and rules hold at the demo's hosts alone; what the operator set stands beside them", async () => {
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_TRUST_FILE", await trustFile('{"identities":[{"name":"x","subject":"CN=x"}]}'));
  const { trust, sandbox } = await context();
  try {
    const { roots, stores, keys, identities } = (await trust.current()).trust;
    const hosts = sandbox?.stages.map(({ host }) => host) ?? [];
    const demo = [...roots, ...stores].filter(({ name }) => name.startsWith("Refscope demo"));
    const whole = demo.filter(({ scope }) => hosts.every((host) => scope.includes(host)));
    expect(whole.map(({ name }) => name)).toEqual(["Refscope demo", "Refscope demo ca:refscope-demo"]);
    const ruled = identities.filter(({ name }) => name !== "x");
    expect([keys.length, ruled.length, demo.length - whole.length]).toEqual([1, 2, 2]);
    const demoHost = /^(([a-z-]+\.)?localhost|127\.0\.0\.1):\d+(\/verification.*)?$/;
    for (const { scope } of [...demo, ...keys, ...ruled]) {
      expect(scope.length).toBeGreaterThan(0);
      expect(scope.filter((place) => !demoHost.test(place))).toEqual([]);
    }
    expect(identities).toContainEqual({ name: "x", subject: "CN=x", scope: [] });
    expect(roots.map(({ name }) => name)).toContain("Sigstore public good");
  } finally {
    await sandbox?.close();
  }
});
