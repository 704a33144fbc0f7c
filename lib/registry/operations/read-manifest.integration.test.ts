import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ACCEPT_MANIFESTS, MEDIA_TYPES } from "#lib/oci";
import { digestBytes, type Registry } from "../index.ts";
import {
  type Opened,
  openOn,
  type ScriptedServer,
  serve,
  type Told,
} from "../scripted-server.test-support.ts";

const LAYER = {
  mediaType: "application/vnd.oci.image.layer.v1.tar",
  digest: `sha256:${"1".repeat(64)}`,
  size: 3,
};
const IMAGE = {
  schemaVersion: 2,
  mediaType: MEDIA_TYPES.ociManifest,
  config: { mediaType: MEDIA_TYPES.ociConfig, digest: `sha256:${"2".repeat(64)}`, size: 2 },
  layers: [LAYER],
};
const BYTES = Buffer.from(JSON.stringify(IMAGE));
const DIGEST = digestBytes(BYTES);
const SHA512 = digestBytes(BYTES, "sha512");
const BLAKE3 = `blake3:${"3".repeat(64)}`;
const ok = (headers: Record<string, string> = {}, body: unknown = BYTES): Told => ({
  headers: { "content-type": MEDIA_TYPES.ociManifest, ...headers },
  body,
});

let server: ScriptedServer;
let cdn: ScriptedServer;
let opened: Opened;
let registry: Registry;
beforeAll(async () => {
  server = await serve();
  cdn = await serve(undefined, "localhost");
});
beforeEach(() => {
  opened = openOn([server, cdn]);
  registry = opened.registry;
});
afterEach(() => opened.close());
afterAll(() => Promise.all([server.close(), cdn.close()]));

const methods = () => server.asked.map(({ method }) => method);

describe("manifest", () => {
  it.each([
    ["by tag", "v1", {}, DIGEST, []],
    ["by tag, digest header", "v1", { "docker-content-digest": DIGEST }, DIGEST, []],
    ["by tag, sha512 header", "v1", { "docker-content-digest": SHA512 }, SHA512, []],
    ["by sha256", DIGEST, {}, DIGEST, []],
    ["by sha512", SHA512, { "docker-content-digest": DIGEST }, SHA512, []],
    [
      "by tag, unknown algorithm",
      "v1",
      { "docker-content-digest": BLAKE3 },
      DIGEST,
      [/Not verified.*blake3/],
    ],
    ["by unknown algorithm", BLAKE3, {}, BLAKE3, [/Not verified.*blake3/]],
    ["by tag, no digest in the header", "v1", { "docker-content-digest": "x" }, DIGEST, [/is not a digest/]],
    [
      "a lying header",
      DIGEST,
      { "docker-content-digest": `sha256:${"f".repeat(64)}` },
      DIGEST,
      [/says sha256:f/],
    ],
    [
      "Content-Type with parameters",
      "v1",
      { "content-type": `${MEDIA_TYPES.ociManifest}; charset=utf-8` },
      DIGEST,
      [],
    ],
    ["a generic Content-Type", "v1", { "content-type": "application/json" }, DIGEST, [/application\/json/]],
  ])("%s", async (_, reference, headers, digest, warnings) => {
    server.use(() => ok(headers));
    const answer = await registry.manifest("a/b", reference, { size: BYTES.length });
    expect(answer).toMatchObject({ found: true, value: { digest, mediaType: MEDIA_TYPES.ociManifest } });
    const told = answer.found ? answer.value.warnings : [];
    expect(told).toEqual(warnings.map((warning) => expect.stringMatching(warning)));
    expect(answer.found && Buffer.from(answer.value.bytes)).toEqual(BYTES);
    expect(server.asked).toMatchObject([
      { method: "GET", path: `/v2/a/b/manifests/${reference}`, headers: { accept: ACCEPT_MANIFESTS } },
    ]);
  });

  it.each([
    ["other bytes for a digest", `sha256:${"0".repeat(64)}`, {}, {}, /not sha256:000000…000000/],
    [
      "other bytes than the header says",
      "v1",
      { "docker-content-digest": `sha256:${"0".repeat(64)}` },
      {},
      /not sha256:0/,
    ],
    ["another size", DIGEST, {}, { size: 5 }, new RegExp(`has ${BYTES.length} bytes; its descriptor says 5`)],
  ])("%s: asked once more, then a fault", async (_, reference, headers, options, detail) => {
    server.use(() => ok(headers));
    const fault = await registry.manifest("a", reference, options).catch((error) => error);
    expect(fault).toMatchObject({ code: "digest-mismatch", message: expect.stringMatching(detail) });
    expect(methods()).toEqual(["GET", "GET"]);
    expect(fault.exchanges).toEqual(opened.exchanges.map(({ id }) => id));
  });

  it("is right when the second try is", async () => {
    server.use(() => (server.asked.length === 1 ? ok({}, "cut") : ok()));
    const answer = await registry.manifest("a", DIGEST);
    expect(answer).toMatchObject({ found: true, value: { digest: DIGEST } });
    expect(answer.exchanges).toHaveLength(2);
  });

  it("asks the second time for itself, and not with the others who got the wrong bytes", async () => {
    server.use(() => ok({}, "cut"));
    const both = [registry.manifest("a", DIGEST), registry.manifest("a", DIGEST)];
    for (const { status } of await Promise.allSettled(both)) expect(status).toBe("rejected");
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    ["HTML with 200", { "content-type": "text/html" }, "<!doctype html><title>Log in</title>", /HTML/],
    ["another type in the body", { "content-type": MEDIA_TYPES.ociIndex }, BYTES, /Content-Type says/],
    ["both an image and an index", {}, { ...IMAGE, manifests: [] }, /ambiguous/],
    ["one key twice", {}, `{"mediaType":"a",${JSON.stringify(IMAGE).slice(1)}`, /ambiguous/],
    ["nothing", {}, "", /empty/],
  ])("%s: a fault at once", async (_, headers, body, detail) => {
    server.use(() => ok(headers, body));
    const fault = await registry.manifest("a", "v1").catch((error) => error);
    expect(fault).toMatchObject({ code: "malformed-answer", message: expect.stringMatching(detail) });
    expect(fault.exchanges).toEqual(opened.exchanges.map(({ id }) => id));
    expect(methods()).toEqual(["GET"]);
  });

  it.each([
    [404, { errors: [{ code: "MANIFEST_UNKNOWN" }] }, "MANIFEST_UNKNOWN"],
    [404, "404 page not found", undefined],
    [404, "<html>", undefined],
    [403, { errors: [{ code: "denied" }] }, "DENIED"],
    [400, { errors: null }, undefined],
    [204, "", undefined],
  ])("%i %j is a refusal", async (status, body, errorCode) => {
    server.use(() => ({ status, body }));
    const answer = await registry.manifest("a", "v1");
    expect(answer).toMatchObject({ found: false, status, errorCode });
  });

  it("follows a redirect to another origin", async () => {
    server.use(() => ({ status: 307, headers: { location: `${cdn.origin}/x?signature=s` } }));
    cdn.use(() => ok());
    expect(await registry.manifest("a", DIGEST)).toMatchObject({ found: true, value: { digest: DIGEST } });
  });

  it("gives a signed schema 1 manifest the digest of what was signed, and nothing more to read", async () => {
    const payload =
      '{\n   "schemaVersion": 1,\n   "name": "a",\n   "tag": "v1",\n   "fsLayers": [],\n   "history": []\n}';
    const tail = Buffer.from("\n}").toString("base64url");
    const head = payload.slice(0, -2);
    const header = Buffer.from(JSON.stringify({ formatLength: head.length, formatTail: tail })).toString(
      "base64url",
    );
    const signed = (extra: string) => `${head},${extra}\n   "signatures": [{"protected": "${header}"}]\n}`;
    const digest = `sha256:${createHash("sha256").update(payload).digest("hex")}`;
    const headers = { "content-type": MEDIA_TYPES.dockerSchema1Signed, "docker-content-digest": digest };
    server.use(() => ok(headers, signed('"fromNobody": 1,')));
    const answer = await registry.manifest("a", "v1");
    expect(answer).toMatchObject({ found: true, value: { digest, manifest: { form: "docker-schema1" } } });
    expect(answer.found && answer.value.manifest.json).not.toHaveProperty("fromNobody");
    server.use(() => ok(headers, signed("").replace('"a"', '"b"')));
    await expect(registry.manifest("a", "v1")).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  it.each(["../../x", "a//b", "./a", ""])("does not leave the repository's place for %j", async (name) => {
    await expect(registry.manifest(name, "v1")).rejects.toMatchObject({ code: "bad-request" });
    expect(server.asked.filter(({ path }) => !path.startsWith("/v2/"))).toEqual([]);
  });

  it("is cancelled with its exploration", async () => {
    server.use(() => new Promise<Told>(() => {}));
    const controller = new AbortController();
    const answer = opened.again(controller.signal).manifest("a", "v1");
    setTimeout(() => controller.abort(), 20);
    await expect(answer).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("resolve", () => {
  const withDigest = ok({
    "docker-content-digest": DIGEST,
    "content-type": `${MEDIA_TYPES.ociManifest}; charset=utf-8`,
  });

  it("asks by HEAD", async () => {
    server.use(() => withDigest);
    const answer = await registry.resolve("a", "v1");
    expect(answer).toMatchObject({
      value: { digest: DIGEST, mediaType: MEDIA_TYPES.ociManifest, size: BYTES.length, by: "HEAD" },
    });
    expect(server.asked).toMatchObject([{ method: "HEAD", headers: { accept: ACCEPT_MANIFESTS } }]);
  });

  it.each<[string, string, Told, Told]>([
    ["no digest header", "v1", ok(), ok()],
    ["a malformed digest header", "v1", ok({ "docker-content-digest": "sha256:x" }), ok()],
    ["no Content-Type", "v1", { headers: { "docker-content-digest": DIGEST } }, ok()],
    [
      "a web page's Content-Type",
      "v1",
      ok({ "docker-content-digest": DIGEST, "content-type": "text/html" }),
      ok(),
    ],
    ["404 for HEAD alone", "v1", { status: 404 }, ok()],
    ["405 for HEAD", "v1", { status: 405 }, ok()],
    [
      "another digest than asked for",
      DIGEST,
      ok({ "docker-content-digest": `sha256:${"0".repeat(64)}` }),
      ok(),
    ],
  ])("reads the manifest after %s", async (_, reference, head, get) => {
    server.use(({ method }) => (method === "HEAD" ? head : get));
    const answer = await registry.resolve("a", reference);
    expect(answer).toMatchObject({ value: { digest: DIGEST, by: "GET", size: BYTES.length } });
    expect(answer.found && answer.value.manifest?.digest).toBe(DIGEST);
    expect(answer.exchanges.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
  });

  it("keeps the digest it was asked for, whatever algorithm the header has", async () => {
    server.use(() => withDigest);
    expect(await registry.resolve("a", SHA512)).toMatchObject({ value: { digest: SHA512, by: "HEAD" } });
  });

  it("believes a 404 where HEAD has worked before", async () => {
    server.use(() => ({ status: 404, body: { errors: [{ code: "MANIFEST_UNKNOWN" }] } }));
    expect(await registry.resolve("a", "no")).toMatchObject({ status: 404, errorCode: "MANIFEST_UNKNOWN" });
    expect(methods()).toEqual(["HEAD", "GET"]);
    server.use(({ path }) => (path.endsWith("/v1") ? withDigest : { status: 404 }));
    await registry.resolve("a", "v1");
    expect(await registry.resolve("a", "no")).toMatchObject({ found: false, status: 404 });
    expect(methods()).toEqual(["HEAD", "HEAD"]);
  });

  it.each([400, 401, 403])("%i is a refusal", async (status) => {
    server.use(() => ({ status }));
    expect(await registry.resolve("a", "v1")).toMatchObject({ found: false, status });
    expect(methods()).toEqual(["HEAD"]);
  });

  it("429 is a refusal that says when to come back", async () => {
    server.use(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    expect(await registry.resolve("a", "v1")).toMatchObject({ status: 429, retryAfterSeconds: 3600 });
  });

  it("refuses what is no digest before it asks", async () => {
    await expect(registry.resolve("a", "sha256:123")).rejects.toMatchObject({ code: "bad-reference" });
  });
});

describe("blob", () => {
  const blob = Buffer.from("hello");
  const digest = digestBytes(blob);

  it("reads it from where the registry sends, digest and size checked", async () => {
    server.use(() => ({ status: 307, headers: { location: `${cdn.origin}/store?X-Amz-Signature=canary` } }));
    cdn.use(() => ({ body: blob }));
    const answer = await registry.blob("a", digest, { size: 5 });
    expect(answer.found && Buffer.from(answer.value).toString()).toBe("hello");
    expect(JSON.stringify(opened.exchanges)).not.toContain("canary");
  });

  it.each([
    ["other bytes", digestBytes(Buffer.from("other")), {}, "digest-mismatch", 2],
    ["another size", digest, { size: 6 }, "digest-mismatch", 2],
    ["more than was allowed", digest, { maxBytes: 4 }, "limit-exceeded", 1],
    ["a size over the cap", digest, { size: 5, maxBytes: 4 }, "limit-exceeded", 0],
    ["an algorithm that cannot be checked", BLAKE3, {}, "digest-mismatch", 2],
    ["no digest", "sha256:12", {}, "bad-reference", 0],
  ])("%s is a fault", async (_, wanted, options, code, requests) => {
    server.use(() => ({ body: blob }));
    await expect(registry.blob("a", wanted, options)).rejects.toMatchObject({ code });
    expect(server.asked).toHaveLength(requests);
  });
});
