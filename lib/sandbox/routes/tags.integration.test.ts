import { describe, expect, test } from "vitest";
import type { RegistryOptions } from "../registry.ts";
import { type Answer, IMAGE, image, listening, type Running } from "../sandbox.test-support.ts";

const TAGS = ["b", "B", "1.0", "a", "_x", "c"];
const SORTED = ["1.0", "B", "_x", "a", "b", "c"];

async function tagged(options: RegistryOptions = {}): Promise<Running> {
  const running = await listening(options);
  for (const tag of TAGS) running.registry.put("r", { tag, mediaType: IMAGE, bytes: image("x") });
  return running;
}
const tags = (answer: Answer) => answer.json?.tags;
const link = (answer: Answer) => answer.headers.get("link");

const { ask, registry } = await tagged();

describe("tags/list", () => {
  test("is in ASCII order", async () => expect(tags(await ask("/v2/r/tags/list"))).toEqual(SORTED));

  test("is cut by n and goes on after last, with a Link until the end", async () => {
    const first = await ask("/v2/r/tags/list?n=4");
    expect([tags(first), link(first)]).toEqual([
      SORTED.slice(0, 4),
      '</v2/r/tags/list?n=4&last=a>; rel="next"',
    ]);
    const second = await ask("/v2/r/tags/list?n=4&last=a");
    expect([tags(second), link(second)]).toEqual([["b", "c"], null]);
    expect(tags(await ask("/v2/r/tags/list?last=_x"))).toEqual(["a", "b", "c"]);
    expect(tags(await ask("/v2/r/tags/list?last=aa"))).toEqual(["b", "c"]);
  });

  test("of exactly n has no Link, n=0 is empty, and n must be a number", async () => {
    expect(link(await ask("/v2/r/tags/list?n=6"))).toBeNull();
    const none = await ask("/v2/r/tags/list?n=0");
    expect([tags(none), link(none)]).toEqual([[], null]);
    expect(await ask("/v2/r/tags/list?n=x")).toMatchObject({
      status: 400,
      code: "PAGINATION_NUMBER_INVALID",
    });
  });

  test("of a repository unknown is a 404, of one without tags empty", async () => {
    expect(await ask("/v2/none/tags/list")).toMatchObject({ status: 404, code: "NAME_UNKNOWN" });
    registry.store.repository("empty");
    expect((await ask("/v2/empty/tags/list")).text).toBe('{"name":"empty","tags":[]}');
  });

  test("can only be read", async () => {
    expect((await ask("/v2/r/tags/list", { method: "POST" })).status).toBe(405);
  });
});

describe("tags/list as registries have it", () => {
  test.each<[string, RegistryOptions, string, number, unknown, string | null]>([
    [
      "distribution 2.8.2: ignores n, unsorted",
      { tagsIgnoreN: true, tagsUnsorted: true },
      "?n=2",
      200,
      TAGS,
      null,
    ],
    [
      "ACR: a page of its own size",
      { tagsPageSize: 2 },
      "?n=5",
      200,
      SORTED.slice(0, 2),
      '</v2/r/tags/list?n=2&last=B>; rel="next"',
    ],
    [
      "its default page",
      { tagsPageSize: 5 },
      "",
      200,
      SORTED.slice(0, 5),
      '</v2/r/tags/list?n=5&last=b>; rel="next"',
    ],
    ["ECR: n too large", { tagsMaxN: 3 }, "?n=4", 400, undefined, null],
    [
      "n just not too large",
      { tagsMaxN: 3 },
      "?n=3",
      200,
      SORTED.slice(0, 3),
      '</v2/r/tags/list?n=3&last=_x>; rel="next"',
    ],
    ["no list at all", { tagsList: false }, "", 404, undefined, null],
    [
      "olareg: rel without quotes",
      { linkStyle: "unquoted" },
      "?n=1",
      200,
      ["1.0"],
      "</v2/r/tags/list?n=1&last=1.0>; rel=next",
    ],
    [
      "a Link to the same page",
      { linkStyle: "endless" },
      "?n=9",
      200,
      SORTED,
      '</v2/r/tags/list?n=9>; rel="next"',
    ],
    [
      "a Link to another host",
      { linkStyle: "foreign" },
      "?n=1",
      200,
      ["1.0"],
      '<https://packages.invalid/v2/r/tags/list?n=1&last=1.0>; rel="next"',
    ],
  ])("%s", async (_, options, query, status, expected, expectedLink) => {
    const { ask } = await tagged(options);
    const answer = await ask(`/v2/r/tags/list${query}`);
    expect([answer.status, tags(answer), link(answer)]).toEqual([status, expected, expectedLink]);
  });

  test("an absolute Link, and Cloudflare's without brackets", async () => {
    const absolute = await tagged({ linkStyle: "absolute" });
    const page = await absolute.ask("/v2/r/tags/list?n=1");
    expect(link(page)).toBe(`<${absolute.origin}/v2/r/tags/list?n=1&last=1.0>; rel="next"`);
    const bare = await tagged({ linkStyle: "unbracketed" });
    expect(link(await bare.ask("/v2/r/tags/list?n=1"))).toBe(
      `${bare.origin}/v2/r/tags/list?n=1&last=1.0; rel="next"`,
    );
  });

  test("null for no tags", async () => {
    const { ask, registry } = await listening({ tagsNull: true });
    registry.store.repository("empty");
    expect(tags(await ask("/v2/empty/tags/list"))).toBeNull();
  });
});

describe("_catalog", () => {
  test("lists repositories, in pages", async () => {
    const { ask, registry } = await listening();
    for (const name of ["b/c", "a"]) registry.store.repository(name);
    expect((await ask("/v2/_catalog")).json?.repositories).toEqual(["a", "b/c"]);
    const first = await ask("/v2/_catalog?n=1");
    expect([first.json?.repositories, link(first)]).toEqual([["a"], '</v2/_catalog?n=1&last=a>; rel="next"']);
  });

  test("switched off is no route (GHCR, olareg)", async () => {
    const { ask } = await listening({ catalog: false });
    expect(await ask("/v2/_catalog")).toMatchObject({ status: 404, text: "404 page not found\n" });
  });
});
