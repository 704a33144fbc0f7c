import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { exchangeSchema } from "#lib/evidence";
import { type Attempted, toExchange } from "./exchanges.ts";

const TOKEN = "c2VjcmV0LXRva2Vu";
const BASE: Attempted = {
  method: "GET",
  url: new URL("https://r.example/v2/a/manifests/b"),
  requestHeaders: { accept: "a/b", "user-agent": "refscope", range: "bytes=0-1" },
  purpose: "resolve",
  at: new Date(0),
  durationMs: 1.2345,
};

function withBody(bytes: Uint8Array, complete = true): Attempted {
  return { ...BASE, status: 200, headers: {}, body: { bytes, wireBytes: bytes.length, complete } };
}

it("says what was asked and what came back", () => {
  const body = Buffer.from('{"a":1}');
  const headers = {
    "content-type": "application/json",
    "docker-content-digest": "sha256:1",
    "oci-subject": "sha256:2",
    "ratelimit-remaining": "99;w=21600",
    etag: '"x"',
    "set-cookie": "session=1",
    "x-request-id": "7",
  };
  const exchange = toExchange({ ...withBody(body), headers });
  expect(exchangeSchema.parse(exchange)).toEqual({
    id: expect.stringMatching(/^x[0-9a-z]+$/),
    method: "GET",
    url: "https://r.example/v2/a/manifests/b",
    status: 200,
    contentType: "application/json",
    headers: {
      "content-type": "application/json",
      "docker-content-digest": "sha256:1",
      "oci-subject": "sha256:2",
      "ratelimit-remaining": "99;w=21600",
      etag: '"x"',
    },
    requestHeaders: { accept: "a/b", range: "bytes=0-1" },
    durationMs: 1.2,
    at: "1970-01-01T00:00:00.000Z",
    bytes: 7,
    bodySha256: createHash("sha256").update(body).digest("hex"),
    excerpt: '{"a":1}',
    purpose: "resolve",
  });
  expect(toExchange(BASE).id).not.toBe(exchange.id);
});

it("names the credential's source and never the credential, whoever repeats it", () => {
  const exchange = toExchange({
    ...withBody(Buffer.from(`{"you sent":"Bearer ${TOKEN}","token":"${TOKEN}x"}`)),
    url: new URL(`https://r.example/token?access=${TOKEN}`),
    authorization: { value: `Bearer ${TOKEN}`, origin: "https://r.example", source: "Docker's config.json" },
    headers: {
      location: `https://cdn.example/b?sig=${TOKEN}`,
      warning: `299 - "${TOKEN}"`,
      "www-authenticate": TOKEN,
    },
    error: { code: "timed-out", message: `no ${TOKEN}` },
  });
  expect(exchange.credential).toBe("Docker's config.json");
  expect(JSON.stringify(exchange)).not.toContain(TOKEN);
});

it("an excerpt has 512 characters at most, ends visibly, and never cuts a secret in half", () => {
  const long = toExchange(withBody(Buffer.from("a".repeat(10_000))));
  expect(long.excerpt).toHaveLength(512);
  expect(long.excerpt?.endsWith("…")).toBe(true);
  const token = `${"t".repeat(40)}`;
  const atTheEdge = toExchange(withBody(Buffer.from(`{"pad":"${"p".repeat(480)}","token":"${token}"}`)));
  expect(atTheEdge.excerpt).not.toContain("ttt");
});

it("bytes that are no text have no excerpt; half a body has no hash", () => {
  expect(toExchange(withBody(Buffer.from([0x1f, 0x8b, 0x08, 0x00]))).excerpt).toBeUndefined();
  expect(toExchange(withBody(Buffer.alloc(300, 0xff))).excerpt).toBeUndefined();
  expect(toExchange(withBody(Buffer.from("caf\u00e9"))).excerpt).toBe("café");
  expect(toExchange(withBody(Buffer.from("half"), false)).bodySha256).toBeUndefined();
  expect(toExchange(withBody(Buffer.alloc(0))).bodySha256).toBeUndefined();
});

it("text from a registry cannot act on a terminal", () => {
  const exchange = toExchange({
    ...withBody(Buffer.from("\u001b[2J\u202ehi")),
    headers: { server: "x\u001b]0;y\u0007" },
  });
  expect(exchange.excerpt).toBe("\\u001b[2J\\u202ehi");
  expect(exchange.headers.server).toBe("x\\u001b]0;y\\u0007");
});
