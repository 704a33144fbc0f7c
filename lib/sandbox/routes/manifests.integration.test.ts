import { describe, expect, test } from "vitest";
import { digestOf } from "../digest.ts";
import {
  ARTIFACT,
  DOCKER,
  descriptor,
  IMAGE,
  INDEX,
  image,
  index,
  listening,
  ORAS,
  push,
  ZERO,
} from "../sandbox.test-support.ts";

const running = await listening();
const { ask, registry } = running;
const sha256 = (body: string) => digestOf(Buffer.from(body));

describe("PUT and GET", () => {
  test("by tag, then read by tag and by digest", async () => {
    const body = image("by tag");
    const put = await push(running, "/v2/a/manifests/1.0", IMAGE, body);
    expect(put.status).toBe(201);
    expect(put.headers.get("location")).toBe(`/v2/a/manifests/${sha256(body)}`);
    expect(put.headers.get("docker-content-digest")).toBe(sha256(body));
    expect(put.headers.get("oci-subject")).toBeNull();
    for (const reference of ["1.0", sha256(body)]) {
      const get = await ask(`/v2/a/manifests/${reference}`);
      expect([get.status, get.text, get.headers.get("content-type")]).toEqual([200, body, IMAGE]);
      expect(get.headers.get("etag")).toBe(`"${sha256(body)}"`);
      const head = await ask(`/v2/a/manifests/${reference}`, { method: "HEAD" });
      expect([head.status, head.text]).toEqual([200, ""]);
      expect(head.headers.get("content-length")).toBe(String(body.length));
      expect(head.headers.get("docker-content-digest")).toBe(sha256(body));
    }
  });

  test("by digest of either algorithm, with tags as parameters", async () => {
    const body = image("by digest");
    const digest = digestOf(Buffer.from(body), "sha512");
    const put = await push(running, `/v2/a/manifests/${digest}?tag=x&tag=y`, IMAGE, body);
    expect([put.status, put.headers.get("oci-tag")]).toEqual([201, "x, y"]);
    expect((await ask("/v2/a/manifests/y")).headers.get("docker-content-digest")).toBe(digest);
  });

  test("a subject is answered with OCI-Subject, there or not", async () => {
    const put = await push(running, "/v2/a/manifests/s", IMAGE, image("s", { subject: descriptor(ZERO) }));
    expect([put.status, put.headers.get("oci-subject")]).toEqual([201, ZERO]);
    const list = await push(running, "/v2/a/manifests/i", INDEX, index([], { subject: descriptor(ZERO) }));
    expect(list.headers.get("oci-subject")).toBe(ZERO);
  });
});

describe("what is refused", () => {
  test.each([
    ["no JSON", IMAGE, "not json", 400, "MANIFEST_INVALID"],
    ["an array", IMAGE, "[]", 400, "MANIFEST_INVALID"],
    ["another mediaType in the body", INDEX, image("x"), 400, "MANIFEST_INVALID"],
    ["no schemaVersion", IMAGE, "{}", 400, "MANIFEST_INVALID"],
    ["a type unknown", "application/json", "{}", 400, "MANIFEST_INVALID"],
    ["the artifact manifest", ARTIFACT, "{}", 400, "MANIFEST_INVALID"],
    ["the ORAS manifest", ORAS, "{}", 400, "MANIFEST_INVALID"],
  ])("%s", async (_, mediaType, body, status, code) => {
    expect(await push(running, "/v2/a/manifests/refused", mediaType, body)).toMatchObject({ status, code });
    expect((await ask("/v2/a/manifests/refused")).status).toBe(404);
  });

  test("a digest that is not the body's, or is none", async () => {
    for (const digest of [ZERO, "sha256:baddigeststring"]) {
      const put = await push(running, `/v2/a/manifests/${digest}`, IMAGE, image("x"));
      expect(put).toMatchObject({ status: 400, code: "DIGEST_INVALID" });
    }
    expect(await ask("/v2/a/manifests/sha256:baddigeststring")).toMatchObject({ code: "DIGEST_INVALID" });
  });

  test("4 MiB pass, one byte more is a 413", async () => {
    const bare = image("", { annotations: { note: "" } });
    const whole = image("", { annotations: { note: "x".repeat(4 * 1024 * 1024 - bare.length) } });
    expect((await push(running, "/v2/a/manifests/large", IMAGE, whole)).status).toBe(201);
    const over = whole.replace("xx", "xxx");
    expect(await push(running, "/v2/a/manifests/larger", IMAGE, over)).toMatchObject({
      status: 413,
      code: "SIZE_INVALID",
    });
  });

  test("a tag too long is no route: plain text, as in distribution", async () => {
    const answer = await ask(`/v2/a/manifests/${"t".repeat(129)}`);
    expect([answer.status, answer.text]).toEqual([404, "404 page not found\n"]);
  });

  test("unknown names and manifests", async () => {
    expect(await ask("/v2/none/manifests/1.0")).toMatchObject({ status: 404, code: "NAME_UNKNOWN" });
    expect(await ask("/v2/a/manifests/none")).toMatchObject({ status: 404, code: "MANIFEST_UNKNOWN" });
    expect(await ask("/v2/a/manifests/1.0", { method: "POST" })).toMatchObject({ status: 405 });
  });
});

describe("DELETE", () => {
  test("of a tag leaves the manifest; of the digest takes its tags along", async () => {
    const digest = registry.put("d", { tag: "one", mediaType: IMAGE, bytes: image("d") });
    registry.put("d", { tag: "two", mediaType: IMAGE, bytes: image("d") });
    expect((await ask("/v2/d/manifests/one", { method: "DELETE" })).status).toBe(202);
    expect((await ask("/v2/d/manifests/one")).status).toBe(404);
    expect((await ask("/v2/d/manifests/two")).status).toBe(200);
    expect((await ask(`/v2/d/manifests/${digest}`, { method: "DELETE" })).status).toBe(202);
    expect((await ask("/v2/d/manifests/two")).status).toBe(404);
    expect((await ask(`/v2/d/manifests/${digest}`, { method: "DELETE" })).status).toBe(404);
    expect((await ask("/v2/d/manifests/one", { method: "DELETE" })).status).toBe(404);
  });
});

describe("switches", () => {
  test.each([
    ["accepted", 201],
    ["400", 400],
    ["415", 415],
  ] as const)("artifactManifest %s answers %i (zot: 415, distribution: 400)", async (verdict, status) => {
    const other = await listening({
      artifactManifest: verdict,
      orasManifest: verdict,
      dockerManifest: verdict,
    });
    for (const type of [ARTIFACT, ORAS, DOCKER]) {
      const put = await push(other, "/v2/a/manifests/x", type, JSON.stringify({ mediaType: type }));
      expect(put.status).toBe(status);
    }
  });

  test("strictContents: a missing blob or child is a 400, a missing subject never", async () => {
    const other = await listening({ strictContents: true });
    const lacking = await push(other, "/v2/a/manifests/x", IMAGE, image("x"));
    expect(lacking).toMatchObject({ status: 400, code: "MANIFEST_BLOB_UNKNOWN" });
    expect((await push(other, "/v2/a/manifests/x", INDEX, index([descriptor(ZERO)]))).status).toBe(400);
    const config = descriptor(other.registry.putBlob("a", "{}"));
    const whole = image("x", { config, subject: descriptor(ZERO) });
    expect((await push(other, "/v2/a/manifests/x", IMAGE, whole)).status).toBe(201);
  });

  test("subject rejected: a registry below the bicycle", async () => {
    const other = await listening({ subject: "rejected" });
    const refused = await push(other, "/v2/a/manifests/x", IMAGE, image("x", { subject: descriptor(ZERO) }));
    expect(refused).toMatchObject({ status: 400, code: "MANIFEST_INVALID" });
    expect((await push(other, "/v2/a/manifests/x", IMAGE, image("x"))).status).toBe(201);
  });

  test("ociSubjectHeader off, and indexSubject off", async () => {
    const other = await listening({ ociSubjectHeader: false });
    const put = await push(other, "/v2/a/manifests/x", IMAGE, image("x", { subject: descriptor(ZERO) }));
    expect([put.status, put.headers.get("oci-subject")]).toEqual([201, null]);
    const third = await listening({ indexSubject: false });
    const list = await push(third, "/v2/a/manifests/x", INDEX, index([], { subject: descriptor(ZERO) }));
    expect([list.status, list.headers.get("oci-subject")]).toEqual([201, null]);
  });

  test("tagIsDigest: the digest tag is the image itself, whatever was pushed to it", async () => {
    const other = await listening({ tagIsDigest: true });
    const digest = other.registry.put("a", { tag: "1.0", mediaType: IMAGE, bytes: image("x") });
    const tag = digest.replace(":", "-");
    other.registry.put("a", { tag, mediaType: INDEX, bytes: index([]) });
    expect((await other.ask(`/v2/a/manifests/${tag}`)).headers.get("docker-content-digest")).toBe(digest);
  });

  test("acceptStrict: 404 where Accept does not name the type, wildcards included", async () => {
    const other = await listening({ acceptStrict: true, artifactManifest: "accepted" });
    other.registry.put("a", { tag: "x", mediaType: ARTIFACT, bytes: "{}" });
    other.registry.put("a", { tag: "docker", mediaType: DOCKER, bytes: '{"schemaVersion":2}' });
    const get = (tag: string, accept: string) => other.ask(`/v2/a/manifests/${tag}`, { headers: { accept } });
    expect(await get("x", `${IMAGE}, ${INDEX}`)).toMatchObject({ status: 404, code: "MANIFEST_UNKNOWN" });
    expect((await get("x", "*/*")).status).toBe(404);
    expect((await get("x", `${IMAGE}, ${ARTIFACT};q=0.5`)).status).toBe(200);
    expect((await get("docker", "*/*")).status).toBe(200);
  });

  test("tagDeletes and namesUnknown off (distribution 2.8.2)", async () => {
    const other = await listening({ tagDeletes: false, namesUnknown: false });
    const digest = other.registry.put("a", { tag: "x", mediaType: IMAGE, bytes: image("x") });
    const refused = await other.ask("/v2/a/manifests/x", { method: "DELETE" });
    expect(refused).toMatchObject({ status: 400, code: "DIGEST_INVALID" });
    expect((await other.ask(`/v2/a/manifests/${digest}`, { method: "DELETE" })).status).toBe(202);
    expect(await other.ask("/v2/none/manifests/x")).toMatchObject({ status: 404, code: "MANIFEST_UNKNOWN" });
  });

  test("deletes off", async () => {
    const other = await listening({ deletes: false });
    const digest = other.registry.put("a", { tag: "x", mediaType: IMAGE, bytes: image("x") });
    for (const reference of ["x", digest]) {
      const refused = await other.ask(`/v2/a/manifests/${reference}`, { method: "DELETE" });
      expect(refused).toMatchObject({ status: 405, code: "UNSUPPORTED" });
    }
  });

  test("readOnly: writes are 405, reads go on", async () => {
    const other = await listening({ readOnly: true });
    other.registry.put("a", { tag: "x", mediaType: IMAGE, bytes: image("x") });
    expect(await push(other, "/v2/a/manifests/y", IMAGE, image("y"))).toMatchObject({ status: 405 });
    expect((await other.ask("/v2/a/blobs/uploads/", { method: "POST" })).status).toBe(405);
    expect((await other.ask("/v2/a/manifests/x", { method: "DELETE" })).status).toBe(405);
    expect((await other.ask("/v2/a/manifests/x")).status).toBe(200);
  });
});

describe("If-Match", () => {
  const put = (to: typeof running, headers: Record<string, string>, note: string) =>
    push(to, "/v2/c/manifests/tag", IMAGE, image(note), headers);

  test("honoured: 412 for another digest, 201 for the one that stands there", async () => {
    const first = registry.put("c", { tag: "tag", mediaType: IMAGE, bytes: image("first") });
    expect(await put(running, { "if-match": `"${ZERO}"` }, "second")).toMatchObject({ status: 412 });
    expect(await put(running, { "if-none-match": "*" }, "second")).toMatchObject({ status: 412 });
    expect((await put(running, { "if-match": `"${first}"` }, "second")).status).toBe(201);
    expect((await put(running, { "if-match": "*" }, "third")).status).toBe(201);
  });

  test("switched off: ignored, so that the last write wins (distribution 2.8.2)", async () => {
    const other = await listening({ conditionalWrites: false });
    other.registry.put("c", { tag: "tag", mediaType: IMAGE, bytes: image("first") });
    expect((await put(other, { "if-match": `"${ZERO}"` }, "second")).status).toBe(201);
    expect((await other.ask("/v2/c/manifests/tag")).text).toBe(image("second"));
  });
});
