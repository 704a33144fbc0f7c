// What the transport calls each failure, against real servers that fail.
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import type { Socket as DnsSocket } from "node:dgram";
import { createServer as createTlsServer } from "node:https";
import { initializeCA } from "@sigstore/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchange } from "#lib/evidence";
import { createTransport, type Transport } from "./transport.ts";
import {
  get,
  type Loopback,
  listen,
  serveHttp,
  serveRaw,
  transportTo,
  until,
} from "./wire/loopback.test-support.ts";
import { startFakeDns } from "./wire/ssrf/fake-dns.ts";

describe("a failure is called", () => {
  const servers: Loopback[] = [];
  let dns: DnsSocket;
  let lost: Transport;
  beforeAll(async () => {
    dns = await startFakeDns("127.0.0.1", 0);
    const resolver = { servers: [`127.0.0.1:${dns.address().port}`], timeoutMs: 200 };
    lost = createTransport({ privateRegistries: [] }, { resolver, retries: 0 });
  });
  afterAll(async () => {
    await lost.close();
    dns.close();
    await Promise.all(servers.map((server) => server.close()));
  });
  const faultAt = async (server: Loopback, scheme = "http") => {
    servers.push(server);
    const one = transportTo([server.port], { retries: 0 });
    const exchanges: Exchange[] = [];
    const asking = get(one, `${scheme}://127.0.0.1:${server.port}/`, {
      onExchange: (exchange) => exchanges.push(exchange),
    });
    const fault = await asking.catch((error) => error);
    await one.close();
    expect(exchanges).toMatchObject([
      { id: fault.exchanges[0], error: { code: fault.code, message: fault.message } },
    ]);
    return fault;
  };

  it("connection-failed when nobody listens", async () => {
    const closed = await serveRaw(() => {});
    await closed.close();
    expect(await faultAt(closed)).toMatchObject({
      code: "connection-failed",
      message: expect.stringMatching(/refused/),
    });
  });

  it("host-not-found when the name does not exist, or DNS is silent", async () => {
    await expect(get(lost, "https://unknown.test/")).rejects.toMatchObject({
      code: "host-not-found",
      message: "unknown.test: DNS knows no such name.",
    });
    await expect(get(lost, "https://hang.test/")).rejects.toMatchObject({
      code: "host-not-found",
      message: expect.stringMatching(/DNS gave no answer/),
    });
  });

  it("address-refused when any address of the name is private", async () => {
    for (const name of ["private-a.test", "mixed.test", "mapped-aaaa.test", "nat64-aaaa.test", "imds.test"]) {
      await expect(get(lost, `https://${name}/`)).rejects.toMatchObject({ code: "address-refused" });
    }
    await expect(get(lost, "https://anything.localhost/")).rejects.toMatchObject({ code: "address-refused" });
  });

  it("tls-failed for a certificate nobody vouches for, and for a server without TLS", async () => {
    const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { rootCertificate } = await initializeCA(keys);
    const cert = new X509Certificate(Buffer.from(rootCertificate.buffer)).toString();
    const key = keys.privateKey.export({ type: "pkcs8", format: "pem" });
    const selfSigned = await listen(createTlsServer({ cert, key }, (_, response) => response.end("never")));
    expect(await faultAt(selfSigned, "https")).toMatchObject({
      code: "tls-failed",
      message: expect.stringMatching(/unsuitable certificate purpose|self-signed/),
    });
    const noTls = await serveHttp((_, response) => response.end("plain"));
    expect(await faultAt(noTls, "https")).toMatchObject({
      code: "tls-failed",
      message: expect.stringMatching(/WRONG_VERSION/),
    });
  });

  it("malformed-answer for what is not HTTP, or not in its coding", async () => {
    const ssh = await serveRaw((socket) => void socket.write("SSH-2.0-OpenSSH_9.9\r\n"));
    expect(await faultAt(ssh)).toMatchObject({ code: "malformed-answer" });
    const notGzip = await serveHttp((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("text"),
    );
    expect(await faultAt(notGzip)).toMatchObject({ code: "malformed-answer" });
  });

  it("timed-out when the deadline is over, retries and all", async () => {
    const slow = await serveHttp((_, response) => void setTimeout(() => response.end("late"), 5000).unref());
    servers.push(slow);
    const one = transportTo([slow.port]);
    const start = performance.now();
    await expect(get(one, slow.origin, { deadlineMs: 100 })).rejects.toMatchObject({ code: "timed-out" });
    expect(performance.now() - start).toBeLessThan(3000);
    await one.close();
  });

  it("cancelled, timed-out or its own name, after whoever aborts", async () => {
    const silent = await serveHttp(() => {});
    servers.push(silent);
    const one = transportTo([silent.port]);
    await expect(get(one, silent.origin, { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({
      code: "timed-out",
    });
    await expect(get(one, silent.origin, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    const asking = get(one, silent.origin);
    await until(() => silent.sockets.size > 0);
    await Promise.all([expect(asking).rejects.toMatchObject({ code: "cancelled" }), one.close()]);
    await expect(get(one, silent.origin)).rejects.toMatchObject({ code: "cancelled" });
  });
});
