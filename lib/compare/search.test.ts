import { describe, expect, it, test } from "vitest";
import { fixture, HAS_FIXTURES, sbom, sbomFrom } from "./compare.test-support.ts";
import { type Sbom, searchPackages } from "./index.ts";
import type { Unread } from "./shapes.ts";

const LOG4J = "pkg:maven/org.apache.logging.log4j/log4j-core";
const ONE = sbom("one", [
  [`${LOG4J}@2.14.1`, "Apache-2.0"],
  ["pkg:maven/org.apache.logging.log4j/log4j-api@2.14.1"],
  ["pkg:npm/left-pad@1.0.0", undefined, { cpe: "cpe:2.3:a:stevemao:left-pad:1.0.0:*:*:*:*:*:*:*" }],
]);
const TWO = sbom("two", [[`${LOG4J}@2.17.0`], ["pkg:npm/left-pad@1.0.0"]]);
const RPM = "pkg:rpm/redhat/openssl@1.1.1k-7.el8";
const UNREAD: Unread = {
  digest: "sha256:x",
  title: "SPDX SBOM",
  about: "the index",
  foundBy: [],
  reason: "it answered 429",
};

const search = (query: string, sboms: Sbom[], over: object = {}) =>
  searchPackages({ sboms, unread: [], isWhole: true, uncovered: [], ...over }, query);

describe("searchPackages", () => {
  it("finds by a part of the name in any case, exact ones first", () => {
    const found = search("LOG4J-Core", [ONE, TWO]);
    expect(found.answer).toBe("listed");
    expect(found.rows.map(({ name, version, isExact, sboms }) => [name, version, isExact, sboms])).toEqual([
      ["org.apache.logging.log4j/log4j-core", "2.14.1", true, [0]],
      ["org.apache.logging.log4j/log4j-core", "2.17.0", true, [1]],
    ]);
    const part = search("log4j", [sbom("x", [["pkg:npm/log4js-x@1"], ["pkg:npm/log4j@9"]])]);
    expect(part.rows.map(({ name, isExact }) => [name, isExact])).toEqual([
      ["log4j", true],
      ["log4js-x", false],
    ]);
  });

  it.each([
    ["a package URL", `${LOG4J}@2.14`],
    ["a CPE", "stevemao:left-pad"],
    ["a version", "2.14.1"],
    ["a whole package URL without its version", LOG4J],
  ])("finds by %s", (_, query) => {
    expect(search(query, [ONE]).total).toBeGreaterThan(0);
  });

  it.each([
    ["a scope as it is spoken", "pkg:npm/@angular/core", "pkg:npm/%40angular/core@17.0.0"],
    ["a scope as it is encoded", "pkg:npm/%40angular/core@17.0.0", "pkg:npm/@angular/core@17.0.0"],
    ["another spelling of a Python name", "typing_extensions", "pkg:pypi/typing-extensions@4.0"],
    ["its package URL", "pkg:pypi/Typing_Extensions@4.0", "pkg:pypi/typing-extensions@4.0"],
    [
      "a Go module without its v",
      "pkg:golang/github.com/acme/x@1.2.0",
      "pkg:golang/github.com/Acme/x@v1.2.0",
    ],
    [
      "qualifiers in another order",
      "pkg:deb/debian/curl@7?arch=a&distro=d",
      "pkg:deb/debian/curl@7?distro=d&arch=a",
    ],
    ["an rpm as its SBOM writes it", `${RPM}?arch=x86_64&epoch=1`, `${RPM}?arch=x86_64&epoch=1`],
    ["an rpm's epoch before its architecture", `${RPM}?epoch=1&arch=x86_64`, `${RPM}?arch=x86_64&epoch=1`],
    ["an rpm's epoch in its version", RPM.replace("@", "@1:"), `${RPM}?epoch=1`],
  ])("finds %s, and calls it exact", (_, query, purl) => {
    expect(search(query, [sbom("s", [[purl]])]).rows).toMatchObject([{ isExact: true }]);
  });

  it("finds no other version than the package URL names", () => {
    expect(
      search("pkg:npm/@angular/core@17.0.0", [sbom("s", [["pkg:npm/%40angular/core@18.0.0"]])]).total,
    ).toBe(0);
  });

  it.each([
    ["pkg:deb/debian/openssl@3.0.1?arch=arm64", "pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12"],
    ["pkg:deb/debian/openssl?distro=debian-11", "pkg:deb/debian/openssl@3.0.1?distro=debian-12"],
    ["pkg:maven/g/a@1?classifier=linux-x86_64", "pkg:maven/g/a@1?classifier=sources"],
    [`${RPM}?epoch=2`, `${RPM}?epoch=1`],
    [`${RPM.replace(/@.*/, "")}?epoch=2`, `${RPM}?epoch=1`],
  ])("%s is not %s", (query, purl) => {
    expect(search(query, [sbom("s", [[purl]])]).answer).toBe("not-listed");
  });

  it("finds what leaves a qualifier open, and does not call it exact", () => {
    const query = "pkg:deb/debian/openssl@3.0.1?arch=arm64";
    const open: [string] = ["pkg:deb/debian/openssl@3.0.1"];
    expect(search(query, [sbom("s", [open])]).rows).toMatchObject([{ isExact: false }]);
    const both = search(query, [sbom("s", [open, [`${query}&distro=debian-12`]])]);
    expect(both.rows).toMatchObject([{ isExact: true, purl: `${query}&distro=debian-12` }]);
  });

  it("does not say of an SBOM that was not read to its end that it does not list it", () => {
    const cut = { ...sbom("cut", [["pkg:npm/x@1"]]), total: 90_000 };
    expect(search("left-pad", [TWO, cut]).contradictions).toEqual([]);
    expect(search("left-pad", [TWO, cut]).sboms.map(({ isWhole }) => isWhole)).toEqual([true, false]);
    const spelled = [sbom("a", [["pkg:golang/x.org/y@v1.0.0"]]), sbom("b", [["pkg:golang/x.org/y@1.0.0"]])];
    expect(search("x.org/y", spelled)).toMatchObject({ total: 1, contradictions: [] });
  });

  it("joins what several SBOMs list, with all their licences", () => {
    const found = search("left-pad", [ONE, TWO]);
    expect(found.rows).toHaveLength(1);
    expect(found.rows[0]).toMatchObject({ sboms: [0, 1] });
    expect(found.sentence).toBe("“left-pad” is listed: 1 package, in 2 of the 2 SBOMs that were read.");
    expect(found.sboms.map(({ hits, packages }) => [hits, packages])).toEqual([
      [1, 3],
      [1, 2],
    ]);
  });

  it("names the contradictions of SBOMs about the same thing", () => {
    const found = search("log4j", [ONE, TWO, sbom("far", [["pkg:npm/x@1"]], "linux/arm64", "arm")]);
    expect(found.contradictions).toHaveLength(2);
    expect(found.contradictions[0]).toMatch(
      /^org\.apache\.logging\.log4j\/log4j-core, about the index: CycloneDX SBOM \w{6}…\w{6} lists 2\.14\.1; CycloneDX SBOM \S+ lists 2\.17\.0\.$/,
    );
    expect(found.contradictions[1]).toMatch(/log4j-api.* lists 2\.14\.1; .* does not list it\.$/);
  });

  it("does not say of an SBOM that lists another version, or another build, that it does not list it", () => {
    const [old, fresh] = [sbom("old", [["pkg:npm/x@1.0.0"]]), sbom("new", [["pkg:npm/x@1.1.0"]])];
    for (const query of ["pkg:npm/x@1.0.0", "1.0.0"]) {
      const [said, ...more] = search(query, [old, fresh]).contradictions;
      expect(said).toMatch(/^x, about the index: .* lists 1\.0\.0; .* lists 1\.1\.0\.$/);
      expect(more).toEqual([]);
    }
    const builds = ["amd64", "arm64"].map((arch) => sbom(arch, [[`pkg:deb/debian/curl@7?arch=${arch}`]]));
    expect(search("pkg:deb/debian/curl@7?arch=arm64", builds)).toMatchObject({
      total: 1,
      contradictions: [],
    });
    // Of what is listed nowhere about it there is nothing to say.
    const far = [old, fresh].map((each) => ({ ...each, place: "arm" }));
    expect(search("pkg:npm/x@3", [...far, sbom("three", [["pkg:npm/x@3"]])]).contradictions).toEqual([]);
  });

  it("says “not listed” of the SBOMs that were read alone", () => {
    expect(search("nothing", [ONE, TWO]).sentence).toBe(
      "“nothing” is not listed in the 2 SBOMs that were read.",
    );
    expect(search("nothing", [ONE]).answer).toBe("not-listed");
    const open = search("nothing", [ONE], { unread: [UNREAD], isWhole: false, uncovered: ["linux/arm64"] });
    expect(open.sentence).toBe(
      "“nothing” is not listed in the one SBOM that was read. 1 artifact that may be an SBOM could not be read. No SBOM is about linux/arm64. Not every way of finding SBOMs could be asked, so there may be more.",
    );
    expect(open.unread).toEqual([UNREAD]);
  });

  it.each([
    ["no SBOM", [], {}, "No SBOM is attached: whether “x” is in it cannot be told."],
    [
      "no SBOM was found, and not all was asked",
      [],
      { isWhole: false },
      /^No SBOM was found, and not every way/,
    ],
    [
      "none that could be read",
      [],
      { unread: [UNREAD] },
      "Could not check: 1 artifact that may be an SBOM could not be read.",
    ],
    ["an empty one", [sbom("e", [])], {}, "The SBOM that was read lists no packages: it cannot be told."],
  ])("cannot tell: %s", (_, sboms, over, sentence) => {
    const found = search("x", sboms, over);
    expect(found.answer).toBe("cannot-be-told");
    if (typeof sentence === "string") expect(found.sentence).toBe(sentence);
    else expect(found.sentence).toMatch(sentence);
  });

  it("says of which SBOM not all was read", () => {
    const cut = { ...ONE, total: 90_000 };
    expect(search("nothing", [cut]).sentence).toMatch(/Of CycloneDX SBOM \S+ not all packages were read\.$/);
  });

  it("lists a thousand rows and counts all", () => {
    const many = sbom(
      "m",
      Array.from({ length: 3000 }, (_, n) => [`pkg:npm/p${n}@1.0.0`]),
    );
    const found = search("p", [many]);
    expect([found.rows.length, found.total]).toEqual([1000, 3000]);
  });

  test.runIf(HAS_FIXTURES || process.env.CI === "true")("real SBOMs of three formats at once", () => {
    const at = (file: string) =>
      sbomFrom(fixture(`sbom/${file}`), { digest: `sha256:${file}`, about: "the image", place: "root" });
    const sboms = [
      at("cyclonedx/SBOM__juice-shop__v11.1.2__bom.json"),
      at("spdx/ratify__syftbom.spdx.json"),
      at("syft/syft-image.json"),
    ];
    const found = search("express", sboms);
    expect(found.rows[0]).toMatchObject({ name: "express", isExact: true, sboms: [0] });
    expect(found.sboms.map(({ packages }) => packages)).toEqual([840, 16, 2]);
    expect(search("musl", sboms).rows.some(({ sboms: by }) => by.includes(1))).toBe(true);
  });
});
