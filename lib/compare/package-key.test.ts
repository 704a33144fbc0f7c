import { describe, expect, it } from "vitest";
import { packageKey } from "./package-key.ts";

const keyOf = (purl: string) => packageKey(purl, undefined, "x")?.key;

describe("packageKey", () => {
  it.each([
    ["pkg:npm/%40scope/a@1.0.0?arch=x#sub", "pkg:npm/@scope/a@2.0.0"],
    ["pkg:deb/debian/curl@7.88?arch=amd64&distro=debian-12", "pkg:deb/Debian/Curl@7.90?arch=arm64"],
    ["pkg:pypi/Typing_Extensions@4.0", "pkg:pypi/typing-extensions"],
    // Some tools write small letters, as the specification asks for, and some the module's own.
    ["pkg:golang/github.com/Masterminds/semver@v3.2.0", "pkg:golang/github.com/masterminds/semver@v3.2.1"],
    ["pkg:rpm/RedHat/openssl@3.0.7-16.el9?epoch=1", "pkg:rpm/redhat/openssl@3.0.7-17.el9"],
    ["pkg:alpm/Arch/pacman@6.0.1-1", "pkg:alpm/arch/Pacman@6.0.2-1"],
    ["pkg:npm/@scope/a@1.0.0", "pkg:npm/%40scope/a@1.0.0"],
    [
      "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
      "pkg:maven/org.apache.logging.log4j/log4j-core@2.17.0",
    ],
  ])("is the same for %s and %s", (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b));
  });

  it.each([
    ["pkg:npm/a@1", "pkg:pypi/a@1"],
    ["pkg:npm/%40x/a@1", "pkg:npm/%40y/a@1"],
    ["pkg:maven/a/B@1", "pkg:maven/a/b@1"],
    ["pkg:rpm/fedora/Judy@1", "pkg:rpm/fedora/judy@1"],
    ["pkg:deb/debian/curl@1", "pkg:deb/ubuntu/curl@1"],
    ["pkg:npm/%40x/a@1", "pkg:npm/a@1"],
  ])("differs for %s and %s", (a, b) => {
    expect(keyOf(a)).not.toBe(keyOf(b));
  });

  it("is type and name where there is no package URL, and nothing where there is no name", () => {
    expect(packageKey(undefined, "LIBRARY", "zlib")?.key).toBe(packageKey("no purl", "library", "zlib")?.key);
    expect(packageKey(undefined, "library", "zlib")?.key).not.toBe(
      packageKey(undefined, "file", "zlib")?.key,
    );
    // SPDX seldom says what a package is, and CycloneDX always does.
    expect(packageKey(undefined, undefined, "zlib")?.key).toBe(packageKey(undefined, "library", "zlib")?.key);
    expect(packageKey(undefined, "library", undefined)).toBeUndefined();
  });

  it("keeps the version that the package URL names", () => {
    expect(packageKey("pkg:npm/a@1.2.3", undefined, "a")).toMatchObject({
      version: "1.2.3",
      ecosystem: "npm",
    });
  });
});
