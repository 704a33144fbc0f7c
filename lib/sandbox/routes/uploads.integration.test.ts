import { describe, expect, test } from "vitest";
import { digestOf } from "../digest.ts";
import { type Answer, listening, ZERO } from "../sandbox.test-support.ts";

const running = await listening();
const { registry, ask } = running;
const START = "/v2/up/blobs/uploads/";

const blob = (text: string) => ({ text, digest: digestOf(Buffer.from(text)) });
const open = async () => place(await ask(START, { method: "POST" }));
const place = (answer: Answer) => answer.headers.get("location") ?? "";
const patch = (path: string, body: string, range?: string) =>
  ask(path, { method: "PATCH", body, headers: range ? { "content-range": range } : {} });
const finish = (path: string, digest: string, body = "") =>
  ask(`${path}?digest=${digest}`, { method: "PUT", body });
const stored = (digest: string) => registry.store.blob("up", digest)?.toString();

describe("ways to push", () => {
  test("the whole in one POST", async () => {
    const { text, digest } = blob("post only");
    const answer = await ask(`${START}?digest=${digest}`, { method: "POST", body: text });
    expect([answer.status, place(answer)]).toEqual([201, `/v2/up/blobs/${digest}`]);
    expect(answer.headers.get("docker-content-digest")).toBe(digest);
    expect(stored(digest)).toBe(text);
  });

  test("POST, then PUT", async () => {
    const { text, digest } = blob("post put");
    expect((await finish(await open(), digest, text)).status).toBe(201);
    expect(stored(digest)).toBe(text);
  });

  test("in chunks, the last one with the PUT", async () => {
    const { digest } = blob("abcdefgh");
    const first = await patch(await open(), "abc", "0-2");
    expect([first.status, first.headers.get("range")]).toEqual([202, "0-2"]);
    const second = await patch(place(first), "def", "3-5");
    expect(second.headers.get("range")).toBe("0-5");
    const last = await ask(`${place(second)}?digest=${digest}`, {
      method: "PUT",
      body: "gh",
      headers: { "content-range": "6-7" },
    });
    expect([last.status, stored(digest)]).toEqual([201, "abcdefgh"]);
  });

  test("streamed, without a length", async () => {
    const { digest } = blob("streamed");
    const body = new Blob(["strea", "med"]).stream();
    const sent = await ask(await open(), { method: "PATCH", body, duplex: "half" });
    expect([sent.status, (await finish(place(sent), digest)).status]).toEqual([202, 201]);
    expect(stored(digest)).toBe("streamed");
  });

  test("an empty blob, and sha512", async () => {
    const { digest } = blob("");
    expect((await finish(await open(), digest)).status).toBe(201);
    const long = digestOf(Buffer.from("x"), "sha512");
    expect((await finish(await open(), long, "x")).status).toBe(201);
    expect(stored(long)).toBe("x");
  });
});

describe("what an upload refuses", () => {
  test.each([
    ["ahead", "5-7"],
    ["behind", "0-2"],
    ["as long as it is not", "3-9"],
    ["in no form known", "bytes 3-5"],
  ])("a chunk that is %s: 416, and the session goes on", async (_, range) => {
    const path = place(await patch(await open(), "abc", "0-2"));
    const refused = await patch(path, "def", range);
    expect([refused.status, refused.headers.get("range")]).toEqual([416, "0-2"]);
    const where = await ask(path);
    expect([where.status, where.headers.get("range"), place(where)]).toEqual([204, "0-2", path]);
    expect((await patch(path, "def", "3-5")).status).toBe(202);
  });

  test("a wrong digest, none, and one of a kind unknown: 400, and the session is over", async () => {
    for (const digest of [ZERO, "", "md5:0123"]) {
      const path = await open();
      expect(await finish(path, digest, "abc")).toMatchObject({ status: 400, code: "DIGEST_INVALID" });
      expect(await ask(path)).toMatchObject({ status: 404, code: "BLOB_UPLOAD_UNKNOWN" });
    }
  });

  test("a session of another repository, and one that was given up", async () => {
    const path = await open();
    expect((await ask(path.replace("/v2/up/", "/v2/other/"))).status).toBe(404);
    expect((await ask(path, { method: "DELETE" })).status).toBe(204);
    expect((await ask(path)).status).toBe(404);
  });

  test("more than 64 MiB", async () => {
    const path = await open();
    const chunk = Buffer.alloc(33 * 1024 * 1024);
    expect((await ask(path, { method: "PATCH", body: chunk })).status).toBe(202);
    expect(await ask(path, { method: "PATCH", body: chunk })).toMatchObject({
      status: 413,
      code: "SIZE_INVALID",
    });
  });

  test("the 65th session ends the oldest", async () => {
    const first = await open();
    for (let i = 0; i < 64; i++) await open();
    expect((await ask(first)).status).toBe(404);
  });

  test("anything but POST at the start", async () => {
    expect((await ask(START)).status).toBe(405);
  });
});

describe("mounting", () => {
  const mount = (query: string) => ask(`/v2/to/blobs/uploads/?${query}`, { method: "POST" });

  test("from a named repository, and from anywhere", async () => {
    const named = registry.putBlob("from", "named");
    const answer = await mount(`mount=${named}&from=from`);
    expect([answer.status, place(answer)]).toEqual([201, `/v2/to/blobs/${named}`]);
    const anywhere = registry.putBlob("from", "anywhere");
    expect((await mount(`mount=${anywhere}`)).status).toBe(201);
    expect(registry.store.blob("to", anywhere)?.toString()).toBe("anywhere");
  });

  test("what cannot be mounted opens a session", async () => {
    const elsewhere = registry.putBlob("third", "elsewhere");
    for (const query of [`mount=${ZERO}&from=from`, `mount=${elsewhere}&from=from`, `mount=${ZERO}`]) {
      const answer = await mount(query);
      expect([answer.status, place(answer)]).toEqual([202, expect.stringContaining("/blobs/uploads/")]);
    }
  });
});

test("without monolithicPost a session opens instead; without anonymousMount as well (distribution 2.8.2)", async () => {
  const other = await listening({ monolithicPost: false, anonymousMount: false });
  const { text, digest } = blob("x");
  const start = await other.ask(`${START}?digest=${digest}`, { method: "POST", body: text });
  expect(start.status).toBe(202);
  expect((await other.ask(`${place(start)}?digest=${digest}`, { method: "PUT", body: text })).status).toBe(
    201,
  );
  expect((await other.ask(`/v2/to/blobs/uploads/?mount=${digest}`, { method: "POST" })).status).toBe(202);
  expect((await other.ask(`/v2/to/blobs/uploads/?mount=${digest}&from=up`, { method: "POST" })).status).toBe(
    201,
  );
});

test("without sha512 its digests are refused, as by distribution 2.8.2", async () => {
  const other = await listening({ sha512: false });
  const digest = digestOf(Buffer.from("x"), "sha512");
  const answer = await other.ask(`${START}?digest=${digest}`, { method: "POST", body: "x" });
  expect(answer).toMatchObject({ status: 400, code: "DIGEST_INVALID" });
});
