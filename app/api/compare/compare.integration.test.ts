// The two calls as scripts use them: each route's own handler over the demo registries' real HTTP.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { comparisonSchema, problemSchema, searchSchema } from "#lib/api";
import { listSamples } from "#lib/explore";

type Route = (request: Request) => Promise<Response>;
let routes: Record<"compare" | "search", Route>;
let images: Record<"midway" | "motorcycle" | "denied", string>;

beforeAll(async () => {
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  routes = { compare: (await import("./route.ts")).POST, search: (await import("../search/route.ts")).POST };
  const samples = await listSamples();
  const named = (start: string, repository: string) =>
    samples.find(({ reference }) => reference.startsWith(start) && reference.includes(repository))
      ?.reference ?? "";
  images = {
    midway: named("midway.", "refscope/app"),
    motorcycle: named("motorcycle.", "refscope/app"),
    denied: named("guarded.", "private/app"),
  };
});
afterAll(() => vi.unstubAllEnvs());

function post(route: Route, body: unknown): Promise<Response> {
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
  return route(
    new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

async function problemOf(answer: Response) {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  return problemSchema.parse(await answer.json());
}

describe("POST /api/compare", () => {
  test("the comparison, as its schema says, and nothing that is null", async () => {
    const answer = await post(routes.compare, { left: images.midway, right: images.motorcycle });
    const text = await answer.text();
    const comparison = comparisonSchema.parse(JSON.parse(text));
    expect(comparison.summary).toMatch(/^Same digest; the mirror lost 3 of 18 referrers/);
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(text).not.toMatch(/:null[,}]/);
  });

  test("one side that is denied is a problem that names it, with the requests of both", async () => {
    const problem = await problemOf(
      await post(routes.compare, { left: images.midway, right: images.denied }),
    );
    expect(problem).toMatchObject({ code: "credentials-refused", status: 403 });
    expect(problem.detail).toMatch(/^On the right: guarded\.localhost:\d+\/private\/app:0\.1/);
    expect(problem.exchanges?.some(({ url }) => url.includes("/private/app/"))).toBe(true);
  });

  test("two that are no references are judged at once, each by itself", async () => {
    const both = await problemOf(await post(routes.compare, { left: "A/B", right: "registry/Shop/App:1" }));
    expect(both).toMatchObject({ code: "bad-reference", status: 400 });
    expect(both.detail).toMatch(/^On the left.*On the right/);
    expect(both.inputs?.map(({ field, input }) => [field, input?.text, input?.suggestion])).toEqual([
      ["left", "A/B", "a/b"],
      ["right", "registry/Shop/App:1", "registry/shop/app:1"],
    ]);
    expect(both.exchanges).toBeUndefined();
    const one = await problemOf(await post(routes.compare, { left: images.midway, right: "Shop/App:1" }));
    expect(one.detail).toMatch(/^On the right/);
    expect(one.inputs?.map(({ field }) => field)).toEqual(["right"]);
    expect(one.input).toEqual(one.inputs?.[0]?.input);
  });

  test.each([
    [{ left: "a/b:1" }, "bad-request"],
    [{ left: "a/b:1", right: "" }, "bad-request"],
    [{ left: "a/b:1", right: "c/d:1", otherRepositories: { left: [1] } }, "bad-request"],
    [{ left: "A/B", right: "c/d:1" }, "bad-reference"],
  ])("%j is %s", async (body, code) => {
    expect(await problemOf(await post(routes.compare, body))).toMatchObject({ code, status: 400 });
  });
});

describe("POST /api/search", () => {
  test("what the SBOMs say, as its schema says", async () => {
    const found = searchSchema.parse(
      await (await post(routes.search, { reference: images.midway, query: " ZOD " })).json(),
    );
    expect(found).toMatchObject({ answer: "listed", query: "ZOD" });
    expect(found.rows[0]).toMatchObject({ name: "zod", isExact: true });
  });

  test.each([
    [{ reference: "a/b:1", query: "  " }],
    [{ reference: "a/b:1", query: "x".repeat(201) }],
    [{ reference: "a/b:1" }],
  ])("%j is a bad request", async (body) => {
    expect(await problemOf(await post(routes.search, body))).toMatchObject({ code: "bad-request" });
  });

  test("an image that may not be read is a problem", async () => {
    const problem = await problemOf(await post(routes.search, { reference: images.denied, query: "x" }));
    expect(problem.code).toBe("credentials-refused");
  });
});
