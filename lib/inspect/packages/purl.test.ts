// Package URLs are read as the reference reader reads them, and where it refuses, leniently.
import fc from "fast-check";
import { PackageURL } from "packageurl-js";
import { describe, expect, it } from "vitest";
import { FIXTURES, fixtureBytes } from "../fixtures.test-support.ts";
import { purlType, readPurl } from "./purl.ts";

/** What both readers agree on: types that fold case or rewrite names are left to the reference. */
function reference(purl: string) {
  const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(purl);
  return {
    type,
    ...(namespace ? { namespace } : {}),
    name,
    ...(version ? { version } : {}),
    qualifiers: Object.entries(qualifiers ?? {}).map(([key, value]) => [key, value ?? ""]),
    ...(subpath ? { subpath } : {}),
  };
}

describe("package URLs", () => {
  it.each([
    "pkg:npm/lodash@4.17.21",
    "pkg:npm/%40angular/animation@12.3.1",
    "pkg:maven/org.apache.commons/io@1.3.4?classifier=dist&type=zip",
    "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie",
    "pkg:golang/google.golang.org/genproto#googleapis/api/annotations",
    "pkg:oci/app@sha256%3Aabcd?repository_url=registry.example%2Fapp&tag=v1",
    "pkg:generic/a%20b@1%2B2",
  ])("%s", (purl) => {
    const sorted = (of: ReturnType<typeof reference>) => ({ ...of, qualifiers: of.qualifiers.sort() });
    expect(readPurl(purl)).toEqual(sorted(reference(purl)));
  });

  it.each([
    ["pkg:swift/name@1.0", "swift", "name"],
    ["pkg://npm/a@1", "npm", "a"],
    ["PKG:npm/a", undefined, undefined],
    ["pkg:NPM/a@1", "npm", "a"],
    ["pkg:npm/%zz@1", "npm", "%zz"],
    ["pkg:npm/", "npm", undefined],
    ["a-purl-1", undefined, undefined],
    ["", undefined, undefined],
  ])("%s, which the reference may refuse, is of type %s and name %s", (purl, type, name) => {
    expect([purlType(purl), readPurl(purl)?.name]).toEqual([type, name]);
  });

  it.runIf(FIXTURES)("every one of the real SBOMs has the type that the reference gives it", () => {
    const texts = (FIXTURES ?? [])
      .filter(({ kind }) => /spdx|cyclonedx/.test(kind))
      .map(({ file }) => new TextDecoder().decode(fixtureBytes(file)));
    const purls = new Set(
      texts.flatMap((text) => [...text.matchAll(/"(pkg:[^"]+)"/g)].map(([, purl]) => purl ?? "")),
    );
    expect(purls.size).toBeGreaterThan(800);
    for (const purl of purls) {
      expect(purlType(purl)).toBe(typeOf(purl));
    }
  });

  it("any text ends in an answer", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readPurl(`pkg:${text}`)).not.toThrow();
      }),
    );
  });
});

function typeOf(purl: string): string | undefined {
  try {
    return PackageURL.fromString(purl).type;
  } catch {
    return purlType(purl);
  }
}
