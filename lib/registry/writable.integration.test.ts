import { describe, expect, it } from "vitest";
import type { RegistryOptions } from "#lib/sandbox";
import { bearerRegistry, ME } from "./auth/accounts.test-support.ts";
import { createCredential } from "./auth/credential.ts";
import { createRegistryClient, type WritableRepository } from "./index.ts";
import { onlyFor, serve } from "./scripted-server.test-support.ts";
import { closing, EMPTY, IMAGE, manifest, openOn, sandbox, sha256 } from "./writable.test-support.ts";

const GUARDED: RegistryOptions = {
  auth: {
    kind: "bearer",
    user: "demo",
    password: "canary-demo",
    service: "guarded",
    anonymousRepositories: ["public/"],
  },
};
const DEMO = createCredential("password", "demo", "canary-demo", "config.json");

describe("on a registry that takes everything", () => {
  it("pushes a blob and a manifest, reads them, and takes them away", async () => {
    const { registry, host } = await sandbox();
    const { target } = openOn(host);
    expect(target).toMatchObject({ host, origin: `http://${host}`, repository: "scratch" });
    const blob = await target.pushBlob(Buffer.from("{}"));
    expect(blob).toMatchObject({ found: true, status: 201, value: { digest: EMPTY.digest } });
    const pushed = await target.pushManifest("v1", manifest(), { purpose: "an image" });
    const digest = sha256(manifest().bytes);
    expect(pushed).toMatchObject({ found: true, status: 201, value: { digest } });
    expect(pushed.found && pushed.value.registryDigest).toBeUndefined();
    expect(pushed.exchanges).toMatchObject([
      { method: "PUT", purpose: "an image", requestHeaders: { "content-type": IMAGE } },
    ]);
    const read = await target.reading.manifest("scratch", "v1");
    expect(read).toMatchObject({ found: true, value: { digest, etag: `"${digest}"` } });

    expect(await target.deleteManifest("v1")).toMatchObject({ found: true, status: 202 });
    expect(await target.deleteManifest(digest)).toMatchObject({ found: true, status: 202 });
    expect(await target.deleteBlob(EMPTY.digest)).toMatchObject({ found: true, status: 202 });
    expect(await target.deleteBlob(EMPTY.digest)).toMatchObject({ found: false, status: 404 });
    expect(registry.store.repository("scratch")).toMatchObject({ manifests: new Map(), tags: new Map() });
  });

  it("hands on OCI-Subject, and pushes under sha512", async () => {
    const { host } = await sandbox();
    const { target } = openOn(host);
    const subject = { mediaType: IMAGE, digest: sha256("subject"), size: 7 };
    const referrer = manifest({ subject });
    const digest = sha256(referrer.bytes, "sha512");
    expect(await target.pushManifest(digest, referrer)).toMatchObject({
      found: true,
      value: { digest, ociSubject: subject.digest },
    });
    const blob = await target.pushBlob(Buffer.from("x"), { algorithm: "sha512" });
    expect(blob).toMatchObject({ found: true, value: { digest: sha256("x", "sha512") } });
  });

  it("writes under a condition: 412 when it does not hold", async () => {
    const { host } = await sandbox();
    const { target } = openOn(host);
    const first = await target.pushManifest("t", manifest(), { ifNoneMatch: "*" });
    expect(first).toMatchObject({ found: true });
    const again = await target.pushManifest("t", manifest({ annotations: { n: "2" } }), { ifNoneMatch: "*" });
    expect(again).toMatchObject({ found: false, status: 412, errorCode: "PRECONDITION_FAILED" });
    const wrong = await target.pushManifest("t", manifest(), { ifMatch: `"${sha256("no")}"` });
    expect(wrong).toMatchObject({ found: false, status: 412 });
    expect(wrong.exchanges[0]?.requestHeaders).toMatchObject({ "if-match": `"${sha256("no")}"` });
    const right = await target.pushManifest("t", manifest(), { ifMatch: `"${sha256(manifest().bytes)}"` });
    expect(right).toMatchObject({ found: true });
  });
});

describe("what a registry refuses is an answer", () => {
  it.each<[string, RegistryOptions, (target: WritableRepository) => Promise<unknown>, object]>([
    ["read-only", { readOnly: true }, (t) => t.pushBlob(Buffer.from("{}")), { status: 405 }],
    ["read-only, a manifest", { readOnly: true }, (t) => t.pushManifest("a", manifest()), { status: 405 }],
    ["no deletes", { deletes: false }, (t) => t.deleteManifest(sha256("a")), { status: 405 }],
    ["no deletes of tags", { tagDeletes: false }, (t) => t.deleteManifest("a"), { status: 400 }],
    ["a missing blob", { strictContents: true }, (t) => t.pushManifest("a", manifest()), { status: 400 }],
    ["full", { maxBytes: 1 }, (t) => t.pushBlob(Buffer.from("{}")), { status: 413 }],
  ])("%s", async (_, switches, write, expected) => {
    const { host } = await sandbox(switches);
    expect(await write(openOn(host).target)).toMatchObject({ found: false, ...expected });
  });

  it("bytes without the digest that they are pushed under are not sent", async () => {
    const { registry, host } = await sandbox();
    const { target } = openOn(host);
    for (const reference of [sha256("other"), "sha256:x", "md5:abcd"]) {
      await expect(target.pushManifest(reference, manifest())).rejects.toMatchObject({ code: "bad-request" });
    }
    expect(registry.requests.entries).toEqual([]);
  });
});

describe("with a token service", () => {
  const scopesOf = (urls: string[]) =>
    urls
      .filter((url) => url.startsWith("/token"))
      .map((url) => new URL(url, "http://x").searchParams.get("scope"));

  it("asks for the right to push to push, to delete to delete, and to pull to read", async () => {
    const { registry, host } = await sandbox(GUARDED);
    const { target, client, session } = openOn(host, { credentials: onlyFor(host, DEMO) });
    const asked = () => registry.requests.entries.map(({ url }) => url);
    expect(await target.pushBlob(Buffer.from("{}"))).toMatchObject({ found: true });
    expect(scopesOf(asked())).toEqual(["repository:scratch:pull,push"]);
    expect(await target.pushManifest("t", manifest())).toMatchObject({ found: true });
    expect(scopesOf(asked())).toEqual(["repository:scratch:pull,push"]);
    expect(await target.reading.tags("scratch")).toMatchObject({ found: true });
    expect(scopesOf(asked()).at(-1)).toBe("repository:scratch:pull");
    expect(await target.deleteManifest("t")).toMatchObject({ found: true });
    expect(scopesOf(asked()).at(-1)).toBe("repository:scratch:delete,pull,push");
    registry.requests.clear();
    expect(await client.open(host, session).tags("scratch")).toMatchObject({ found: true });
    expect(await target.pushManifest("t", manifest())).toMatchObject({ found: true });
    expect(registry.requests.lines()).toEqual([
      "GET /v2/scratch/tags/list?n=1000 200",
      "PUT /v2/scratch/manifests/t 201",
    ]);
  });

  it("a reader is never given a token that writes, whatever was asked before", async () => {
    const { registry, host } = await sandbox(GUARDED);
    const { target, client, session } = openOn(host, { credentials: onlyFor(host, DEMO) });
    await target.pushManifest("t", manifest());
    const writing = registry.requests.entries.at(-1)?.headers.authorization;
    const reader = client.open(host, session);
    await Promise.all([
      ...[reader.tags("scratch"), reader.manifest("scratch", "t"), reader.referrers("scratch", EMPTY.digest)],
      ...[target.pushManifest("u", manifest()), reader.resolve("scratch", "t"), reader.catalog()],
    ]);
    const { entries } = registry.requests;
    const reads = entries.filter(({ method, url }) => method !== "PUT" && !url.startsWith("/token"));
    expect(reads.length).toBeGreaterThan(4);
    expect(reads.filter(({ headers }) => headers.authorization === writing)).toEqual([]);
    expect(entries.filter(({ method }) => method === "PUT").at(-1)?.headers.authorization).toBe(writing);
  });

  it("a reading registry never asks for more than pulling, though the registry names it", async () => {
    const server = await serve();
    closing.push(server.close);
    const greedy = (name: string) => `repository:${name}:delete,pull,push`;
    server.use(bearerRegistry(server.origin, { scope: greedy }));
    const { session, client } = openOn(server.host, { credentials: onlyFor(server.host, ME) });
    const reader = client.open(server.host, session);
    await reader.tags("a");
    await reader.manifest("a", "t");
    await reader.bare("/v2/a/referrers/x");
    const scopes = scopesOf(server.asked.map(({ path }) => path));
    expect(scopes.length).toBeGreaterThan(0);
    expect(scopes.filter((scope) => /push|delete/.test(scope ?? ""))).toEqual([]);
    expect(server.asked.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
  });

  it("another credential for writing is used for it alone", async () => {
    const { registry, host } = await sandbox(GUARDED);
    const { client, session } = openOn(host);
    const credentials = onlyFor(host, DEMO);
    const target = client.openForWriting(host, "scratch", session, { credentials });
    expect(await target.pushManifest("t", manifest())).toMatchObject({ found: true });
    expect(await target.reading.tags("scratch")).toMatchObject({ found: true });
    expect(await client.open(host, session).tags("scratch")).toMatchObject({ found: false, status: 401 });
    expect(await client.openForWriting(host, "scratch", session).deleteManifest("t")).toMatchObject({
      found: false,
      status: 401,
    });
    expect(registry.store.repository("scratch").tags.size).toBe(1);
  });

  it("who may only pull is refused with 401, which is not a no", async () => {
    const { host } = await sandbox(GUARDED);
    const { target } = openOn(host, {}, "public/scratch");
    expect(await target.pushBlob(Buffer.from("{}"))).toMatchObject({ found: false, status: 401 });
    expect(await target.deleteManifest("t")).toMatchObject({ found: false, status: 401 });
  });
});

describe("while writes are off", () => {
  it("nothing is opened for writing", async () => {
    for (const options of [{ writes: false }, {}]) {
      const client = createRegistryClient({ policy: { privateRegistries: [] }, ...options });
      closing.push(() => client.close());
      const session = { signal: new AbortController().signal, onExchange: () => {} };
      expect(() => client.openForWriting("r.example", "a", session)).toThrow(
        expect.objectContaining({ code: "writes-off" }),
      );
    }
  });

  it("and never what is no repository", async () => {
    const { client, session } = openOn("r.example:5000");
    for (const name of ["", "..", "a/../b", "a//b", "/a"]) {
      const open = () => client.openForWriting("r.example:5000", name, session);
      expect(open).toThrow(expect.objectContaining({ code: "bad-request" }));
    }
  });
});

it("a reader that knows some types only asks with its own Accept", async () => {
  const { registry, host } = await sandbox({ acceptStrict: true });
  const { target } = openOn(host);
  await target.pushManifest("t", manifest());
  const accept = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
  ];
  expect(await target.reading.manifest("scratch", "t", { accept })).toMatchObject({
    found: false,
    status: 404,
  });
  expect(registry.requests.entries.at(-1)?.headers.accept).toBe(accept.join(", "));
  expect(await target.reading.manifest("scratch", "t", { accept: [IMAGE] })).toMatchObject({ found: true });
  expect(await target.reading.manifest("scratch", "t")).toMatchObject({ found: true });
});
