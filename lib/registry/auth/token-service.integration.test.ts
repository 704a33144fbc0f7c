import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ExplorerError } from "#lib/errors";
import {
  type Opened,
  onlyFor,
  openOn,
  type ScriptedServer,
  serve,
  type Told,
} from "../scripted-server.test-support.ts";
import { BASIC, bearerRegistry, challenge, expectNoSecret, ME, TAGS } from "./accounts.test-support.ts";

let registry: ScriptedServer;
let other: ScriptedServer;
let opened: Opened | undefined;
beforeAll(async () => {
  registry = await serve();
  other = await serve(undefined, "localhost");
});
afterEach(() => opened?.close());
afterAll(() => Promise.all([registry.close(), other.close()]));

function open(options: Parameters<typeof openOn>[1] = {}) {
  opened = openOn([registry, other], options);
  return opened.registry;
}

const me = () => onlyFor(registry.host, ME);

describe("a token service that fails", () => {
  const asks = (token: () => Told) => bearerRegistry(registry.origin, { token });

  it.each([
    [429, { "retry-after": "7200" }, 429, 7200],
    [500, {}, 500, undefined],
    [403, {}, 401, undefined],
    [404, {}, 401, undefined],
  ])("its %i", async (status, headers, expected, retryAfterSeconds) => {
    registry.use(asks(() => ({ status, headers })));
    const answer = await open().tags("a");
    expect(answer).toMatchObject({ found: false, status: expected, retryAfterSeconds });
    expect(answer.found || answer.reason).toContain(`answered ${status}`);
  });

  it.each([
    ["no token", { hello: 1 }],
    ["HTML", "<html>"],
    ["a token that breaks the header", { token: "a\r\nx: y" }],
    ["a token that is no string", { token: { a: 1 } }],
  ])("%s is a fault", async (_, body) => {
    registry.use(asks(() => ({ body })));
    await expect(open().tags("a")).rejects.toMatchObject({ code: "malformed-answer" });
  });

  it("more than 64 KiB is a fault", async () => {
    registry.use(asks(() => ({ body: { token: "x".repeat(70_000) } })));
    await expect(open().tags("a")).rejects.toMatchObject({ code: "limit-exceeded" });
  });
});

describe("credentials stay at home", () => {
  const seen = () => other.asked.map(({ headers, body }) => [headers.authorization, body]);

  it.each([
    ["another port, plain http", () => `${other.origin}/token`],
    ["relative", () => "/token"],
    ["with a user name", () => `http://${registry.host}@localhost:${other.port}/token`],
    ["a file", () => "file:///etc/passwd"],
  ])("no realm of %s is asked", async (_, realm) => {
    registry.use(bearerRegistry(registry.origin, { realm: realm() }));
    other.use(() => ({ body: { token: "canary-x" } }));
    const answer = await open({ credentials: me() }).tags("a");
    expect(answer).toMatchObject({ found: false, status: 401 });
    expect(answer.found || answer.reason).toContain("was not asked");
    expect(seen()).toEqual([]);
    expect(registry.asked).toHaveLength(1);
  });

  it("a realm that the operator trusts is given them", async () => {
    registry.use(({ headers }) =>
      headers.authorization === "Bearer canary-x" ? TAGS : challenge(`Bearer realm="${other.origin}/token"`),
    );
    other.use(() => ({ body: { token: "canary-x" } }));
    const trustedRealms = new Map([[registry.host, [other.origin]]]);
    expect(await open({ credentials: me(), trustedRealms }).tags("a")).toMatchObject({ found: true });
    expect(seen()[0]?.[0]).toBe(BASIC);
  });

  it("a redirect of the realm is refused", async () => {
    other.use(() => ({ body: { token: "canary-x" } }));
    const redirect = { status: 307, headers: { location: `${other.origin}/token` } };
    registry.use(bearerRegistry(registry.origin, { token: () => redirect }));
    const answer = await open({ credentials: me() }).tags("a");
    expect(answer).toMatchObject({ found: false, status: 401 });
    expect(answer.found || answer.reason).toContain("wanted to redirect");
    expect(seen()).toEqual([]);
  });

  it("a redirect, a next page and a challenge from elsewhere get none", async () => {
    const basic = 'Basic realm="r"';
    registry.use(({ path, headers }) => {
      if (!headers.authorization) return challenge(basic);
      if (path.includes("/blobs/")) return { status: 307, headers: { location: `${other.origin}/blob` } };
      return { body: { tags: ["v1"] }, headers: { link: `<${other.origin}/v2/a/tags/list>; rel=next` } };
    });
    other.use(() => challenge(basic));
    const client = open({ credentials: me() });
    const blob = await client.blob("a", `sha256:${"0".repeat(64)}`);
    // The other host's 401 is an answer, not a reason to log in there.
    expect(blob).toMatchObject({ found: false, status: 401 });
    expect(await client.tags("a")).toMatchObject({ value: { items: ["v1"], truncated: /another origin/ } });
    expect(seen()).toEqual([[undefined, ""]]);
    expectNoSecret(blob, opened?.exchanges);
  });

  it("a challenge at the end of a redirect is not answered", async () => {
    registry.use(() => ({ status: 307, headers: { location: `${other.origin}/blob` } }));
    other.use(() => challenge([`Bearer realm="${registry.origin}/token"`, 'Basic realm="r"']));
    const blob = await open({ credentials: me() }).blob("a", `sha256:${"0".repeat(64)}`);
    expect(blob).toMatchObject({ found: false, status: 401 });
    expect([registry.asked.length, other.asked.length]).toEqual([1, 1]);
  });

  it("faults and refusals hold no secret", async () => {
    registry.use(({ headers }) =>
      headers.authorization ? { body: `<html>${headers.authorization}` } : challenge('Basic realm="r"'),
    );
    const fault: ExplorerError = await open({ credentials: me() })
      .manifest("a", "v1")
      .then(
        () => expect.unreachable(),
        (error) => error,
      );
    expect(fault.code).toBe("malformed-answer");
    expect(fault.exchanges).toEqual(opened?.exchanges.map(({ id }) => id));
    expectNoSecret(fault, opened?.exchanges);
  });
});
