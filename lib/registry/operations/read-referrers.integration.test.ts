import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MEDIA_TYPES } from "#lib/oci";
import type { Registry } from "../index.ts";
import {
  type Asked,
  type Opened,
  openOn,
  type ScriptedServer,
  serve,
  type Told,
} from "../scripted-server.test-support.ts";

const SUBJECT = `sha256:${"a".repeat(64)}`;
const digestOf = (n: number) => `sha256:${n.toString(16).padStart(64, "0")}`;
const entries = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({
    mediaType: MEDIA_TYPES.ociManifest,
    digest: digestOf(from + i),
    size: 10,
    artifactType: "application/x",
  }));
const index = (manifests: unknown, headers: Record<string, string> = {}, extra: object = {}): Told => ({
  headers: { "content-type": MEDIA_TYPES.ociIndex, ...headers },
  body: { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests, ...extra },
});

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

describe("referrers", () => {
  const ask = async (options?: { artifactType?: string }) => {
    const answer = await registry.referrers("a/b", SUBJECT, options);
    return answer.found ? answer.value : answer;
  };

  it("reads one page", async () => {
    server.use(() => index(entries(0, 2)));
    expect(await ask()).toMatchObject({
      items: [{ digest: digestOf(0) }, { digest: digestOf(1) }],
      conformantType: true,
      paged: false,
      filtersApplied: [],
      warnings: [],
    });
    expect(server.asked[0]).toMatchObject({
      path: `/v2/a/b/referrers/${SUBJECT}`,
      headers: { accept: MEDIA_TYPES.ociIndex },
    });
  });

  it("reads all pages, empty ones too, by links that it does not understand", async () => {
    server.use((asked) => {
      const page = pageOf(asked);
      const next = page < 3 ? link(`/elsewhere/x?p=${page + 1}`) : {};
      return index(page === 1 ? [] : entries(page * 10, page * 10 + 2), next);
    });
    const value = await ask();
    expect(value).toMatchObject({ pages: 4, paged: true });
    expect("items" in value && value.items).toHaveLength(6);
    expect(server.asked.map(({ path }) => path)[1]).toBe("/elsewhere/x?p=1");
  });

  it.each<[string, Told, string[]]>([
    ["the header", index([], { "oci-filters-applied": " artifactType , other" }), ["artifactType", "other"]],
    [
      "rc1's annotation",
      index([], {}, { annotations: { "org.opencontainers.referrers.filtersApplied": "artifactType" } }),
      ["artifactType"],
    ],
    [
      "Proposal E's annotation",
      index([], {}, { annotations: { "org.opencontainers.references.filtersApplied": "artifactType" } }),
      ["artifactType"],
    ],
    ["nothing", index([]), []],
  ])("passes a filter on, and reports %s", async (_, told, filtersApplied) => {
    server.use(() => told);
    expect(await ask({ artifactType: "application/x+json" })).toMatchObject({ filtersApplied });
    expect(query(server.asked[0]!).get("artifactType")).toBe("application/x+json");
  });

  it("says that a filter was applied only when every page says so", async () => {
    server.use((asked) =>
      index([], pageOf(asked) ? {} : { "oci-filters-applied": "artifactType", ...link("?p=1") }),
    );
    expect(await ask({ artifactType: "x" })).toMatchObject({ pages: 2, filtersApplied: [] });
  });

  it.each<[string, Told, boolean]>([
    ["application/json", index([], { "content-type": "application/json" }), false],
    ["parameters", index([], { "content-type": `${MEDIA_TYPES.ociIndex}; charset=utf-8` }), true],
    ["upper case", index([], { "content-type": MEDIA_TYPES.ociIndex.toUpperCase() }), true],
  ])("takes an index with Content-Type: %s", async (_, told, conformantType) => {
    server.use(() => told);
    expect(await ask()).toMatchObject({ conformantType, items: [] });
  });

  it("tells what was left out, and keeps the rest", async () => {
    server.use(() => index([...entries(0, 1), { digest: "x" }, null], {}, { mediaType: undefined }));
    const value = await ask();
    expect(value).toMatchObject({
      items: [{ digest: digestOf(0) }],
      truncated: "2 entries could not be read",
    });
    expect("warnings" in value && value.warnings.length).toBe(3);
  });

  it("does not take a list that it could not read for an empty one, and keeps every reason", async () => {
    const bad = entries(0, 1).map((entry) => ({ ...entry, size: "10" }));
    server.use(() => index(bad));
    expect(await ask()).toMatchObject({ items: [], truncated: "1 entry could not be read" });
    server.use((asked) => (pageOf(asked) ? { status: 403 } : index(bad, link("?p=1"))));
    expect(await ask()).toMatchObject({
      truncated: "page 2 was answered with 403; 1 entry could not be read",
    });
  });

  it("keeps the first entry of a digest, and says once when others differ", async () => {
    const [entry] = entries(0, 1);
    server.use((asked) => index([entry, entry], pageOf(asked) ? {} : link("?p=1")));
    expect(await ask()).toMatchObject({ items: [entry], pages: 2, warnings: [] });
    server.use(() => index([entry, { ...entry, size: 11 }, { ...entry, size: 12 }]));
    const value = await ask();
    expect(value).toMatchObject({ items: [entry], warnings: [expect.stringMatching(/different/)] });
    expect(value).not.toHaveProperty("truncated");
  });

  it("asks again without a narrow Accept after 406", async () => {
    server.use(({ headers }) => (headers.accept === "*/*" ? index(entries(0, 1)) : { status: 406 }));
    expect(await ask()).toMatchObject({ items: { length: 1 } });
    server.use(() => ({ status: 406 }));
    expect(await ask()).toMatchObject({ found: false, status: 406 });
    expect(server.asked).toHaveLength(2);
  });

  it("does not follow a redirect to another origin (GHCR)", async () => {
    server.use(() => ({ status: 303, headers: { location: `${other.origin}/-/v2/packages/sha256:aaa` } }));
    expect(await ask()).toMatchObject({ found: false, status: 303, redirectedTo: other.origin });
    expect(other.asked).toHaveLength(0);
  });

  it("follows one within the registry", async () => {
    server.use(({ path }) =>
      path === "/moved" ? index(entries(0, 1)) : { status: 307, headers: { location: "/moved" } },
    );
    expect(await ask()).toMatchObject({ items: { length: 1 } });
  });

  it.each<[string, Told]>([
    ["HTML", { body: "<html>Log in</html>", headers: { "content-type": "text/html" } }],
    ["other JSON", { body: { hello: 1 }, headers: { "content-type": "application/json" } }],
    ["ORAS's list", { body: { referrers: [] }, headers: { "content-type": "application/json" } }],
    ["nothing", {}],
  ])("200 with %s is a refusal with status 200", async (_, told) => {
    server.use(() => told);
    expect(await ask()).toMatchObject({
      found: false,
      status: 200,
      contentType: told.headers?.["content-type"],
    });
  });

  it("what calls itself an index and is none is a fault", async () => {
    server.use(() => ({ ...index([]), body: '{"schemaVersion":2,' }));
    await expect(ask()).rejects.toMatchObject({ code: "malformed-answer" });
  });

  it.each<[string, Told, RegExp]>([
    ["denied", { status: 403 }, /page 2 was answered with 403/],
    ["broken", { ...index([]), body: "{" }, /page 2 is no list/],
    ["elsewhere", { status: 302, headers: { location: "http://localhost:1/" } }, /answered with 302/],
  ])("keeps the first page when the second is %s", async (_, told, truncated) => {
    server.use((asked) => (pageOf(asked) ? told : index(entries(0, 2), link("?p=1"))));
    const value = await ask();
    expect(value).toMatchObject({ items: { length: 2 }, paged: true });
    expect(value).toHaveProperty("truncated", expect.stringMatching(truncated));
  });

  it("gives nothing when it is cancelled between two pages", async () => {
    const controller = new AbortController();
    server.use((asked) => {
      if (pageOf(asked) === 0) return index(entries(0, 2), link("?p=1"));
      setTimeout(() => controller.abort(), 5);
      return new Promise<Told>(() => {});
    });
    const cancelled = opened.again(controller.signal).referrers("a", SUBJECT);
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
  });

  it("stops at 10,000", async () => {
    server.use(() => index(entries(0, 10_001)));
    expect(await ask()).toMatchObject({ items: { length: 10_000 }, truncated: /10000 referrers/ });
  });

  it("sends no two requests for two who ask at once", async () => {
    server.use(() => index(entries(0, 1)));
    const both = await Promise.all([registry.referrers("a", SUBJECT), registry.referrers("a", SUBJECT)]);
    expect(both.map(({ found }) => found)).toEqual([true, true]);
    expect(server.asked).toHaveLength(1);
  });
});

describe("the older APIs", () => {
  const list = (name: string, more: object = {}): Told => ({ body: { [name]: entries(0, 1), ...more } });

  it.each([
    ["ext", "referrers", `/v2/a/b/_oras/artifacts/referrers?digest=${encodeURIComponent(SUBJECT)}`],
    ["v1", "references", `/oras/artifacts/v1/a/b/manifests/${SUBJECT}/referrers`],
  ] as const)("ORAS %s, %s", async (form, name, path) => {
    server.use(() => list(name));
    const answer = await registry.orasReferrers("a/b", SUBJECT, form);
    expect(answer).toMatchObject({ found: true, value: { items: [{ digest: digestOf(0) }], pages: 1 } });
    expect(server.asked[0]?.path).toBe(path);
  });

  it.each([
    ["a Link", (asked: Asked) => ({ ...list("referrers"), headers: pageOf(asked) ? {} : link("?p=1") })],
    ["@nextLink", (asked: Asked) => list("references", pageOf(asked) ? {} : { "@nextLink": "?p=1" })],
  ])("pages by %s", async (_, script) => {
    server.use(script);
    expect(await registry.orasReferrers("a", SUBJECT, "v1")).toMatchObject({ value: { pages: 2 } });
  });

  it("say what they could not read, and give each digest once", async () => {
    const [entry] = entries(0, 1);
    server.use(() => ({ body: { referrers: [entry, entry, { ...entry, size: -1 }] } }));
    const value = { items: [entry], truncated: "1 entry could not be read" };
    expect(await registry.orasReferrers("a", SUBJECT, "ext")).toMatchObject({ value });
    expect(await registry.wgReferrers("a", SUBJECT)).toMatchObject({ value });
  });

  it("does not page to another origin by @nextLink", async () => {
    server.use(() => list("references", { "@nextLink": `${other.origin}/x` }));
    const answer = await registry.orasReferrers("a", SUBJECT, "v1");
    expect(answer).toMatchObject({ value: { truncated: /another origin/ } });
    expect(other.asked).toHaveLength(0);
  });

  it("does not take an index for ORAS's list", async () => {
    server.use(() => ({ ...index([]), headers: {} }));
    expect(await registry.orasReferrers("a", SUBJECT, "ext")).toMatchObject({ found: false, status: 200 });
  });

  it.each([index(entries(0, 1)), list("references")])("the working group's API", async (told) => {
    server.use(() => told);
    expect(await registry.wgReferrers("a", SUBJECT)).toMatchObject({ value: { items: { length: 1 } } });
    expect(server.asked[0]?.path).toBe(
      `/v2/a/_oci/artifacts/referrers?digest=${encodeURIComponent(SUBJECT)}`,
    );
  });
});
