import { describe, expect, it } from "vitest";
import { plainLicence } from "./same-licence.ts";

describe("plainLicence", () => {
  it.each([
    ["MIT", "mit"],
    ["MIT AND Apache-2.0", "Apache-2.0 AND MIT"],
    ["(MIT OR Apache-2.0)", "apache-2.0 or MIT"],
    ["MIT AND (BSD-3-Clause AND ISC)", "ISC AND BSD-3-Clause AND MIT"],
    ["GPL-2.0", "GPL-2.0-only"],
    ["LGPL-2.1+", "LGPL-2.1-or-later"],
    ["GPL-2.0 WITH Classpath-exception-2.0", "GPL-2.0-only with classpath-exception-2.0"],
    ["(MIT OR ISC) AND (MIT OR ISC)", "ISC OR MIT"],
    ["MIT AND MIT OR ISC", "MIT OR ISC"],
    ["(MIT OR MIT) AND ISC", "ISC AND MIT"],
    ["((MIT OR ISC) AND (ISC OR MIT)) OR 0BSD", "0BSD OR MIT OR ISC"],
    ["(MIT OR MIT) AND (ISC OR ISC AND ISC)", "MIT AND ISC"],
    ["The  Foo License", "The Foo License"],
  ])("%s is %s", (a, b) => {
    expect(plainLicence(a)).toBe(plainLicence(b));
  });

  it.each([
    ["MIT AND Apache-2.0", "MIT OR Apache-2.0"],
    ["MIT AND (ISC OR Apache-2.0)", "(MIT AND ISC) OR Apache-2.0"],
    ["GPL-2.0-only", "GPL-2.0-or-later"],
    ["GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0"],
    ["LicenseRef-a", "LicenseRef-b"],
    ["The Foo License", "The Bar License"],
    ["MIT AND", "MIT"],
    ["", "MIT"],
  ])("%s is not %s", (a, b) => {
    expect(plainLicence(a)).not.toBe(plainLicence(b));
  });

  it("ends on whatever is written", () => {
    expect(plainLicence("(".repeat(500))).toBe(Array(500).fill("(").join(" "));
    expect(plainLicence("x".repeat(100_000))).toHaveLength(100_000);
  });
});
