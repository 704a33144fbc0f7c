// The call as scripts use it: the route's own handler over a demo registry's real HTTP.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inspectionSchema, problemSchema } from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";

const registry = createRegistry();
let server: Listening;
let host: string;
let post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;

beforeAll(async () => {
  server = await registry.listen({ port: 0 });
  host = new URL(server.origin).host;
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", server.origin);
  const { POST } = await import("./route.ts");
  const own = { host: "127.0.0.1:3000", "content-type": "application/json" };
  post = (body, headers = {}) => {
    const sent = { method: "POST", headers: { ...own, ...headers }, body: JSON.stringify(body) };
    return POST(new Request("http://127.0.0.1:3000/api/inspect", sent));
  };
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

/** An SBOM of so many packages; its digest. */
function place(packages: number): string {
  const components = Array.from({ length: packages }, (_, n) => ({ type: "library", name: `package-${n}` }));
  const bytes = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components });
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const type = "application/vnd.cyclonedx+json";
  const layer = { mediaType: type, digest: registry.putBlob("team/app", bytes), size: bytes.length };
  const config = {
    mediaType: "application/vnd.oci.empty.v1+json",
    digest: registry.putBlob("team/app", "{}"),
    size: 2,
  };
  const manifest = { schemaVersion: 2, mediaType, artifactType: type, config, layers: [layer] };
  return registry.put("team/app", { mediaType, bytes: JSON.stringify(manifest) });
}

describe("POST /api/inspect", () => {
  test("is the whole inspection, as its schema says, with the requests behind it", async () => {
    const answer = await post({ registry: host, repository: "team/app", digest: place(3) });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const opened = inspectionSchema.parse(await answer.json());
    expect(opened).toMatchObject({
      kind: "sbom",
      headline: "3 packages",
      verification: { state: "unsigned" },
    });
    expect(opened.exchanges.map(({ purpose }) => purpose)).toEqual(["manifest", "content"]);
  });

  test("has every row of a large table, in their order", async () => {
    const answer = await post({ registry: host, repository: "team/app", digest: place(20_000) });
    const { tables } = inspectionSchema.parse(await answer.json());
    const names = tables
      .find(({ id }) => id === "packages")
      ?.rows.map((row) => row.find((cell) => /^package-/.test(String(cell))));
    expect(names).toEqual(Array.from({ length: 20_000 }, (_, n) => `package-${n}`));
  });

  test.each([
    ["an unknown field", { tag: "1" }, "bad-request", 400],
    ["no digest", { digest: undefined }, "bad-request", 400],
    ["a tag for a digest", { digest: "latest" }, "bad-reference", 400],
    ["a digest that is not there", { digest: `sha256:${"0".repeat(64)}` }, "not-found", 404],
    ["an address that is not listed", { registry: "localhost:1" }, "address-refused", 403],
    ["a repository that leads out of its place", { repository: "../x" }, "bad-request", 400],
  ])("%s is a typed problem", async (_, over, code, status) => {
    const answer = await post({ registry: host, repository: "team/app", digest: place(1), ...over });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problemSchema.parse(await answer.json())).toMatchObject({ code, status });
  });

  test("a page of another site may not send it, and asks nobody", async () => {
    const digest = place(1);
    registry.requests.clear();
    const answer = await post(
      { registry: host, repository: "team/app", digest },
      { "sec-fetch-site": "cross-site" },
    );
    expect(problemSchema.parse(await answer.json()).code).toBe("forbidden-origin");
    expect(registry.requests.entries).toEqual([]);
  });
});
