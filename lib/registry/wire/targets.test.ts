import { describe, expect, it } from "vitest";
import { checkTarget, type EgressPolicy, parseReferred } from "./targets.ts";

const POLICY: EgressPolicy = {
  privateRegistries: [
    { host: "localhost", port: 5000, http: true },
    { host: "Registry.Corp", port: 8443, http: false },
    { host: "auth.corp", port: 443, http: false },
    { host: "[::1]", port: 5000, http: true },
  ],
};
const HOME = new URL("https://registry.example/v2/");

/** The fault's code, or the URL as it was let through. */
function outcome(run: () => URL | undefined): string {
  try {
    return run()?.href ?? "allowed";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
const named = (text: string) => outcome(() => void checkTarget(new URL(text), POLICY));
const referred = (text: string, from: URL | string = HOME) =>
  outcome(() => parseReferred(text, new URL(from), POLICY));

describe("what an answer may name", () => {
  it.each([
    "file:///etc/passwd",
    "gopher://x/",
    "ftp://x/",
    "javascript:alert(1)",
    "data:text/html,x",
    "unix:/var/run/docker.sock",
    "blob:https://x",
    "ws://x",
    "wss://x",
    "https://user:secret@registry.example/",
    "https://user@registry.example/",
    "http://registry.example/",
    "http://plain.example/",
    "http://localhost:5000/v2/",
    "https://localhost:5000/v2/",
    "https://other.example:8443/",
    `https://registry.example/${"a".repeat(9000)}`,
    "https://registry.example;evil.example/",
    "https://registry.example,evil.example/",
    "https://a$b.example/",
  ])("never %s", (text) => expect(referred(text)).toBe("address-refused"));

  it.each([
    "https://",
    "https://[::1",
    "https://a b/",
    "https://x:99999/",
    "https://127.0.0.1%00.x/",
    "https://1.2.3.4.5/",
    "https://256.256.256.256/",
    "https://0x1ffffffff/",
  ])("%s is no URL", (text) => expect(referred(text)).toBe("malformed-answer"));

  it.each([
    ["/v2/x", "https://registry.example/v2/x"],
    ["//cdn.example/x", "https://cdn.example/x"],
    ["https://cdn.example/x#part", "https://cdn.example/x"],
    ["https://registry.example:5443/x", "https://registry.example:5443/x"],
    ["https://cdn.example\\@registry.example/", "https://cdn.example/@registry.example/"],
    ["https://CDN.example.:443/", "https://cdn.example./"],
  ])("%s leads to %s", (text, href) => expect(referred(text)).toBe(href));
});

describe("a private registry", () => {
  it("is reached from itself and from another listed one, never from a public one", () => {
    const corp = "https://registry.corp:8443/v2/";
    expect(referred("/v2/token", corp)).toBe("https://registry.corp:8443/v2/token");
    expect(referred("https://auth.corp/token", corp)).toBe("https://auth.corp/token");
    expect(referred("https://auth.corp/token")).toBe("address-refused");
    expect(referred("https://cdn.example/blob", corp)).toBe("https://cdn.example/blob");
  });

  it("is never reached by plain HTTP from HTTPS, though it is listed for it", () => {
    expect(referred("http://localhost:5000/", "https://registry.corp:8443/")).toBe("address-refused");
    expect(referred("https://registry.corp:8443/", "http://localhost:5000/")).toBe(
      "https://registry.corp:8443/",
    );
  });
});

describe("what a person may name", () => {
  it.each([
    "https://registry.example/",
    "https://registry.example:5443/",
    "http://localhost:5000/",
    "http://LOCALHOST.:5000/",
    "https://localhost:5000/",
    "http://[::1]:5000/",
    "https://REGISTRY.corp:8443/",
  ])("%s", (text) => expect(named(text)).toBe("allowed"));

  it.each([
    "http://registry.example/",
    "http://localhost/",
    "http://localhost:5001/",
    "http://127.0.0.1:5000/",
    "http://registry.corp:8443/",
    "ftp://localhost:5000/",
    "http://user@localhost:5000/",
  ])("not %s", (text) => expect(named(text)).toBe("address-refused"));
});
