import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { digestOf } from "./digest.ts";
import { createRegistry } from "./registry.ts";
import { ask as askAnywhere, IMAGE, image, listening, push, ZERO } from "./sandbox.test-support.ts";

/** What comes back over a bare socket, for requests that no client would send. */
function raw(origin: string, text: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("the request log", () => {
  test("holds method, address and status, in order, and can be cleared", async () => {
    const { registry, ask } = await listening();
    await ask("/v2/");
    await ask("/v2/a/tags/list?n=1", { headers: { accept: "text/x" } });
    expect(registry.requests.lines()).toEqual(["GET /v2/ 200", "GET /v2/a/tags/list?n=1 404"]);
    expect(registry.requests.entries[1]?.headers.accept).toBe("text/x");
    registry.requests.clear();
    expect(registry.requests.lines()).toEqual([]);
  });

  test("forgets the oldest", async () => {
    const { registry, ask } = await listening({ requestLogSize: 2 });
    for (const path of ["/v2/", "/a", "/b"]) await ask(path);
    expect(registry.requests.lines()).toEqual(["GET /a 404", "GET /b 404"]);
  });
});

describe("onRequest", () => {
  test("adds latency, and lets the registry answer", async () => {
    const { ask } = await listening({
      onRequest: async () => {
        await sleep(50);
        return undefined;
      },
    });
    const began = performance.now();
    expect((await ask("/v2/")).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(45);
  });

  test("answers instead, for some requests", async () => {
    const { registry, ask } = await listening();
    registry.onRequest = (request) =>
      request.url?.includes("/referrers/")
        ? { status: 429, headers: { "Retry-After": "3" }, body: '{"errors":[{"code":"TOOMANYREQUESTS"}]}' }
        : undefined;
    const limited = await ask(`/v2/a/referrers/${ZERO}`);
    expect(limited).toMatchObject({ status: 429, code: "TOOMANYREQUESTS" });
    expect(limited.headers.get("retry-after")).toBe("3");
    expect((await ask("/v2/")).status).toBe(200);
    registry.onRequest = undefined;
    expect((await ask(`/v2/a/referrers/${ZERO}`)).status).toBe(200);
  });

  test("cuts the connection, or does as it likes with it", async () => {
    const { registry, ask } = await listening({ onRequest: () => "drop" });
    await expect(ask("/v2/")).rejects.toThrow();
    expect(registry.requests.lines()).toEqual(["GET /v2/ 0"]);
    registry.onRequest = (_, response) => {
      response.writeHead(200, { "Content-Length": 10 });
      response.write("half");
      setTimeout(() => response.destroy(), 5);
      return "handled";
    };
    await expect(ask("/v2/")).rejects.toThrow();
  });

  test("that fails is a 500, and the server goes on", async () => {
    const { registry, ask } = await listening({
      onRequest: () => {
        throw new Error("broken hook");
      },
    });
    expect((await ask("/v2/")).status).toBe(500);
    registry.onRequest = undefined;
    expect((await ask("/v2/")).status).toBe(200);
  });
});

describe("requests that are hardly any", () => {
  test.each([
    ["a path without a slash", "GET v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"],
    ["a host that is none", "GET /v2/ HTTP/1.1\r\nHost: [::bad\r\nConnection: close\r\n\r\n", "404"],
    ["an address with two hosts", "GET //evil/v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404"],
    [
      "percent signs that mean nothing",
      "GET /v2/%ff%/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "404",
    ],
    ["a method nobody has", "BREW /v2/ HTTP/1.1\r\nHost: x\r\n\r\n", "400"],
  ])("%s", async (_, text, status) => {
    const { origin, ask } = await listening();
    expect(await raw(origin, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await ask("/v2/")).status).toBe(200);
  });

  test("a body that breaks off leaves no trace", async () => {
    const { origin, ask, registry } = await listening();
    await raw(origin, "PUT /v2/a/manifests/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{").catch(
      () => "",
    );
    expect((await ask("/v2/a/manifests/x")).status).toBe(404);
    expect(registry.store.repositories.size).toBe(0);
  });
});

describe("what protects the process that it runs in", () => {
  test("a web page cannot write", async () => {
    const { ask, registry } = await listening();
    const headers = { origin: "https://evil.invalid", "content-type": IMAGE };
    const put = await ask("/v2/a/manifests/x", { method: "PUT", body: image("x"), headers });
    expect(put).toMatchObject({ status: 403, code: "DENIED" });
    expect((await ask("/v2/a/blobs/uploads/", { method: "POST", headers })).status).toBe(403);
    expect(registry.store.repositories.size).toBe(0);
    expect((await ask("/v2/", { headers })).status).toBe(200);
  });

  test("a full registry takes nothing more until something is deleted", async () => {
    const running = await listening({ maxBytes: 1000 });
    const { ask } = running;
    const put = (tag: string, note: string) =>
      push(running, `/v2/a/manifests/${tag}`, IMAGE, image(note.repeat(300)));
    const first = await put("one", "1");
    expect(first.status).toBe(201);
    expect(await put("two", "2")).toMatchObject({ status: 413, code: "SIZE_INVALID" });
    const bytes = Buffer.alloc(900);
    const blob = () => ask(`/v2/a/blobs/uploads/?digest=${digestOf(bytes)}`, { method: "POST", body: bytes });
    expect((await blob()).status).toBe(413);
    await ask(first.headers.get("location") ?? "", { method: "DELETE" });
    expect((await blob()).status).toBe(201);
  });

  test("uploads that are never finished fill at most 256 MiB", async () => {
    const { ask } = await listening();
    const statuses = [];
    for (let i = 0; i < 5; i++) {
      const open = await ask("/v2/a/blobs/uploads/", { method: "POST" });
      const body = Buffer.alloc(60 * 1024 * 1024);
      statuses.push((await ask(open.headers.get("location") ?? "", { method: "PATCH", body })).status);
    }
    expect(statuses).toEqual([202, 202, 202, 202, 413]);
  });
});

describe("a registry in this process", () => {
  test("put places what HTTP would refuse, with or without a place in the index", async () => {
    const { registry, ask } = await listening();
    const digest = registry.put("a", { tag: "odd", mediaType: "text/plain", bytes: "not json" });
    const odd = await ask(`/v2/a/manifests/${digest}`);
    expect([odd.text, odd.headers.get("content-type")]).toEqual(["not json", "text/plain"]);
    const bytes = image("x", { subject: { digest: ZERO } });
    registry.put("a", { mediaType: IMAGE, bytes, index: false });
    expect((await ask(`/v2/a/referrers/${ZERO}`)).json?.manifests).toEqual([]);
    expect(registry.put("a", { mediaType: IMAGE, bytes, algorithm: "sha512" })).toMatch(/^sha512:/);
    expect((await ask(`/v2/a/referrers/${ZERO}`)).json?.manifests).toHaveLength(1);
  });

  test("close ends connections that are open, and frees the port", async () => {
    const registry = createRegistry({
      onRequest: () =>
        sleep(60_000).then(
          () => undefined,
          () => undefined,
        ),
    });
    const { origin, port, close } = await registry.listen();
    const waiting = askAnywhere(`${origin}/v2/`).catch((error: unknown) => error);
    while (registry.requests.entries.length === 0) await sleep(1);
    await close();
    expect(await waiting).toBeInstanceOf(Error);
    const again = await registry.listen({ port });
    expect(again.port).toBe(port);
    await expect(registry.listen({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await again.close();
  });

  test("sends a Server header where it is given one", async () => {
    const { ask } = await listening({ server: "example/1" });
    const ping = await ask("/v2/");
    expect(ping.headers.get("server")).toBe("example/1");
    expect(ping.headers.get("docker-distribution-api-version")).toBe("registry/2.0");
  });
});
