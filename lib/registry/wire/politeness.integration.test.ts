// How a host is treated: rests, breaks, budget, and requests that are shared by those who wait for them.
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Exchange } from "#lib/evidence";
import type { Transport, TransportOptions } from "../transport.ts";
import type { HttpRequest } from "./http-message.ts";
import { get, type Loopback, serveHttp, transportTo, until } from "./loopback.test-support.ts";

type Answer = (nth: number, response: ServerResponse) => void;

let server: Loopback;
let transport: Transport;
let arrivals: number[] = [];

async function start(answer: Answer, options: TransportOptions = {}): Promise<void> {
  arrivals = [];
  server = await serveHttp((_, response) => {
    arrivals.push(performance.now());
    answer(arrivals.length - 1, response);
  });
  transport = transportTo([server.port], { retryBaseMs: 1, ...options });
}
afterEach(async () => {
  await transport.close();
  await server.close();
});

const ask = (extra: Partial<HttpRequest> = {}) => get(transport, `${server.origin}/v2/`, extra);
const state = () => transport.hostState(server.origin);
const gone = (response: ServerResponse) => response.writeHead(503).end();
/** The status, or the fault's code, of so many requests at once. */
const ends = (count: number, extra: Partial<HttpRequest> = {}) =>
  Promise.all(
    Array.from({ length: count }, () =>
      ask(extra).then(
        ({ status }) => status,
        ({ code }) => code,
      ),
    ),
  );

describe("a host that asks for a rest", () => {
  it("gets it from everybody, and the one that was told waits and asks again", async () => {
    await start((nth, response) => response.writeHead(nth === 0 ? 429 : 200, { "retry-after": "1" }).end());
    const told = ask();
    await until(() => arrivals.length === 1);
    await until(() => (state()?.pausedForMs ?? 0) > 0);
    expect(await ends(20)).toEqual(Array(20).fill(200));
    expect((await told).exchanges.map(({ status }) => status)).toEqual([429, 200]);
    expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("rests a second when it does not say how long", async () => {
    await start((nth, response) => response.writeHead(nth === 0 ? 429 : 200).end());
    await ask();
    expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("longer than anybody waits: the answer is the 429, and the next ones are not sent", async () => {
    await start((_, response) => response.writeHead(429, { "retry-after": "31" }).end());
    expect((await ask()).status).toBe(429);
    await expect(ask()).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: 31, exchanges: [] });
    expect(arrivals).toHaveLength(1);
  });

  it("again and again, without one good answer: is not waited for any more", async () => {
    await start((_, response) => response.writeHead(429, { "retry-after": "0" }).end());
    const outcome = await ends(200);
    expect(new Set(outcome)).toEqual(new Set([429, "rate-limited"]));
    expect(arrivals.length).toBeLessThanOrEqual(4 * 32);
    expect(state()).toMatchObject({ budget: 20, breaker: "closed" });
  });

  it("by 503 rests too", async () => {
    await start((nth, response) => response.writeHead(nth === 0 ? 503 : 200, { "retry-after": "1" }).end());
    expect((await ask()).status).toBe(200);
    expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });
});

describe("a host that fails", () => {
  it("is left alone after 20 failures in a row, then tried once, then used again", async () => {
    let well = false;
    await start((_, response) => (well ? response.end() : gone(response)), { coolMs: 200, retries: 0 });
    await ends(40);
    expect(state()).toMatchObject({ breaker: "open", opened: 1 });
    const before = arrivals.length;
    await expect(ask()).rejects.toMatchObject({ code: "circuit-open", retryAfterSeconds: 1 });
    await until(() => state()?.breaker === "half-open");
    expect((await ends(10)).filter((end) => end === "circuit-open")).toHaveLength(9);
    expect(arrivals).toHaveLength(before + 1);
    expect(state()).toMatchObject({ breaker: "open", opened: 2 });
    well = true;
    await until(() => state()?.breaker === "half-open");
    expect((await ask()).status).toBe(200);
    expect(await ends(40)).toEqual(Array(40).fill(200));
    expect(state()).toMatchObject({ breaker: "closed" });
  });

  it("stays within its budget of retries, also when others succeed between", async () => {
    await start((nth, response) => (nth % 2 === 0 ? gone(response) : response.end()), { random: () => 0 });
    await ends(100, { retry: true });
    expect(state()?.retries).toBeGreaterThan(19);
    expect(state()?.retries).toBeLessThanOrEqual(20 + arrivals.length / 2 / 10);
  });

  it("does not stand in another's way", async () => {
    await start((_, response) => gone(response), { retries: 0 });
    const other = await serveHttp((_, response) => response.end());
    const both = transportTo([server.port, other.port], { retries: 0 });
    await Promise.all(Array.from({ length: 30 }, () => get(both, server.origin).catch(() => {})));
    expect(both.hostState(server.origin)?.breaker).toBe("open");
    expect((await get(both, other.origin)).status).toBe(200);
    await both.close();
    await other.close();
  });

  it("answers with 4xx is not failing", async () => {
    await start((_, response) => response.writeHead(404).end());
    expect(await ends(60)).toEqual(Array(60).fill(404));
    expect(arrivals).toHaveLength(60);
    expect(state()).toMatchObject({ breaker: "closed", budget: 20 });
  });
});

describe("requests that are alike", () => {
  /** Answers when told. */
  const held: ServerResponse[] = [];
  const hold: Answer = (_, response) => void held.push(response);
  const release = () => {
    for (const response of held.splice(0)) response.end("once");
  };

  it("are sent once while one is under way, and everybody gets reply and receipts", async () => {
    await start(hold);
    const receipts: Exchange[][] = [[], [], []];
    const asking = receipts.map((list) =>
      ask({ share: "anna", onExchange: (exchange) => list.push(exchange) }),
    );
    await until(() => held.length === 1);
    release();
    const replies = await Promise.all(asking);
    expect(arrivals).toHaveLength(1);
    expect(replies.map(({ body }) => Buffer.from(body).toString())).toEqual(["once", "once", "once"]);
    expect(receipts).toEqual(Array(3).fill(replies[0]?.exchanges));
    const later = ask({ share: "anna" });
    await until(() => held.length === 1);
    release();
    await later;
    expect(arrivals).toHaveLength(2);
  });

  it("are not alike when asked by another, with other headers, another credential or another cap", async () => {
    await start(hold);
    const credential = (value: string) => ({
      authorization: { value, origin: server.origin, source: "test" },
    });
    const asking = [
      ask({ share: "anna" }),
      ask({ share: "bert" }),
      ask({ share: "anna", headers: { accept: "a/b" } }),
      ask({ share: "anna", ...credential("Bearer one-1") }),
      ask({ share: "anna", ...credential("Bearer two-2") }),
      ask({ share: "anna", maxBytes: 10 }),
      ask({ share: "anna", method: "HEAD" }),
      ask(),
      ask(),
    ];
    await until(() => held.length === asking.length);
    release();
    await Promise.all(asking);
    expect(arrivals).toHaveLength(asking.length);
  });

  it("go on for those who stay; the last to leave closes the socket", async () => {
    await start(hold);
    const people = [new AbortController(), new AbortController(), new AbortController()];
    const asking = people.map(({ signal }) => ask({ share: "anna", signal }));
    const all = Promise.allSettled(asking);
    await until(() => held.length === 1);
    people[0]?.abort();
    people[1]?.abort();
    await expect(asking[0]).rejects.toMatchObject({ code: "cancelled" });
    expect(server.sockets.size).toBe(1);
    people[2]?.abort();
    expect(await until(() => server.sockets.size === 0, 500)).toBeLessThan(500);
    expect((await all).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
    await until(() => state()?.inFlight === 0);
    held.length = 0;
  });

  it("a late one keeps alive what it joins in time, and starts anew after that", async () => {
    await start(hold);
    const first = new AbortController();
    const second = new AbortController();
    const left = ask({ share: "anna", signal: first.signal });
    await until(() => held.length === 1);
    first.abort();
    const joined = ask({ share: "anna", signal: second.signal });
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    expect(server.sockets.size).toBe(1);
    second.abort();
    await expect(joined).rejects.toMatchObject({ code: "cancelled" });
    held.length = 0;
    const anew = ask({ share: "anna" });
    await until(() => held.length === 1);
    release();
    expect((await anew).status).toBe(200);
    expect(arrivals).toHaveLength(2);
  });

  it("fail alike, with the same receipts", async () => {
    await start((_, response) => void response.socket?.destroy(), { retries: 0 });
    const both = await Promise.all([0, 1].map(() => ask({ share: "anna" }).catch((error) => error)));
    expect(both).toMatchObject(Array(2).fill({ code: "connection-failed", exchanges: [expect.any(String)] }));
    expect(both[0].exchanges).toEqual(both[1].exchanges);
  });
});

it("who leaves the queue or a rest is let go at once", async () => {
  await start((_, response) => response.writeHead(429, { "retry-after": "20" }).end(), { concurrency: 1 });
  const person = new AbortController();
  const asking = ends(5, { signal: person.signal });
  await until(() => (state()?.pausedForMs ?? 0) > 0);
  person.abort();
  const outcome = await asking;
  expect(outcome.filter((end) => end === "cancelled").length).toBeGreaterThanOrEqual(4);
  expect(state()).toMatchObject({ inFlight: 0, queued: 0 });
  expect(arrivals).toHaveLength(1);
});
