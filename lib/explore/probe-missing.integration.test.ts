// A probe of what is not there or not shown, on real HTTP: told as that, and nothing that was known is lost.
import { once } from "node:events";
import { createServer } from "node:http";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createRegistry, STAGES } from "#lib/sandbox";
import { context } from "./context.ts";
import { knownWithEvidence, lastVerdict, start } from "./home.ts";
import { probeRegistry } from "./probe-registry.ts";

beforeEach(() => {
  // Each test is a process of its own.
  Reflect.deleteProperty(globalThis, Symbol.for("refscope.context"));
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  return async () => {
    const { client, sandbox } = await context();
    await client.close();
    await sandbox?.close();
    vi.unstubAllEnvs();
  };
});

const asker = () => ({ signal: new AbortController().signal, onExchange: () => {} });
const ask = (registry: string, repository: string, reference?: string) =>
  probeRegistry({ registry, repository, reference }, asker());

async function demoHosts(): Promise<Map<string, string>> {
  const { background } = await start();
  await background;
  const known = await knownWithEvidence([]);
  return new Map(known.map(({ registry }) => [registry.split(".")[0] ?? "", registry]));
}

test("nothing that is known of any demo registry is lost to a missing repository or tag", async () => {
  const hosts = await demoHosts();
  expect(hosts.size).toBe(STAGES.length);
  for (const registry of hosts.values()) {
    const before = await lastVerdict(registry);
    const established = Object.entries(before?.upgrade?.capabilities ?? {}).filter(
      ([, { support }]) => support !== "unknown",
    );
    const probes = [
      await ask(registry, "no/such"),
      await ask(registry, before?.upgrade?.repository ?? "", "no-such-tag"),
    ];
    const after = await lastVerdict(registry);
    expect(after, registry).toMatchObject({
      at: before?.at,
      upgrade: { capabilities: Object.fromEntries(established) },
    });
    expect(after?.upgrade?.reindexGap).toEqual(before?.upgrade?.reindexGap);
    expect(probes.at(-1)?.upgrade).toEqual(after?.upgrade);
    for (const { upgrade, exchanges, keptExchanges = [] } of probes) {
      const sent = [...exchanges, ...keptExchanges].map(({ id }) => id);
      expect(new Set(sent).size).toBe(sent.length);
      const cited = Object.values(upgrade.capabilities).flatMap(({ evidence }) => evidence);
      expect(cited.filter((id) => !sent.includes(id))).toEqual([]);
    }
  }
}, 60_000);

test("what is missing is told: the repository, the tag, or that it was not shown", async () => {
  const hosts = await demoHosts();
  const extended = hosts.get("extended") ?? "";
  const { unread, exchanges } = await ask(extended, "no/such");
  expect(unread).toMatchObject({ state: "no-repository", answered: "404 NAME_UNKNOWN" });
  expect(exchanges.map(({ id }) => id)).toEqual(expect.arrayContaining(unread?.exchanges ?? []));
  expect((await ask(extended, "no/such", "v1")).unread).toMatchObject({
    state: "no-repository",
    reference: "v1",
  });
  const known = (await lastVerdict(extended))?.upgrade?.repository ?? "";
  expect((await ask(extended, known, "v-none")).unread).toMatchObject({
    ...{ state: "no-image", reference: "v-none", answered: "404 MANIFEST_UNKNOWN" },
  });
  expect((await ask(extended, known)).unread).toBeUndefined();
  const guarded = hosts.get("guarded") ?? "";
  expect((await ask(guarded, "private/app")).unread).toMatchObject({ state: "denied" });
});

test("an empty repository is there, and a limit that was met is no word on it", async () => {
  const registry = createRegistry();
  const listening = await registry.listen();
  const host = new URL(listening.origin).host;
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", `http://${host}`);
  expect((await ask(host, "shop/app")).unread).toMatchObject({ state: "no-repository" });
  await listening.close();
});

/** A registry that answers 404 with one code for a manifest and its referrers, and with another for a tag list. */
async function coded(manifest: string, tags: string): Promise<string> {
  const server = createServer(({ url }, response) => {
    const code = url?.includes("/tags/list") ? tags : manifest;
    response.writeHead(url === "/v2/" ? 200 : 404, { "content-type": "application/json" });
    response.end(url === "/v2/" ? "{}" : JSON.stringify({ errors: [{ code, message: "no" }] }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", `http://${host}`);
  return host;
}

test("a registry that does not have the repository is not said to have no API", async () => {
  const host = await coded("NOT_FOUND", "NOT_FOUND");
  const { unread, upgrade } = await ask(host, "mistyped/app", "v1");
  expect(unread).toMatchObject({ state: "no-such", answered: "404 NOT_FOUND" });
  const { referrersApi, tagListing } = upgrade.capabilities;
  expect([referrersApi.support, tagListing.support, upgrade.oci11.state]).toEqual(Array(3).fill("unknown"));
  expect(referrersApi.evidence).not.toEqual([]);
  expect((await lastVerdict(host))?.upgrade).toEqual(upgrade);
});

test.each([
  ["NAME_UNKNOWN", "no-repository"],
  ["UNSUPPORTED", "no-such"],
  ["NOT_FOUND", "no-such"],
])("a tag list that answers %s, with a tag named or none: %s", async (code, state) => {
  const host = await coded("MANIFEST_UNKNOWN", code);
  expect((await ask(host, "shop/app", "v1")).unread).toMatchObject({ state, reference: "v1" });
  expect((await ask(host, "shop/app")).unread).toMatchObject({ state, answered: `404 ${code}` });
});
