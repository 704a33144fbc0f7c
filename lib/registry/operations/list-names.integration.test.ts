import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Registry } from "../index.ts";
import {
  type Asked,
  type Opened,
  openOn,
  type ScriptedServer,
  serve,
  type Told,
} from "../scripted-server.test-support.ts";

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `t${from + i}`);

let server: ScriptedServer;
let other: ScriptedServer;
let opened: Opened;
let registry: Registry;
beforeAll(async () => {
  server = await serve();
  other = await serve(undefined, "localhost");
});
beforeEach(() => {
  other.use(() => ({ status: 500 }));
  opened = openOn([server, other]);
  registry = opened.registry;
});
afterEach(() => opened.close());
afterAll(() => Promise.all([server.close(), other.close()]));

const query = ({ path }: Asked) => new URL(path, "http://x").searchParams;
const pageOf = (asked: Asked) => Number(query(asked).get("p") ?? 0);
const link = (target: string): Record<string, string> => ({ link: `<${target}>; rel="next"` });

describe("tags", () => {
  const ask = async (options?: { maxTags?: number; maxPages?: number }) => {
    const answer = await registry.tags("a/b", options);
    return answer.found ? answer.value : answer;
  };

  it.each<[string, (asked: Asked) => Told, object]>([
    ["one page", () => ({ body: { tags: ["b", "a"] } }), { items: ["b", "a"], pages: 1 }],
    ["null", () => ({ body: { name: "a/b", tags: null } }), { items: [], pages: 1 }],
    ["a name twice", () => ({ body: { tags: ["a", "a", "b"] } }), { items: ["a", "b"] }],
    [
      "n ignored, unsorted",
      () => ({ body: { tags: names(0, 1500).reverse() } }),
      { items: names(0, 1500).reverse(), pages: 1 },
    ],
    [
      "relative Links",
      (asked) => ({
        body: { tags: [`t${pageOf(asked)}`] },
        headers: pageOf(asked) < 2 ? link(`?p=${pageOf(asked) + 1}`) : {},
      }),
      { items: ["t0", "t1", "t2"], pages: 3 },
    ],
    [
      "absolute, unbracketed, unquoted Links",
      (asked) => ({
        body: { tags: [`t${pageOf(asked)}`] },
        headers: pageOf(asked) < 1 ? { link: `${server.origin}/v2/a/b/tags/list?p=1; rel=next` } : {},
      }),
      { items: ["t0", "t1"], pages: 2 },
    ],
    [
      "`last` without Links",
      (asked) => {
        const last = query(asked).get("last");
        return { body: { tags: last === null ? names(0, 1000) : names(1000, 1200) } };
      },
      { items: names(0, 1200), pages: 2 },
    ],
    [
      "exactly one page",
      (asked) => ({ body: { tags: query(asked).has("last") ? [] : names(0, 1000) } }),
      { items: names(0, 1000), pages: 2 },
    ],
    [
      "n refused",
      (asked) => (query(asked).has("n") ? { status: 400 } : { body: { tags: ["a"] } }),
      { items: ["a"], pages: 1 },
    ],
    [
      "n refused as ECR does",
      (asked) =>
        query(asked).has("n")
          ? { status: 405, body: { errors: [{ code: "UNSUPPORTED" }] } }
          : { body: { tags: ["a"] } },
      { items: ["a"], pages: 1 },
    ],
  ])("%s", async (_, script, expected) => {
    server.use(script);
    const value = await ask();
    expect(value).toMatchObject(expected);
    expect(value).not.toHaveProperty("truncated");
  });

  it.each<[string, (asked: Asked) => Told, object]>([
    [
      "a Link to itself",
      ({ path }) => ({ body: { tags: ["a"] }, headers: link(path) }),
      { items: ["a"], pages: 1, truncated: /read before/ },
    ],
    [
      "two pages that name each other",
      (asked) => ({
        body: { tags: [`t${pageOf(asked)}`] },
        headers: link(`?p=${pageOf(asked) === 1 ? 2 : 1}`),
      }),
      { items: ["t0", "t1", "t2"], pages: 3, truncated: /read before/ },
    ],
    [
      "pages without end",
      (asked) => ({ body: { tags: [`t${pageOf(asked)}`] }, headers: link(`?p=${pageOf(asked) + 1}`) }),
      { pages: 50, truncated: /50 pages/ },
    ],
    [
      "a Link to another origin",
      () => ({ body: { tags: ["a"] }, headers: link(`${other.origin}/x`) }),
      { items: ["a"], truncated: /another origin/ },
    ],
    [
      "more than 10,000",
      () => ({ body: { tags: names(0, 10_001) } }),
      { truncated: "only the first 10000 tags were read" },
    ],
    [
      "`last` ignored",
      () => ({ body: { tags: names(0, 1000) } }),
      { items: names(0, 1000), truncated: /no way to more/ },
    ],
    [
      "entries that are no names",
      () => ({ body: { tags: ["a", 1, null, "", "a", "b"] } }),
      { items: ["a", "b"], truncated: "3 entries could not be read" },
    ],
    [
      "pages of more than 32 MiB together",
      (asked) => ({
        body: { tags: [`t${pageOf(asked)}`], padding: "x".repeat(12 * 1024 * 1024) },
        headers: link(`?p=${pageOf(asked) + 1}`),
      }),
      { items: ["t0", "t1", "t2"], pages: 3, truncated: "the list is larger than 32 MiB" },
    ],
    [
      "a page that fails",
      (asked) => (pageOf(asked) ? { status: 404 } : { body: { tags: ["a"] }, headers: link("?p=1") }),
      { items: ["a"], pages: 1, truncated: "page 2 was answered with 404" },
    ],
    [
      "a page that is HTML",
      (asked) => (pageOf(asked) ? { body: "<html>" } : { body: { tags: ["a"] }, headers: link("?p=1") }),
      { items: ["a"], truncated: /page 2 is no list/ },
    ],
  ])("%s ends the list and keeps it", async (_, script, expected) => {
    server.use(script);
    const value = await ask();
    const { truncated, ...rest } = expected as { truncated: string | RegExp };
    expect(value).toMatchObject(rest);
    expect(value).toHaveProperty("truncated", expect.stringMatching(truncated));
    expect(other.asked).toHaveLength(0);
  });

  it("stops at the cap it is given", async () => {
    server.use(() => ({ body: { tags: names(0, 3) } }));
    expect(await ask({ maxTags: 2 })).toMatchObject({ items: ["t0", "t1"], truncated: /first 2 tags/ });
    expect(await ask({ maxTags: 3 })).not.toHaveProperty("truncated");
  });

  it("reads as many pages as it is allowed", async () => {
    server.use((asked) => ({
      body: { tags: [`t${pageOf(asked)}`] },
      headers: link(`?p=${pageOf(asked) + 1}`),
    }));
    expect(await ask({ maxPages: 70 })).toMatchObject({ pages: 70, truncated: /first 70 pages/ });
  });

  it.each<[string, Told, object]>([
    [
      "HTML with 200",
      { body: "<html>", headers: { "content-type": "text/html" } },
      { status: 200, contentType: "text/html", reason: "the body holds no tags" },
    ],
    ["other JSON", { body: { errors: [] } }, { status: 200 }],
    [
      "tags that are no list",
      { body: { tags: "a" } },
      { status: 200, reason: "the body's tags are no list" },
    ],
    [
      "404",
      { status: 404, body: { errors: [{ code: "NAME_UNKNOWN" }] } },
      { status: 404, errorCode: "NAME_UNKNOWN" },
    ],
    ["400 both times", { status: 400 }, { status: 400 }],
  ])("%s is a refusal", async (_, told, expected) => {
    server.use(() => told);
    expect(await ask()).toMatchObject({ found: false, ...expected });
  });

  it("lists the catalog the same way", async () => {
    server.use(() => ({ body: { repositories: ["a", "b/c"] } }));
    expect(await registry.catalog()).toMatchObject({ value: { items: ["a", "b/c"], pages: 1 } });
    expect(server.asked[0]?.path).toBe("/v2/_catalog?n=1000");
  });

  it("keeps what it has when the connection breaks, and the receipt of the break", async () => {
    const limited = openOn([server, other]);
    server.use((asked) =>
      pageOf(asked)
        ? { body: "x".repeat(17 * 1024 * 1024) }
        : { body: { tags: ["a"] }, headers: link("?p=1") },
    );
    const answer = await limited.registry.tags("a");
    expect(answer).toMatchObject({
      found: true,
      value: { items: ["a"], truncated: /page 2 could not be read: / },
    });
    expect(answer.exchanges.at(-1)?.error?.code).toBe("limit-exceeded");
    await limited.close();
  });
});
