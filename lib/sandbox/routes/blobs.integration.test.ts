import { expect, test } from "vitest";
import { listening, ZERO } from "../sandbox.test-support.ts";

const { registry, ask } = await listening();
const bytes = Buffer.from("0123456789");
const digest = registry.putBlob("a/b", bytes);
const path = `/v2/a/b/blobs/${digest}`;

test("GET and HEAD", async () => {
  const get = await ask(path);
  expect([get.status, get.text]).toEqual([200, "0123456789"]);
  expect(get.headers.get("docker-content-digest")).toBe(digest);
  expect(get.headers.get("content-length")).toBe("10");
  const head = await ask(path, { method: "HEAD" });
  expect([head.status, head.text, head.headers.get("content-length")]).toEqual([200, "", "10"]);
});

test("a range is a 206, one outside a 416", async () => {
  const part = await ask(path, { headers: { range: "bytes=2-4" } });
  expect([part.status, part.text, part.headers.get("content-range")]).toEqual([206, "234", "bytes 2-4/10"]);
  const outside = await ask(path, { headers: { range: "bytes=10-" } });
  expect([outside.status, outside.headers.get("content-range")]).toEqual([416, "bytes */10"]);
});

test("what is not there, and what is no digest", async () => {
  expect(await ask(`/v2/a/b/blobs/${ZERO}`)).toMatchObject({ status: 404, code: "BLOB_UNKNOWN" });
  expect(await ask(`/v2/other/blobs/${digest}`)).toMatchObject({ status: 404, code: "BLOB_UNKNOWN" });
  expect(await ask("/v2/a/b/blobs/sha256:x")).toMatchObject({ status: 400, code: "DIGEST_INVALID" });
  expect(await ask(path, { method: "PUT", body: "x" })).toMatchObject({ status: 405, code: "UNSUPPORTED" });
});

test("a deleted blob is gone here, and stays where else it is", async () => {
  const shared = registry.putBlob("a/b", "shared");
  registry.putBlob("c", "shared");
  expect((await ask(`/v2/a/b/blobs/${shared}`, { method: "DELETE" })).status).toBe(202);
  expect((await ask(`/v2/a/b/blobs/${shared}`)).status).toBe(404);
  expect((await ask(`/v2/c/blobs/${shared}`)).text).toBe("shared");
  await ask(`/v2/c/blobs/${shared}`, { method: "DELETE" });
  expect(registry.store.blobs.has(shared)).toBe(false);
  expect((await ask(`/v2/c/blobs/${shared}`, { method: "DELETE" })).status).toBe(404);
});

test("with deletes off a DELETE is a 405; with digestHeader off there is none", async () => {
  const other = await listening({ deletes: false, digestHeader: false });
  const kept = other.registry.putBlob("a", "x");
  expect(await other.ask(`/v2/a/blobs/${kept}`, { method: "DELETE" })).toMatchObject({ status: 405 });
  const get = await other.ask(`/v2/a/blobs/${kept}`);
  expect([get.text, get.headers.get("docker-content-digest")]).toEqual(["x", null]);
});
