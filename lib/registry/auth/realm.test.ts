import { describe, expect, it } from "vitest";
import { QUIRKS, quirkOf } from "../quirks.ts";
import { judgeRealm } from "./realm.ts";

const HUB = "https://registry-1.docker.io";
const GHCR = "https://ghcr.io";

describe("judgeRealm", () => {
  it.each<[registry: string, realm: string, decision: string, trusted?: string[]]>([
    [HUB, "https://auth.docker.io/token", "credentials"],
    ["https://registry.gitlab.com", "https://gitlab.com/jwt/auth", "credentials"],
    [GHCR, "https://ghcr.io/token", "credentials"],
    [GHCR, "https://GHCR.IO:443/token", "credentials"],
    // A backslash is a slash in a web address: this is a path of ghcr.io.
    [GHCR, "https://ghcr.io\\@evil.example/", "credentials"],
    ["https://quay.io", "https://quay.io/v2/auth", "credentials"],
    ["https://a.azurecr.io", "https://a.azurecr.io/oauth2/token", "credentials"],
    ["https://harbor.corp", "https://harbor.corp/service/token", "credentials"],
    ["https://reg.corp", "https://sso.corp/token", "credentials", ["https://sso.corp"]],
    ["http://localhost:5000", "http://localhost:5000/auth", "credentials"],
    ["http://localhost:5000", "http://localhost:5001/auth", "credentials", ["http://localhost:5001"]],
    ["https://reg.corp", "http://sso.corp/token", "deny", ["http://sso.corp"]],
    ["https://a.azurecr.io", "https://evil.azurecr.io/oauth2/token", "anonymous"],
    [HUB, "https://auth.docker.io.evil.example/token", "anonymous"],
    [HUB, "https://auth.docker.io:8443/token", "anonymous"],
    [GHCR, "https://auth.docker.io/token", "anonymous"],
    [GHCR, "https://ghcr.io.:443/token", "anonymous"],
    [GHCR, "https://ghcr.io:444/token", "anonymous"],
    [GHCR, "https://gh\u0441r.io/token", "anonymous"],
    ["https://reg.corp", "https://sso.corp:444/token", "anonymous", ["https://sso.corp"]],
    ["http://localhost:5000", "https://auth.example/token", "anonymous"],
    [HUB, "http://auth.docker.io/token", "deny"],
    [GHCR, "http://ghcr.io/token", "deny"],
    [GHCR, "https://ghcr.io@evil.example/token", "deny"],
    [GHCR, "//evil.example/token", "deny"],
    [GHCR, "/token", "deny"],
    [GHCR, "", "deny"],
    [GHCR, "file:///etc/passwd", "deny"],
    [GHCR, "https://ghcr.io/token#x", "deny"],
    ["http://localhost:5000", "http://localhost:6379/auth", "deny"],
  ])("%s, realm %s: %s", (registry, realm, decision, trusted) => {
    expect(judgeRealm(new URL(registry), realm, trusted).decision).toBe(decision);
  });

  it("never gives credentials to a host that no row, person or registry confirmed", () => {
    for (const registry of [HUB, GHCR, "http://localhost:5000"]) {
      for (const realm of [
        "https://evil.example/",
        "https://evil.example:443/a?b",
        "https://docker.io.evil.example/",
      ]) {
        expect(judgeRealm(new URL(registry), realm).decision).not.toBe("credentials");
      }
    }
  });
});

describe("quirks", () => {
  it.each([
    ["docker.io", "registry-1.docker.io", "https://index.docker.io/v1/", ["https://auth.docker.io"]],
    ["index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/", ["https://auth.docker.io"]],
    ["registry.gitlab.com", undefined, undefined, ["https://gitlab.com"]],
  ])("%s", (host, apiHost, credentialKey, realms) => {
    expect(quirkOf(host)).toMatchObject({ realms, ...(apiHost && { apiHost, credentialKey }) });
  });

  it("says of every row what differs, who says so, and since when", () => {
    for (const quirk of QUIRKS) {
      expect(quirk.what).not.toBe("");
      expect(quirk.source).toMatch(/^https:\/\//);
      expect(quirk.seen).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it("compares hosts whole", () => {
    expect(quirkOf("evil-docker.io")).toBeUndefined();
    expect(quirkOf("docker.io.evil.example")).toBeUndefined();
  });
});
