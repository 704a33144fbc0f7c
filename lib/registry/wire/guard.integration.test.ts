// The guard's last line, and the resolver under it, over real sockets and a real DNS server.
import type { Socket } from "node:dgram";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGuardedAgent } from "./guard.ts";
import { serveRaw } from "./loopback.test-support.ts";
import { createResolver, NameNotResolved, type Resolve } from "./resolver.ts";
import { startFakeDns } from "./ssrf/fake-dns.ts";

/** An address that looks public when it is checked, and is loopback when it is used. */
function turncoat() {
  let looks = 0;
  return {
    family: 4 as const,
    get address() {
      return looks++ === 0 ? "93.184.216.34" : "127.0.0.1";
    },
  };
}

it.each(["http", "https"])("what was reached is checked before the first byte, %s", async (scheme) => {
  let connections = 0;
  let bytes = 0;
  const server = await serveRaw((socket) => {
    connections++;
    socket.on("data", (data) => {
      bytes += data.length;
    });
  });
  const agent = createGuardedAgent(
    { privateRegistries: [] },
    {
      resolve: async () => [turncoat()],
      connections: 1,
      connectTimeoutMs: 1000,
      headersTimeoutMs: 1000,
      idleTimeoutMs: 1000,
      maxHeaderBytes: 16_384,
    },
  );
  const asking = request(`${scheme}://registry.example:${server.port}/`, { dispatcher: agent });
  await expect(asking).rejects.toMatchObject({ name: "AddressRefused" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect({ connections, bytes }).toEqual({ connections: 1, bytes: 0 });
  await agent.destroy();
  await server.close();
});

describe("the resolver", () => {
  let dns: Socket;
  let questions = 0;
  let resolve: Resolve;
  beforeAll(async () => {
    dns = await startFakeDns("127.0.0.1", 0);
    dns.on("message", () => questions++);
    resolve = createResolver({ servers: [`127.0.0.1:${dns.address().port}`], timeoutMs: 400, maxPending: 3 });
  });
  afterAll(() => void dns.close());

  it("gives the addresses of both families, and asks once for those who wait at the same time", async () => {
    questions = 0;
    const found = await Promise.all(Array.from({ length: 10 }, () => resolve("mixed.test", false)));
    expect(found[9]).toEqual([
      { address: "93.184.216.34", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ]);
    expect(await resolve("ula.test", false)).toEqual([{ address: "fd00:ec2::254", family: 6 }]);
    expect(questions).toBe(4);
  });

  it("tells a name that does not exist from a server that is silent", async () => {
    await expect(resolve("unknown.test", false)).rejects.toMatchObject({ temporary: false });
    await expect(resolve("hang.test", false)).rejects.toMatchObject({ temporary: true });
  });

  it("does not pile up silent names, and good ones do not wait for them", async () => {
    const hanging = ["hang1.test", "hang2.test"].map((name) => resolve(name, false).catch((error) => error));
    const start = performance.now();
    expect(await resolve("good.test", false)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(300);
    hanging.push(resolve("hang3.test", false).catch((error) => error));
    await expect(resolve("good.test", false)).rejects.toThrow("too many names");
    for (const error of await Promise.all(hanging)) expect(error).toBeInstanceOf(NameNotResolved);
    expect(await resolve("good.test", false)).toHaveLength(1);
  });

  it("never asks DNS for localhost, and asks the system for what is listed", async () => {
    questions = 0;
    const loopback = [
      { address: "127.0.0.1", family: 4 },
      { address: "::1", family: 6 },
    ];
    expect(await resolve("localhost", false)).toEqual(loopback);
    expect(await resolve("registry.localhost", true)).toEqual(loopback);
    expect(await resolve("127.0.0.1", true)).toEqual([{ address: "127.0.0.1", family: 4 }]);
    expect(questions).toBe(0);
  });
});
