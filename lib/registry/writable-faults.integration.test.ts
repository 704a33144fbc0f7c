import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScriptedServer, serve, type Told } from "./scripted-server.test-support.ts";
import { EMPTY, manifest, openOn, sandbox, sha256 } from "./writable.test-support.ts";

describe("on a registry that behaves badly", () => {
  let server: ScriptedServer;
  let other: ScriptedServer;
  beforeAll(async () => {
    server = await serve();
    other = await serve(undefined, "localhost");
  });
  afterAll(() => Promise.all([server.close(), other.close()]));
  const opened = (location: string | undefined): Told => ({
    status: 202,
    headers: location === undefined ? {} : { location },
  });
  const asked = () => server.asked.map(({ method, path }) => `${method} ${path}`);

  it.each<[string, () => string, string]>([
    ["absolute", () => `${server.origin}/up/1`, "/up/1?digest="],
    ["relative to the root", () => "/up/1?_state=a%3D%3D~%20b", "/up/1?_state=a%3D%3D~%20b&digest="],
    ["relative to the request", () => "abc", "/v2/scratch/blobs/uploads/abc?digest="],
    ["a query alone", () => "?x=1#part", "/v2/scratch/blobs/uploads/?x=1&digest="],
  ])("sends the bytes to the Location: %s", async (_, location, path) => {
    server.use(({ method }) => (method === "POST" ? opened(location()) : { status: 201 }));
    expect(await openOn(server.host).target.pushBlob(Buffer.from("{}"))).toMatchObject({ found: true });
    expect(asked()).toEqual([
      "POST /v2/scratch/blobs/uploads/",
      `PUT ${path}${encodeURIComponent(EMPTY.digest)}`,
    ]);
    expect(server.asked[1]).toMatchObject({ body: "{}", headers: { "content-length": "2" } });
    expect(server.asked[0]?.headers["content-length"]).toBe("0");
  });

  it.each<[string, () => string | undefined, object]>([
    ["on another origin", () => `${other.origin}/up`, { redirectedTo: expect.stringContaining("localhost") }],
    ["on another scheme", () => `https://${server.host}/up`, { redirectedTo: expect.any(String) }],
    [
      "on an address of the inner network",
      () => "http://169.254.169.254/",
      { redirectedTo: expect.any(String) },
    ],
    ["that is no URL", () => "http://[", { reason: expect.stringContaining("did not say where") }],
    ["that is missing", () => undefined, { reason: expect.stringContaining("did not say where") }],
  ])("refuses a Location %s", async (_, location, expected) => {
    server.use(() => opened(location()));
    other.use(() => ({ status: 201 }));
    const answer = await openOn(server.host).target.pushBlob(Buffer.from("{}"));
    expect(answer).toMatchObject({ found: false, status: 202, ...expected });
    expect(asked()).toHaveLength(1);
    expect(other.asked).toHaveLength(0);
  });

  it.each([301, 302, 307, 308])("does not follow a %i", async (status) => {
    const location = `${server.origin}/v2/elsewhere/manifests/t`;
    server.use(() => ({ status, headers: { location } }));
    const { target } = openOn(server.host);
    expect(await target.pushManifest("t", manifest())).toMatchObject({
      found: false,
      status,
      redirectedTo: server.origin,
    });
    expect(await target.pushBlob(Buffer.from("{}"))).toMatchObject({ found: false, status });
    expect(await target.deleteManifest("t")).toMatchObject({ found: false, status });
    expect(asked()).toEqual([
      "PUT /v2/scratch/manifests/t",
      "POST /v2/scratch/blobs/uploads/",
      "DELETE /v2/scratch/manifests/t",
    ]);
  });

  it.each([429, 500, 502, 503, 504, 408])("sends nothing again after a %i", async (status) => {
    server.use(() => ({ status, headers: { "retry-after": "0" } }));
    const { target } = openOn(server.host);
    expect(await target.pushManifest("t", manifest())).toMatchObject({ found: false, status });
    expect(server.asked).toHaveLength(1);
    expect(await target.deleteManifest("t")).toMatchObject({ found: false, status });
    expect(server.asked).toHaveLength(2);
  });

  it.each([200, 202, 204])("a %i is no yes to a push", async (status) => {
    server.use(({ method }) => (method === "POST" ? opened("/up") : { status, body: "<html>Log in</html>" }));
    const { target } = openOn(server.host);
    expect(await target.pushManifest("t", manifest())).toMatchObject({ found: false, status });
    expect(await target.pushBlob(Buffer.from("{}"))).toMatchObject({ found: false, status });
  });

  it("says when another digest was kept than was sent", async () => {
    const registryDigest = sha256("rewritten");
    server.use(() => ({ status: 201, headers: { "docker-content-digest": registryDigest } }));
    const answer = await openOn(server.host).target.pushManifest("t", manifest());
    expect(answer).toMatchObject({ value: { digest: sha256(manifest().bytes), registryDigest } });
  });

  it.each([["x".repeat(3000)], [`sha256:${"z".repeat(3000)}`], [`unknown:${"a".repeat(3000)}`]])(
    "takes no digest that is none for one: %#",
    async (claimed) => {
      server.use(() => ({ status: 201, headers: { "docker-content-digest": claimed } }));
      const answer = await openOn(server.host).target.pushManifest("t", manifest());
      expect(answer).toMatchObject({ found: true, value: { oddDigest: claimed } });
      expect(answer.found && answer.value.registryDigest).toBeUndefined();
    },
  );

  it.each([400, 404, 429, 503])("calls off an upload whose bytes were answered with %i", async (status) => {
    server.use(({ method }) =>
      method === "POST" ? opened("/up/1?_state=a%3D") : { status: method === "PUT" ? status : 204 },
    );
    const answer = await openOn(server.host).target.pushBlob(Buffer.from("{}"));
    expect(answer).toMatchObject({ found: false, status });
    expect(asked().at(-1)).toBe("DELETE /up/1?_state=a%3D");
    expect(asked()).toHaveLength(3);
    expect(answer.exchanges).toHaveLength(3);
  });

  it("calls off an upload that its caller has left, and says that he left", async () => {
    const leaving = new AbortController();
    const hangs = Promise.withResolvers<Told>();
    server.use(({ method }) => {
      if (method === "POST") return opened("/up/2");
      if (method !== "PUT") return { status: 204 };
      leaving.abort();
      return hangs.promise;
    });
    const { client, session, exchanges } = openOn(server.host);
    const target = client.openForWriting(server.host, "scratch", { ...session, signal: leaving.signal });
    await expect(target.pushBlob(Buffer.from("{}"))).rejects.toMatchObject({ code: "cancelled" });
    expect(asked().at(-1)).toBe("DELETE /up/2");
    expect(exchanges.at(-1)).toMatchObject({ method: "DELETE", status: 204 });
    hangs.resolve({ status: 201 });
  });

  it("is cut off in the middle: a fault, with its exchange, and nothing is sent again", async () => {
    const { registry, host } = await sandbox();
    let seen = 0;
    registry.onRequest = () => {
      seen++;
      return "drop";
    };
    const { target, exchanges } = openOn(host);
    await expect(target.pushManifest("t", manifest())).rejects.toMatchObject({
      code: "connection-failed",
      exchanges: [expect.any(String)],
    });
    await expect(target.deleteManifest("t")).rejects.toMatchObject({ code: "connection-failed" });
    await expect(target.pushBlob(Buffer.from("{}"))).rejects.toMatchObject({ code: "connection-failed" });
    expect(seen).toBe(3);
    expect(exchanges).toMatchObject([{ method: "PUT" }, { method: "DELETE" }, { method: "POST" }]);
  });
});
