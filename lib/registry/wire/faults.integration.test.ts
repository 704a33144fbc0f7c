// Five hundred requests through a proxy that breaks connections: every one of them ends, as an answer or as a fault.
// Faults that only the digest shows, and tokens, are above the transport: see the registry's and discovery's tests.
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import { type Fault, startFaultProxy } from "../../../scripts/test-support/fault-proxy.ts";
import type { HttpReply } from "./http-message.ts";
import { get, serveHttp, transportTo, until } from "./loopback.test-support.ts";
import type { HostState } from "./politeness.ts";

const COUNT = 500;
const BODIES = Array.from({ length: COUNT }, (_, i) => JSON.stringify({ i, pad: "x".repeat(500) }));
/** Short times, for connections that fall silent; everything else has the production times. */
const QUICK = {
  headersTimeoutMs: 800,
  idleTimeoutMs: 800,
  graceMs: 500,
  connectTimeoutMs: 1000,
  coolMs: 10_000,
};

type Scenario = {
  fault?: (nth: number) => Fault | undefined;
  /** Answers in place of the registry, and says so. */
  answer?: (nth: number, index: number, response: ServerResponse, request: IncomingMessage) => boolean;
  quick?: boolean;
  signal?: AbortSignal;
  share?: string;
  /** How many ask for the same 500 at once. */
  times?: number;
};
type Outcome = {
  replies: (HttpReply | ExplorerError)[];
  requests: number;
  state: HostState;
  receipts: Exchange[];
};

/** Runs the scenario and counts what came of it. */
async function run(scenario: Scenario): Promise<Outcome> {
  let requests = 0;
  const server = await serveHttp((request, response) => {
    const index = Number(request.url?.slice(1));
    if (scenario.fault) response.setHeader("connection", "close"); // a connection for each request
    const nth = requests++;
    if (!scenario.answer?.(nth, index, response, request)) response.end(BODIES[index]);
  });
  const proxy = await startFaultProxy(server.port, scenario.fault);
  const transport = transportTo([proxy.port], scenario.quick ? QUICK : {});
  const origin = `http://127.0.0.1:${proxy.port}`;
  const receipts: Exchange[] = [];
  const ask = (index: number) =>
    get(transport, `${origin}/${index}`, {
      onExchange: (exchange) => receipts.push(exchange),
      share: scenario.share,
      ...(scenario.signal && { signal: scenario.signal }),
    }).catch((error) => error);
  const all = Array.from({ length: scenario.times ?? 1 }, () => BODIES.map((_, index) => ask(index)));
  const replies = await Promise.all(all.flat());
  const state = transport.hostState(origin);
  await transport.close();
  await until(() => proxy.open === 0);
  await proxy.close();
  await server.close();
  if (!state) throw new Error("the host is not known");
  return { replies, requests, state, receipts };
}

/** How many ended which way: by status, or by the fault's code. */
function tally({ replies }: Outcome): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reply of replies) {
    const end = reply instanceof ExplorerError ? reply.code : String(reply.status);
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

const every50th = (fault: Fault) => (nth: number) => (nth % 50 === 25 ? fault : undefined);

it("a clean line costs one request each, at most 32 at once", async () => {
  const outcome = await run({});
  expect(tally(outcome)).toEqual({ "200": COUNT });
  expect(outcome).toMatchObject({
    requests: COUNT,
    receipts: { length: COUNT },
    state: { peak: 32, retries: 0, inFlight: 0 },
  });
});

it("one missing manifest of 500 is one 404, asked once", async () => {
  const outcome = await run({
    answer: (_, index, response) => index === 123 && Boolean(response.writeHead(404).end("{}")),
  });
  expect(tally(outcome)).toEqual({ "200": COUNT - 1, "404": 1 });
  expect(outcome.requests).toBe(COUNT);
});

it.each<[string, Fault]>([
  ["reset in the middle of the body", { kind: "reset", bytes: 300 }],
  ["ended in the middle of the body", { kind: "end", bytes: 300 }],
  ["swallowed", { kind: "blackhole" }],
  ["slowed to 80 bytes a second", { kind: "drip", bytes: 8, ms: 100 }],
])("one connection of 50 %s: all answers come, for a few retries", async (_, fault) => {
  const quick = fault.kind === "blackhole" || fault.kind === "drip";
  const outcome = await run({ fault: every50th(fault), quick });
  expect(tally(outcome)).toEqual({ "200": COUNT });
  expect(outcome.state.retries).toBeGreaterThanOrEqual(10);
  expect(outcome.state.sent).toBeLessThanOrEqual(530);
  expect(outcome.receipts).toHaveLength(outcome.state.sent);
});

it("a bit flipped in one answer of 50 shows in the receipt's hash, for whoever compares it", async () => {
  const outcome = await run({ fault: every50th({ kind: "flip-bit", byte: 300 }) });
  const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");
  const wrong = outcome.replies.filter((reply, index) => {
    if (reply instanceof ExplorerError) throw reply;
    expect(reply.exchanges[0]?.bodySha256).toBe(sha256(reply.body));
    return sha256(reply.body) !== sha256(BODIES[index] ?? "");
  });
  expect(wrong).toHaveLength(10);
});

it("503 for every tenth request: retried within the budget", async () => {
  const outcome = await run({
    answer: (nth, _, response) => nth % 10 === 3 && Boolean(response.writeHead(503).end()),
  });
  expect(tally(outcome)).toEqual({ "200": COUNT });
  expect(outcome.requests).toBeLessThan(600);
});

it("503 for all: at most 60 requests are sent, and the rest is told why", async () => {
  const outcome = await run({ answer: (_, __, response) => Boolean(response.writeHead(503).end()) });
  const { "503": answered = 0, "circuit-open": unsent = 0, ...other } = tally(outcome);
  expect(other).toEqual({});
  expect(answered + unsent).toBe(COUNT);
  expect(outcome.requests).toBeLessThanOrEqual(60);
  expect(outcome.state).toMatchObject({ breaker: "open", opened: 1 });
});

it("429 with Retry-After: the whole host rests, nobody is early, all answers come", async () => {
  let rests: number | undefined;
  const outcome = await run({
    answer: (nth, _, response) => {
      if (nth === 100) rests = performance.now();
      if (rests === undefined || performance.now() - rests >= 1000) return false;
      return Boolean(response.writeHead(429, { "retry-after": "1" }).end());
    },
  });
  expect(tally(outcome)).toEqual({ "200": COUNT });
  const told = outcome.receipts.filter(({ status }) => status === 429);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(32);
  const since = Math.min(...told.map(({ at, durationMs }) => Date.parse(at) + durationMs));
  const early = outcome.receipts.filter(
    ({ at }) => Date.parse(at) > since + 10 && Date.parse(at) < since + 990,
  );
  expect(early).toEqual([]);
});

it("the person leaves: nothing stays open", async () => {
  const person = new AbortController();
  setTimeout(() => person.abort(), 60);
  const outcome = await run({ fault: () => ({ kind: "latency", ms: 30 }), signal: person.signal });
  const { "200": answered = 0, cancelled = 0, ...other } = tally(outcome);
  expect(other).toEqual({});
  expect(answered + cancelled).toBe(COUNT);
  expect(cancelled).toBeGreaterThan(COUNT / 2);
  expect(outcome.state).toMatchObject({ inFlight: 0, queued: 0, breaker: "closed" });
});

it("fifty at once ask for the same 500: each is sent once, each of the fifty has every receipt", async () => {
  const outcome = await run({ times: 50, share: "anonymous" });
  expect(tally(outcome)).toEqual({ "200": 50 * COUNT });
  expect(outcome.requests).toBe(COUNT);
  expect(outcome.receipts).toHaveLength(50 * COUNT);
});
