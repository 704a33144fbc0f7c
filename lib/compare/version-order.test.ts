import { describe, expect, it } from "vitest";
import { versionOrder } from "./version-order.ts";

/** Each list from the oldest to the newest. */
const LADDERS: [type: string, versions: string[]][] = [
  // https://semver.org/#spec-item-11
  [
    "npm",
    ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"],
  ],
  ["npm", ["1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"]],
  ["golang", ["v0.9.0", "v0.10.0-rc.1", "v0.10.0", "v1.0.0"]],
  ["golang", ["v0.0.0-20230101000000-0123456789ab", "v0.0.0-20240101000000-0123456789ab"]],
  // https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
  ["deb", ["1.0~beta1~svn1245", "1.0~beta1", "1.0", "1.0-1", "1.0-1+deb12u1", "1.0-2", "1.0a", "1.1"]],
  ["deb", ["2.36-9+deb12u10", "2.36-9+deb12u11", "1:1.2", "1:1.10"]],
  ["rpm", ["1.0~rc1", "1.0", "1.0^git1", "1.0.a", "1.0.1", "1.1"]],
  ["rpm", ["5.2.15-2.el9", "5.2.15-3.el9", "5.10.1-1.el9", "1:0.1-1"]],
  ["apk", ["1.36.1-r0", "1.36.1-r2", "1.36.1-r15", "1.37-r0"]],
  ["maven", ["1.2", "1.2.1", "1.10", "2"]],
  ["gem", ["7.0.8", "7.0.8.1", "7.1"]],
];

describe("versionOrder", () => {
  it.each(LADDERS)("%s %j", (type, versions) => {
    for (const [at, older] of versions.entries())
      for (const newer of versions.slice(at + 1)) {
        expect(versionOrder(type, older, newer), `${older} < ${newer}`).toBeLessThan(0);
        expect(versionOrder(type, newer, older), `${newer} > ${older}`).toBeGreaterThan(0);
      }
  });

  it.each([
    ["maven", "1.0-alpha", "1.0"],
    ["pypi", "1.0rc1", "1.0"],
    ["gem", "1.0.a", "1.0"],
    ["npm", "latest", "1.0.0"],
    ["apk", "1.0_rc1-r0", "1.0-r0"],
    [undefined, "1.0-1", "1.0-2"],
    ["constructor", "1.0-1", "1.0-2"],
    ["npm", `1.0.${"1".repeat(200)}`, "1.0.2"],
  ])("nobody says which of %s's %s and %s is the newer", (type, a, b) => {
    expect(versionOrder(type, a, b)).toBeUndefined();
  });

  it("calls as new what differs in what does not count", () => {
    expect(versionOrder("npm", "1.0.0+a", "1.0.0+b")).toBe(0);
    expect(versionOrder("golang", "v1.2.0", "1.2")).toBe(0);
    expect(versionOrder("deb", "0:1.0-1", "1.0-1")).toBe(0);
  });
});
