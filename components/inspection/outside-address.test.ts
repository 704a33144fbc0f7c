import { describe, expect, it } from "vitest";
import { outsideAddress } from "./outside-address.ts";

describe("outsideAddress", () => {
  it.each([
    ["https://github.com/org/app", "github.com"],
    ["git+https://github.com/org/app@refs/heads/main", "github.com"],
    ["HTTPS://EXAMPLE.com:8443/a?b=c#d", "example.com:8443"],
    ["https://xn--e1afmkfd.example/", "xn--e1afmkfd.example"],
  ])("%s leads to %s", (text, host) => {
    expect(outsideAddress(text)?.host).toBe(host);
  });

  it.each([
    "",
    "http://example.com/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://example.com",
    "java\tscript:alert(1)",
    " https://example.com",
    "https://example.com/a b",
    "https://example.com\\@evil.example/",
    "https://github.com@evil.example/",
    "https://user:pass@example.com/",
    "https://exаmple.com/",
    "https://example.com/\u202eexe",
    "data:text/html,<script>",
    "vbscript:x",
    "blob:https://example.com/1",
    "//example.com/",
    "https:example.com",
    "https:///",
    "ftp://example.com",
    `https://example.com/${"a".repeat(3000)}`,
  ])("%j stays text", (text) => {
    expect(outsideAddress(text)).toBeUndefined();
  });
});
