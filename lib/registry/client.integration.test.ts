import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import { createRegistryClient, type Registry } from "./index.ts";
import {
  type Opened,
  openOn,
  type ScriptedServer,
  serve,
  type Told,
} from "./scripted-server.test-support.ts";

let server: ScriptedServer;
let opened: Opened;
let registry: Registry;
beforeAll(async () => {
  server = await serve();
});
beforeEach(() => {
  opened = openOn([server]);
  registry = opened.registry;
});
afterEach(() => opened.close());
afterAll(() => server.close());

describe("open", () => {
  const session = { signal: new AbortController().signal, onExchange: () => {} };

  it.each([
    ["docker.io", "https://registry-1.docker.io"],
    ["ghcr.io", "https://ghcr.io"],
    ["GHCR.io:443", "https://ghcr.io"],
    ["r.example:5000", "https://r.example:5000"],
    ["plain.example:5000", "http://plain.example:5000"],
    ["plain.example:5001", "https://plain.example:5001"],
    ["plain.example", "https://plain.example"],
    ["web.example", "http://web.example"],
    ["[::1]:5000", "http://[::1]:5000"],
  ])("%s is asked at %s", async (host, origin) => {
    const privateRegistries = [
      { host: "plain.example", port: 5000, http: true },
      { host: "plain.example", port: 5001, http: false },
      { host: "web.example", port: 80, http: true },
      { host: "::1", port: 5000, http: true },
    ];
    const client = createRegistryClient({ policy: { privateRegistries } });
    expect(client.open(host, session)).toMatchObject({ host: host.toLowerCase(), origin });
    await client.close();
  });

  it.each([
    "",
    "a b",
    "a/b",
    "me@r.example",
    "r.example?x",
    "r.example:port",
    "https://r.example",
    "r..example",
    "x\\y",
  ])("%j is no host", async (host) => {
    const client = createRegistryClient({ policy: { privateRegistries: [] } });
    expect(() => client.open(host, session)).toThrow(ExplorerError);
    await client.close();
  });

  it("does not reach what the operator did not list", async () => {
    const client = createRegistryClient({ policy: { privateRegistries: [] } });
    const asked = client.open(server.host, session).ping();
    await expect(asked).rejects.toMatchObject({ code: "address-refused", exchanges: [expect.any(String)] });
    await client.close();
  });
});

describe("ping", () => {
  it.each<[string, Told, object]>([
    [
      "open",
      { headers: { server: "nginx", "docker-distribution-api-version": "registry/2.0" } },
      { status: 200, value: { challenges: [], apiVersion: "registry/2.0", server: "nginx" } },
    ],
    [
      "with accounts",
      { status: 401, headers: { "www-authenticate": ['Bearer realm="x"', "Basic"] } },
      { status: 401, found: true, value: { challenges: ["bearer", "basic"] } },
    ],
    ["401 without a challenge", { status: 401 }, { found: false, status: 401 }],
    ["404", { status: 404 }, { found: false, status: 404 }],
  ])("%s", async (_, told, expected) => {
    server.use(() => told);
    expect(await registry.ping()).toMatchObject(expected);
    expect(server.asked).toMatchObject([{ method: "GET", path: "/v2/" }]);
  });
});

describe("extensions", () => {
  it.each<[string, unknown, unknown]>([
    [
      "full",
      { extensions: [{ name: "_oras", url: "u", description: "d", endpoints: ["e"] }] },
      [{ name: "_oras", url: "u", description: "d", endpoints: ["e"] }],
    ],
    ["without endpoints", { extensions: [{ name: "_oci" }] }, [{ name: "_oci", endpoints: [] }]],
    ["null", { extensions: null }, []],
    ["empty", { extensions: [] }, []],
    [
      "with odd entries",
      { extensions: [1, null, {}, { name: "a", endpoints: [1, "e"], url: 2 }] },
      [{ name: "a", endpoints: ["e"] }],
    ],
  ])("%s", async (_, body, value) => {
    server.use(() => ({ body }));
    expect(await registry.extensions()).toMatchObject({ found: true, value });
    expect(await registry.extensions("a/b")).toMatchObject({ found: true, value });
    expect(server.asked.map(({ path }) => path)).toEqual([
      "/v2/_oci/ext/discover",
      "/v2/a/b/_oci/ext/discover",
    ]);
  });

  it.each<[string, Told, number]>([
    ["HTML with 200", { body: "<html>" }, 200],
    ["other JSON", { body: {} }, 200],
    ["no list", { body: { extensions: {} } }, 200],
    ["404", { status: 404, body: "404 page not found" }, 404],
  ])("%s is a refusal", async (_, told, status) => {
    server.use(() => told);
    expect(await registry.extensions()).toMatchObject({ found: false, status });
  });
});

describe("resolve", () => {
  it("a 404 bears its code when that is wanted, whatever the registry's HEAD has found before", async () => {
    const known = `sha256:${"a".repeat(64)}`;
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const server = await serve(({ path }) =>
      path.startsWith("/v2/known/")
        ? { headers: { "content-type": mediaType, "docker-content-digest": known } }
        : { status: 404, body: { errors: [{ code: "NAME_UNKNOWN" }] } },
    );
    const opened = openOn([server]);
    const missing = (withCode?: boolean) => opened.registry.resolve("none", known, { withCode });
    expect(await missing(true)).toMatchObject({ status: 404, errorCode: "NAME_UNKNOWN" });
    expect(await opened.registry.resolve("known", known)).toMatchObject({ found: true });
    expect(await missing(true)).toMatchObject({ status: 404, errorCode: "NAME_UNKNOWN" });
    expect((await missing()).exchanges.map(({ method }) => method)).toEqual(["HEAD"]);
    await opened.close();
    await server.close();
  });
});

describe("bare", () => {
  it("in pieces, keeps each of them in its place", async () => {
    const server = await serve(() => ({ status: 204 }));
    const opened = openOn([server]);
    await opened.registry.bare(["v2", "team/app?x#y", "blobs", "a:b"]);
    expect(server.asked[0]?.path).toBe("/v2/team/app%3Fx%23y/blobs/a:b");
    const astray = opened.registry.bare(["v2", "../x", "blobs", "a:b"]);
    await expect(astray).rejects.toMatchObject({ code: "bad-request" });
    await opened.close();
    await server.close();
  });

  it("gives status, headers and the beginning of any body", async () => {
    server.use(() => ({
      status: 200,
      body: "x".repeat(100_000),
      headers: { "x-a": "b", "content-type": "text/plain" },
    }));
    const answer = await registry.bare("/v2/a/referrerz/x?y=z", {
      accept: "text/x",
      purpose: "control question",
    });
    expect(answer).toMatchObject({ status: 200, contentType: "text/plain", headers: { "x-a": "b" } });
    expect(answer.bytes).toHaveLength(65_536);
    expect(answer.exchanges).toMatchObject([{ purpose: "control question" }]);
    expect(server.asked[0]).toMatchObject({ path: "/v2/a/referrerz/x?y=z", headers: { accept: "text/x" } });
  });

  it.each(["//evil.example/", "https://evil.example/", "v2/", "", "/\\evil.example/"])(
    "does not leave for %j",
    async (path) => {
      await expect(registry.bare(path)).rejects.toMatchObject({ code: "bad-request" });
      expect(opened.exchanges).toEqual([]);
    },
  );

  it("gives an error answer as it is", async () => {
    server.use(() => ({ status: 404, body: "404 page not found" }));
    expect(await registry.bare("/v2/_catalogue")).toMatchObject({ status: 404 });
  });
});
