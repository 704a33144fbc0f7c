// The call as scripts use it: the route's own handler over a demo registry's real HTTP.
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inspectionSchema, problemSchema } from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";

const registry = createRegistry();
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
let folder: string;
let server: Listening;
let host: string;
let post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;

beforeAll(async () => {
  server = await registry.listen({ port: 0 });
  host = new URL(server.origin).host;
  folder = await mkdtemp(join(tmpdir(), "refscope-inspect-"));
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const keys = [{ name: "ours", pem, for: [`${host}/team`] }];
  await writeFile(join(folder, "trust.json"), JSON.stringify({ keys }));
  vi.stubEnv("REFSCOPE_TRUST_FILE", join(folder, "trust.json"));
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
  await rm(folder, { recursive: true });
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

/** An image, and what cosign attaches to it, signed with the key that is trusted there. */
function placeSigned(): { digest: string; subject: string } {
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", size: 2 };
  const own = { ...config, digest: registry.putBlob("team/app", "{}") };
  const put = (more: object) =>
    registry.put("team/app", { mediaType, bytes: JSON.stringify({ schemaVersion: 2, mediaType, ...more }) });
  const subject = put({ config: own, layers: [] });
  const critical = {
    identity: { "docker-reference": "team/app" },
    image: { "docker-manifest-digest": subject },
    type: "cosign container image signature",
  };
  const bytes = Buffer.from(JSON.stringify({ critical, optional: null }));
  const signature = sign("sha256", bytes, privateKey).toString("base64");
  const layer = {
    mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
    digest: registry.putBlob("team/app", bytes),
    size: bytes.length,
    annotations: { "dev.cosignproject.cosign/signature": signature },
  };
  return { subject, digest: put({ config: own, layers: [layer], subject: { ...config, digest: subject } }) };
}

describe("POST /api/inspect", () => {
  test.each([
    ["as the operator wrote it", (written: string) => written],
    ["with fewer numbers", (written: string) => written.replace("127.0.0.1", "127.1")],
    ["as one number", (written: string) => written.replace("127.0.0.1", "2130706433")],
  ])("holds against what is trusted at the registry, named %s", async (_, spelt) => {
    const registryName = spelt(host);
    const answer = await post({
      registry: registryName,
      repository: "team/app",
      digest: placeSigned().digest,
    });
    const { verification, registry: named } = inspectionSchema.parse(await answer.json());
    expect([named, verification.state, verification.trust?.name]).toEqual([registryName, "verified", "ours"]);
  });

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
    const text = await answer.text();
    const [{ tables } = { tables: [] }] = inspectionSchema.parse(JSON.parse(text)).reports;
    expect(text.split('"package-19999"')).toHaveLength(2);
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
    ["a subject by a hash that is broken", { subject: `sha1:${"a".repeat(40)}` }, "bad-request", 400],
    ["a subject that nothing is held against", { subject: `md5:${"a".repeat(32)}` }, "bad-request", 400],
    ["an address that is not listed", { registry: "localhost:1" }, "address-refused", 403],
    ["a repository that leads out of its place", { repository: "../x" }, "bad-request", 400],
  ])("%s is a typed problem", async (_, over, code, status) => {
    const answer = await post({ registry: host, repository: "team/app", digest: place(1), ...over });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problemSchema.parse(await answer.json())).toMatchObject({ code, status });
  });

  test("a subject that is refused is told what is taken instead", async () => {
    const subject = `sha1:${"a".repeat(40)}`;
    const answer = await post({ registry: host, repository: "team/app", digest: place(1), subject });
    expect(problemSchema.parse(await answer.json()).detail).toBe(
      "subject: only a sha256, sha384 or sha512 digest is held against what the content names. Give one of these, or leave it out to take what the manifest names",
    );
  });

  test.each(["manifest", "request"])(
    "says whether the manifest or the %s names what it is about",
    async (by) => {
      const { digest, subject } = placeSigned();
      const config = { mediaType: "application/vnd.oci.image.config.v1+json", size: 2 };
      const other = registry.put("team/app", {
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        bytes: JSON.stringify({
          schemaVersion: 2,
          config: { ...config, digest: registry.putBlob("team/app", "{}") },
          layers: [],
        }),
      });
      const asked = { registry: host, repository: "team/app", digest };
      const answer = await post(by === "manifest" ? asked : { ...asked, subject: other });
      const { verification } = inspectionSchema.parse(await answer.json());
      const found = verification.checks.find(({ name }) => name === "payload-subject")?.detail;
      expect(found).toBe(
        by === "manifest"
          ? `It names what it is attached to: ${subject}.`
          : `It names ${subject}, not the digest that was asked for (${other}).`,
      );
    },
  );

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
