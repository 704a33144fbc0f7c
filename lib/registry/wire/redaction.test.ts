import { describe, expect, it } from "vitest";
import { escapeControls, redact, redactUrl, secretsOf } from "./redaction.ts";

describe("URLs", () => {
  it("a signed URL keeps where it leads, not what lets one in", () => {
    const signed = new URL(
      "https://user:pw@bucket.example/blob?X-Amz-Credential=AKIA%2F20261124&X-Amz-Signature=deadbeef&Expires=1&sig=abc&se=2026#t",
    );
    expect(redactUrl(signed)).toBe(
      "https://bucket.example/blob?X-Amz-Credential=[removed]&X-Amz-Signature=[removed]&Expires=[removed]&sig=[removed]&se=[removed]",
    );
  });

  it("what a registry's own parameters say stays", () => {
    const url = new URL(
      "https://r.example/v2/a/referrers/sha256:1?artifactType=x%2Fy&n=100&last=b&scope=repository:a:pull&service=s",
    );
    expect(redactUrl(url)).toBe(url.href);
    expect(redactUrl(new URL("https://r.example/v2/a/blobs/uploads/1?_state=secret&digest=sha256:1"))).toBe(
      "https://r.example/v2/a/blobs/uploads/1?_state=[removed]&digest=sha256:1",
    );
  });
});

describe("text", () => {
  it.each([
    [
      '{"token":"abc","access_token": "def","expires_in":300}',
      '{"token":"[removed]","access_token": "[removed]","expires_in":300}',
    ],
    ['{"refresh_token":"cut off he', '{"refresh_token":"[removed]'],
    [
      '{"errors":[{"code":"DENIED","detail":{"password":"a\\"b"}}]}',
      '{"errors":[{"code":"DENIED","detail":{"password":"[removed]"}}]}',
    ],
    ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end", "jwt [removed] end"],
    [
      "https://s3.example/x?X-Amz-Signature=1&amp;sig=2",
      "https://s3.example/x?X-Amz-Signature=[removed]&amp;sig=[removed]",
    ],
    ["https://s3.example/x?n=1\\u0026sig=2", "https://s3.example/x?n=1\\u0026sig=[removed]"],
    [
      '<https://r.example/v2/a/tags/list?n=2&last=b>; rel="next"',
      '<https://r.example/v2/a/tags/list?n=2&last=b>; rel="next"',
    ],
    [
      'Bearer realm="https://a.example/token",service="a",scope="repository:b:pull"',
      'Bearer realm="https://a.example/token",service="a",scope="repository:b:pull"',
    ],
  ])("%s", (text, clean) => expect(redact(text)).toBe(clean));

  it("what was sent is taken out wherever the registry echoes it", () => {
    const basic = Buffer.from("user:pass/word").toString("base64");
    const secrets = secretsOf(`Basic ${basic}`);
    expect(redact(`got ${basic}, that is user:pass/word, pass/word, pass%2Fword`, secrets)).toBe(
      "got [removed], that is [removed], [removed], [removed]",
    );
    expect(redact("Bearer opaque-1 opaque-1", secretsOf("Bearer opaque-1"))).toBe("[removed] [removed]");
    expect(secretsOf("Basic Og==")).not.toContain("");
  });

  it.each(['"token":"', "eyJ", "?a=", "&amp;", "\\u0026", '"token":"\\', "eyJaaaaaa.", "?a=b&"])(
    "100 kB of %s take no time",
    (piece) => {
      const start = performance.now();
      redact(piece.repeat(100_000 / piece.length));
      expect(performance.now() - start).toBeLessThan(300);
    },
  );
});

it("control, direction and invisible characters are shown, not obeyed", () => {
  expect(escapeControls("a\u001b[31m\u0007\u0000\r\nb\tc\u009b")).toBe(
    "a\\u001b[31m\\u0007\\u0000\\u000d\nb\tc\\u009b",
  );
  expect(escapeControls("x\u202egpj\u2066\u200b\ufeff\u2028")).toBe(
    "x\\u202egpj\\u2066\\u200b\\ufeff\\u2028",
  );
  expect(escapeControls("Grüße, 世界 🏍")).toBe("Grüße, 世界 🏍");
});
