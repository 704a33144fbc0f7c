// The transport against real servers: replies, redirects, credentials.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Exchange } from "#lib/evidence";
import { createTransport, type Transport } from "./transport.ts";
import type { HttpRequest } from "./wire/http-message.ts";
import { get, type Loopback, serveHttp } from "./wire/loopback.test-support.ts";

type Seen = {
  host: string;
  method: string;
  path: string;
  authorization?: string;
  accept?: string;
  extra?: string;
};

const SECRET = "c2VjcmV0LWNyZWRlbnRpYWw";
let seen: Seen[] = [];
let home: Loopback;
let other: Loopback;
let transport: Transport;
const routes: Record<string, (respond: Respond) => void> = {};
type Respond = (status: number, headers?: Record<string, string>, body?: string | Buffer) => void;

beforeAll(async () => {
  const start = () =>
    serveHttp((request, response) => {
      const { host = "", authorization, accept } = request.headers;
      const path = request.url ?? "";
      seen.push({
        host,
        method: request.method ?? "",
        path,
        authorization,
        accept,
        extra: request.headers["x-extra"]?.toString(),
      });
      const respond: Respond = (status, headers = {}, body = "ok") =>
        void response.writeHead(status, headers).end(body);
      const route = routes[path.split("?")[0] ?? ""];
      if (route) route(respond);
      else respond(200);
    });
  home = await start();
  other = await start();
  transport = createTransport(
    {
      privateRegistries: [
        { host: "127.0.0.1", port: home.port, http: true },
        { host: "127.0.0.1", port: other.port, http: true },
        { host: "localhost", port: home.port, http: true },
      ],
    },
    { retryBaseMs: 1 },
  );
});
beforeEach(() => {
  seen = [];
});
afterAll(async () => {
  await transport.close();
  await Promise.all([home.close(), other.close()]);
});

const ask = (path: string, extra: Partial<HttpRequest> = {}) =>
  get(transport, `${home.origin}${path}`, extra);
const asWho = () => ({
  authorization: { value: `Bearer ${SECRET}`, origin: home.origin, source: "Docker's config.json" },
});
const redirect = (from: string, to: string, status = 307) => {
  routes[from] = (respond) => respond(status, { location: to });
};

describe("a reply", () => {
  it("has status, headers in lower case, bytes and its receipt", async () => {
    routes["/plain"] = (respond) =>
      respond(418, { "X-Thing": "a", "Content-Type": "text/plain" }, "short and stout");
    const reply = await ask("/plain", { purpose: "resolve", headers: { Accept: "a/b" } });
    expect(reply).toMatchObject({
      status: 418,
      headers: { "x-thing": "a" },
      url: new URL(`${home.origin}/plain`),
    });
    expect(Buffer.from(reply.body).toString()).toBe("short and stout");
    expect(reply.exchanges).toMatchObject([
      {
        status: 418,
        purpose: "resolve",
        requestHeaders: { accept: "a/b" },
        bytes: 15,
        excerpt: "short and stout",
      },
    ]);
    expect(seen).toMatchObject([{ method: "GET", accept: "a/b" }]);
  });

  it("to HEAD has no body, whatever its headers announce", async () => {
    routes["/head"] = (respond) =>
      respond(200, { "content-length": "99999999999", "content-encoding": "br" }, "");
    const reply = await ask("/head", { method: "HEAD" });
    expect(reply).toMatchObject({
      status: 200,
      body: { length: 0 },
      headers: { "content-length": "99999999999" },
    });
    expect(reply.exchanges[0]).not.toHaveProperty("bytes");
  });

  it("of an error is a reply too, and its page is cut", async () => {
    routes["/huge"] = (respond) => respond(404, {}, Buffer.alloc(8 * 1024 * 1024, "x"));
    const reply = await ask("/huge");
    expect(reply).toMatchObject({ status: 404, body: { length: 64 * 1024 } });
    expect(reply.exchanges[0]).not.toHaveProperty("bodySha256");
  });

  it("carries a write's body there and is asked once", async () => {
    routes["/upload"] = (respond) => respond(503);
    const reply = await ask("/upload", { method: "PUT", deed: "push", body: Buffer.from("abc") });
    expect(reply.status).toBe(503);
    expect(seen).toHaveLength(1);
  });

  it("comes after retries, with a receipt for each attempt", async () => {
    let times = 0;
    routes["/flaky"] = (respond) => respond(++times < 3 ? 502 : 200);
    const exchanges: Exchange[] = [];
    const reply = await ask("/flaky", { onExchange: (exchange) => exchanges.push(exchange) });
    expect(reply.exchanges.map(({ status }) => status)).toEqual([502, 502, 200]);
    expect(exchanges).toEqual(reply.exchanges);
  });

  it("to a request that sets what is not its own to set does not exist", async () => {
    for (const name of ["Authorization", "cookie", "Host", "accept-encoding"]) {
      await expect(ask("/", { headers: { [name]: "x" } })).rejects.toThrow("not the caller's to set");
    }
    expect(seen).toEqual([]);
  });
});

describe("a credential", () => {
  it("goes to its own origin alone, from the first request on", async () => {
    await get(transport, `${other.origin}/x`, asWho());
    expect(seen).toMatchObject([{ authorization: undefined }]);
  });

  it("follows a redirect at home", async () => {
    redirect("/v2/start", "/v2/moved");
    const reply = await ask("/v2/start", asWho());
    expect(seen.map(({ authorization }) => authorization)).toEqual([`Bearer ${SECRET}`, `Bearer ${SECRET}`]);
    expect(reply.exchanges.map(({ credential }) => credential)).toEqual(
      Array(2).fill("Docker's config.json"),
    );
  });

  const away = () => [
    `${other.origin}/blob`,
    `//127.0.0.1:${other.port}/x`,
    `http://localhost:${home.port}/blob`,
    `${other.origin}/bounce`,
    `http://127.0.0.1:${home.port}\\@127.0.0.1:${other.port}/`,
    `http://127.0.0.1:${home.port}@127.0.0.1:${other.port}/`,
    `http://127.0.0.1:${other.port}\\@127.0.0.1:${home.port}/`,
  ];
  it.each([0, 1, 2, 3, 4, 5, 6])(
    "is dropped at the first change of origin and never taken up again: chain %d",
    async (nth) => {
      redirect("/v2/start", away()[nth] ?? "");
      redirect("/bounce", `${home.origin}/v2/back`);
      await ask("/v2/start", { ...asWho(), headers: { accept: "a/b", "x-extra": "1" } }).catch(() => {});
      const [first, ...later] = seen;
      expect(first).toMatchObject({ path: "/v2/start", authorization: `Bearer ${SECRET}`, extra: "1" });
      const abroad = later.filter(({ host }) => host !== `127.0.0.1:${home.port}`);
      expect(
        abroad.every(({ authorization, extra }) => authorization === undefined && extra === undefined),
      ).toBe(true);
      if (nth === 3) expect(later.map(({ path }) => path)).toEqual(["/bounce", "/v2/back"]);
      if (nth === 3) expect(later[1]).toMatchObject({ authorization: undefined, accept: "a/b" });
    },
  );

  it("is in no fault and in no receipt", async () => {
    routes["/echo"] = (respond) => respond(200, { warning: `299 - "${SECRET}"` }, `you sent ${SECRET}`);
    redirect("/leak", `ftp://example.com/?token=${SECRET}`);
    const fault = await ask("/leak", asWho()).catch((error) => error);
    const { exchanges } = await ask("/echo", asWho());
    const all: Exchange[] = [...exchanges];
    await ask("/leak", { ...asWho(), onExchange: (exchange) => all.push(exchange) }).catch(() => {});
    expect(JSON.stringify([fault, fault.message, fault.stack, String(fault.cause), all])).not.toContain(
      SECRET,
    );
    expect(all).toHaveLength(3);
  });
});

describe("a redirect", () => {
  it("that is not followed is the reply, and says where it led", async () => {
    redirect("/away", `${other.origin}/page?sig=1`, 303);
    redirect("/near", "/v2/near-end", 303);
    expect(await ask("/away", { redirects: "same-origin" })).toMatchObject({
      status: 303,
      redirectedTo: other.origin,
    });
    expect(await ask("/near", { redirects: "same-origin" })).toMatchObject({ status: 200 });
    expect(await ask("/near", { redirects: "none" })).toMatchObject({
      status: 303,
      redirectedTo: home.origin,
    });
    expect(await ask("/near", { method: "POST", deed: "push" })).toMatchObject({
      status: 303,
      redirectedTo: home.origin,
    });
    expect(seen.some(({ host }) => host.endsWith(String(other.port)))).toBe(false);
  });

  it("without a target, and a 304, are replies", async () => {
    routes["/nowhere"] = (respond) => respond(302);
    routes["/not-modified"] = (respond) => respond(304, { location: "/x", "content-encoding": "gzip" }, "");
    expect(await ask("/nowhere")).toMatchObject({ status: 302 });
    expect(await ask("/not-modified")).toMatchObject({ status: 304 });
  });

  it.each([
    ["https://", "malformed-answer"],
    ["ftp://example.com/", "address-refused"],
    ["http://example.com/", "address-refused"],
    ["http://127.0.0.1:1/", "address-refused"],
    ["https://127.0.0.1/", "address-refused"],
    ["https://[::1]/", "address-refused"],
  ])("to %s is the fault %s, with the receipts", async (location, code) => {
    redirect("/bad", location);
    const exchanges: Exchange[] = [];
    const asking = ask("/bad", { onExchange: (exchange) => exchanges.push(exchange) });
    const fault = await asking.catch((error) => error);
    expect(fault).toMatchObject({ code, exchanges: exchanges.map(({ id }) => id) });
    expect(exchanges[0]).toMatchObject({ status: 307 });
    if (code === "address-refused")
      expect(exchanges[1]).toMatchObject({ error: { code }, durationMs: expect.any(Number) });
  });

  it("binds what an answer named as well: the port rule holds for referredBy", async () => {
    const named = { referredBy: new URL("https://registry.example/v2/") };
    await expect(get(transport, home.origin, named)).rejects.toMatchObject({ code: "address-refused" });
    expect(seen).toEqual([]);
  });
});
