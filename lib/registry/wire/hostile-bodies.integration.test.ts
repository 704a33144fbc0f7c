// Servers that mean harm, or are very ill: each ends in a classified fault, soon, and without eating memory.
import { writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "#lib/errors";
import { parseJson } from "#lib/oci";
import { get, type Loopback, serveHttp, serveRaw, transportTo, until } from "./loopback.test-support.ts";

const MIB = 1024 * 1024;
const ZEROS = Buffer.alloc(64 * MIB);
const GZIP_BOMB = gzipSync(ZEROS);
const ZSTD_BOMB = zstdCompressSync(ZEROS);
/** The production times, shortened; one attempt, so that the first failure is seen. */
const QUICK = { retries: 0, headersTimeoutMs: 400, idleTimeoutMs: 400, graceMs: 300, connectTimeoutMs: 1000 };
const DEADLINE_MS = 2000;
const BOUND_MS = 2500;
const BOUND_MIB = 64;

type Hostile = {
  name: string;
  serve: () => Promise<Loopback>;
  code: ErrorCode;
  says: RegExp;
  /** The answer is whole on the wire, so the connection may be kept. */
  whole?: true;
  /** What is wrong shows only when the body is read as JSON. */
  json?: true;
};

const http = (answer: (response: ServerResponse, path: string) => void) => () =>
  serveHttp((request, response) => answer(response, request.url ?? ""));
const raw = (answer: (socket: Socket) => void) => () =>
  serveRaw((socket) => {
    socket.resume();
    answer(socket);
  });

function every(
  ms: number,
  socket: { write(text: string): unknown; on(event: "close", f: () => void): unknown },
  text: string,
) {
  const timer = setInterval(() => socket.write(text), ms);
  socket.on("close", () => clearInterval(timer));
}

/** Writes as long as anybody reads. */
function flood(response: ServerResponse): void {
  const piece = ZEROS.subarray(0, MIB);
  const pour = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", pour);
  pour();
}

const HOSTILE: Hostile[] = [
  {
    name: "gzip bomb, 64 MiB of zeros",
    serve: http((response) => response.setHeader("content-encoding", "gzip").end(GZIP_BOMB)),
    code: "limit-exceeded",
    says: /decodes to more than 4194304 bytes/,
    whole: true,
  },
  {
    name: "zstd bomb, 64 MiB of zeros",
    serve: http((response) => response.setHeader("content-encoding", "zstd").end(ZSTD_BOMB)),
    code: "limit-exceeded",
    says: /decodes to more than 4194304 bytes/,
    whole: true,
  },
  {
    name: "a thousand content codings, stacked",
    serve: http((response) =>
      response.setHeader("content-encoding", Array(1000).fill("gzip").join(", ")).end(GZIP_BOMB),
    ),
    code: "limit-exceeded",
    says: /content coding "gzip, gzip/,
  },
  {
    name: "Content-Length of 50 GB",
    serve: http((response) => void response.setHeader("content-length", 5e10).write("x")),
    code: "limit-exceeded",
    says: /announces 50000000000 bytes/,
  },
  {
    name: "chunks without end",
    serve: http(flood),
    code: "limit-exceeded",
    says: /more than 4194304 bytes/,
  },
  {
    name: "one byte every 100 ms",
    serve: http((response) => every(100, response.writeHead(200), "x")),
    code: "limit-exceeded",
    says: /bytes a second, which is too slow/,
  },
  {
    name: "header lines without end, one every 100 ms",
    serve: raw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      every(100, socket, "x-more: of-it\r\n");
    }),
    code: "timed-out",
    says: /in time/,
  },
  {
    name: "accepts and says nothing",
    serve: raw(() => {}),
    code: "timed-out",
    says: /no complete header in time/,
  },
  {
    name: "a header of 10 MB",
    serve: raw((socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(1e7)}`)),
    code: "limit-exceeded",
    says: /header is larger/,
  },
  {
    name: "redirects in a circle",
    serve: http((response, path) => void response.writeHead(302, { location: path }).end()),
    code: "limit-exceeded",
    says: /redirects more than 5 times/,
    whole: true,
  },
  {
    name: "reset in the middle of the body",
    serve: http((response) => {
      response.setHeader("content-length", 1000).write('{"a":');
      setTimeout(() => response.socket?.resetAndDestroy(), 30);
    }),
    code: "connection-failed",
    says: /before its answer was complete/,
  },
  {
    name: "a body shorter than announced",
    serve: raw((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":1}')),
    code: "connection-failed",
    says: /before its answer was complete/,
  },
  {
    name: "JSON nested 1,000,000 deep",
    serve: http((response) => void response.end("[".repeat(1e6) + "]".repeat(1e6))),
    code: "limit-exceeded",
    says: /nests deeper/,
    whole: true,
    json: true,
  },
  {
    name: "JSON of 1,900,000 tokens",
    serve: http((response) => void response.end(`[${"1,".repeat(1.9e6)}1]`)),
    code: "limit-exceeded",
    says: /keys and values/,
    whole: true,
    json: true,
  },
  {
    name: "JSON that is not UTF-8",
    serve: http((response) => void response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22]))),
    code: "malformed-answer",
    says: /UTF-8/,
    whole: true,
    json: true,
  },
];

type Outcome = { code: string; message: string; ms: number; mib: number; exchanges: number };

/** Asks the server once, and watches the clock and the process's memory meanwhile. */
async function endure({ serve, json, whole }: Hostile): Promise<Outcome> {
  const server = await serve();
  const transport = transportTo([server.port], QUICK);
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 2);
  const start = performance.now();
  let exchanges = 0;
  const asking = get(transport, `${server.origin}/v2/`, {
    deadlineMs: DEADLINE_MS,
    onExchange: () => exchanges++,
  });
  const outcome = await asking
    .then(({ body }) => json && parseJson(body))
    .then(
      () => ({ code: "none", message: "" }),
      (error) => ({ code: String(error.code), message: String(error.message) }),
    );
  const ms = Math.round(performance.now() - start);
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage.rss());
  if (!whole) await until(() => server.sockets.size === 0);
  await transport.close();
  await until(() => server.sockets.size === 0);
  await server.close();
  return { ...outcome, ms, mib: Math.round((peak - before) / MIB), exchanges };
}

const table: string[] = [];

describe("a hostile answer", () => {
  it.each(HOSTILE)("$name", async (hostile) => {
    const outcome = await endure(hostile);
    table.push(`| ${hostile.name} | ${outcome.code} | ${outcome.ms} | ${outcome.mib} | ${outcome.message} |`);
    expect(outcome.code).toBe(hostile.code);
    expect(outcome.message).toMatch(hostile.says);
    expect(outcome.ms).toBeLessThan(BOUND_MS);
    expect(outcome.mib).toBeLessThan(BOUND_MIB);
    expect(outcome.exchanges).toBeGreaterThan(0);
  });

  it("whoever asked leaves: the socket is closed at once", async () => {
    const server = await serveHttp((_, response) => void response.writeHead(200).write("x"));
    const transport = transportTo([server.port]);
    const person = new AbortController();
    const asking = get(transport, server.origin, { signal: person.signal });
    await until(() => server.sockets.size === 1);
    setTimeout(() => person.abort(), 30);
    await expect(asking).rejects.toMatchObject({ code: "cancelled", exchanges: [expect.any(String)] });
    const ms = Math.round(await until(() => server.sockets.size === 0, 500));
    table.push(`| the person leaves in the middle | cancelled | ${ms} until the socket is closed | 0 | |`);
    await transport.close();
    await server.close();
  });
});

afterAll(() => {
  if (process.env.UPDATE_FIGURES !== "1") return;
  const head = `# Hostile answers, and how each ends

Measured by \`lib/registry/wire/hostile-bodies.integration.test.ts\` against real servers on the loopback address, with shortened
times (header and silence 400 ms, least speed after 300 ms, deadline ${DEADLINE_MS} ms; in production 10 s, 10 s, 5 s, 30 s).
Every row must end within ${BOUND_MS} ms and ${BOUND_MIB} MiB, or the test fails. Memory is the growth of the process's
resident set, the hostile server included. \`UPDATE_FIGURES=1\` writes this file anew.

| the server | ends as | ms | MiB | what the reader is told |
| --- | --- | --- | --- | --- |
`;
  const rows = table.map((row) => row.replaceAll(/127\.0\.0\.1:\d+/g, "registry.example"));
  writeFileSync(
    new URL("../../../docs/figures/hostile-bodies.md", import.meta.url),
    `${head}${rows.join("\n")}\n`,
  );
});
