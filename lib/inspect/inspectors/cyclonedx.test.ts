// CycloneDX, all versions, in JSON and in XML: packages, ecosystems, licences, what depends on what.
import { describe, expect, it } from "vitest";
import { facts, inspected, rows } from "../inspect.test-support.ts";

const PACKAGES = ["Packages", "Ecosystems", "Packages without a licence"];
const counts = (report: ReturnType<typeof inspected>) => PACKAGES.map((name) => facts(report, name)[0]);

describe("CycloneDX in JSON", () => {
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "urn:uuid:x",
    version: 1,
    metadata: {
      timestamp: "2024-01-01T00:00:00Z",
      tools: { components: [{ name: "syft", version: "1.0" }], services: [{ name: "cloud" }] },
      authors: [{ name: "me" }],
      supplier: { name: "Acme" },
      component: {
        type: "container",
        name: "app",
        version: "2.0",
        "bom-ref": "root",
        purl: "pkg:oci/app@sha256%3Aab",
      },
    },
    components: [
      {
        type: "library",
        "bom-ref": "a",
        group: "@scope",
        name: "a",
        version: "1.0",
        purl: "pkg:npm/%40scope/a@1.0",
        licenses: [{ license: { id: "MIT" } }, { expression: "Apache-2.0 OR BSD-3-Clause" }],
        properties: [{ name: "syft:location:0:path", value: "/app/a" }],
        components: [{ type: "file", name: "inner" }],
      },
      {
        type: "library",
        "bom-ref": "b",
        name: "b",
        publisher: "B Inc",
        evidence: { occurrences: [{ location: "/lib/b" }] },
      },
    ],
    dependencies: [
      { ref: "root", dependsOn: ["a", "b"] },
      { ref: "a", dependsOn: [], provides: ["b"] },
    ],
  };

  it("counts nested components, and names packages as their ecosystems do", () => {
    const report = inspected(bom);
    expect(report).toMatchObject({
      kind: "sbom",
      title: "CycloneDX SBOM",
      headline: "3 packages of app 2.0",
      problems: [],
    });
    expect(counts(report)).toEqual(["3", "no package URL 2, npm 1", "2"]);
    expect(rows(report, "packages")).toEqual([
      {
        name: "@scope/a",
        version: "1.0",
        ecosystem: "npm",
        type: "library",
        licence: "MIT AND (Apache-2.0 OR BSD-3-Clause)",
        purl: "pkg:npm/%40scope/a@1.0",
        path: "/app/a",
        ref: "a",
      },
      { name: "inner", type: "file" },
      { name: "b", type: "library", supplier: "B Inc", path: "/lib/b", ref: "b" },
    ]);
    expect([facts(report, "Tool"), facts(report, "Author"), facts(report, "Supplier")]).toEqual([
      ["syft", "cloud"],
      ["me"],
      ["Acme"],
    ]);
    expect(rows(report, "licences").map(({ licence }) => licence)).toEqual([
      "Apache-2.0",
      "BSD-3-Clause",
      "MIT",
    ]);
  });

  it("keeps what depends on what", () => {
    expect(rows(inspected(bom), "dependencies")).toEqual([
      { from: "root", to: "a", relation: "depends on" },
      { from: "root", to: "b", relation: "depends on" },
      { from: "a", to: "b", relation: "provides" },
    ]);
    expect(facts(inspected(bom), "Dependencies")).toEqual(["2"]);
  });

  it.each(["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("of version %s is known", (specVersion) => {
    const report = inspected({ ...bom, specVersion, metadata: { ...bom.metadata, tools: [{ name: "x" }] } });
    expect([facts(report, "Format"), report.problems, facts(report, "Tool")]).toEqual([
      [`CycloneDX ${specVersion}`],
      [],
      ["x"],
    ]);
  });

  it("of a later version is read, and doubted", () => {
    expect(inspected({ ...bom, specVersion: "2.0" }).problems).toEqual([
      "CycloneDX 2.0 is read as far as it is like 1.7.",
    ]);
  });

  it("without packages says that it is empty, unless it lists services", () => {
    const empty = { bomFormat: "CycloneDX", specVersion: "1.5" };
    expect(inspected(empty).problems).toEqual(["The SBOM is empty: it lists no packages."]);
    expect(inspected({ ...empty, services: [{ name: "s" }] }).problems).toEqual([]);
  });

  it("cut in the middle shows the packages before the cut", () => {
    const text = JSON.stringify(bom);
    const report = inspected(text.slice(0, text.indexOf('"bom-ref":"b"')), {
      mediaType: "application/vnd.cyclonedx+json",
    });
    expect(rows(report, "packages").map(({ name }) => name)).toEqual(["@scope/a", "inner", undefined]);
    expect(report.problems[0]).toMatch(/^The JSON was read up to line 1/);
  });

  it("of odd fields tells each, and goes on", () => {
    const report = inspected({
      ...bom,
      components: [{ name: 7, version: ["1"] }, "x", { name: "ok", licenses: {} }],
    });
    expect(rows(report, "packages").map(({ name }) => name)).toEqual(["7", "ok"]);
    expect(report.problems).toEqual([
      "components[0].version is a list, not a text.",
      "components[1] is a text, not an object.",
      "components[2].licenses is an object, not a list.",
    ]);
  });

  it("nested without end is read to a depth", () => {
    let component: unknown = { name: "leaf" };
    for (let n = 0; n < 300; n++) component = { name: `c${n}`, components: [component] };
    const report = inspected({ ...bom, components: [component] });
    expect(facts(report, "Packages")).toEqual(["128"]);
    expect(report.problems).toContain(
      "Components lie in components more than 128 deep; deeper ones are left out.",
    );
  });
});

describe("CycloneDX in XML", () => {
  const xml = (version: string, more = "") => `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/${version}" serialNumber="urn:uuid:y" version="3">
  <metadata><timestamp>2024-01-01T00:00:00Z</timestamp><tools><tool><name>t1</name><version>1</version></tool></tools>
    <component type="application" bom-ref="root"><name>app</name><version>1</version></component></metadata>
  <components>
    <component type="library" bom-ref="a"><group>g</group><name>a &amp; b &#233;</name><version>01.10</version>
      <licenses><license><id>MIT</id></license><license><name>Own</name></license></licenses>
      <purl>pkg:maven/g/a@01.10</purl>
      <components><component type="file"><name>inner</name><licenses><expression>MIT OR ISC</expression></licenses></component></components>
      <properties><property name="SrcFile">/x.jar</property></properties>
    </component>
  </components>
  <dependencies><dependency ref="root"><dependency ref="a"/></dependency><dependency ref="a"/></dependencies>${more}
</bom>`;

  it.each(["1.1", "1.4", "1.6"])("of version %s reads as JSON does", (version) => {
    const report = inspected(xml(version));
    expect(report).toMatchObject({ kind: "sbom", headline: "2 packages of app 1", problems: [] });
    expect(facts(report, "Format")).toEqual([`CycloneDX ${version}`]);
    expect(rows(report, "packages")).toEqual([
      {
        name: "g/a & b é",
        version: "01.10",
        ecosystem: "maven",
        type: "library",
        licence: "MIT AND Own",
        purl: "pkg:maven/g/a@01.10",
        path: "/x.jar",
        ref: "a",
      },
      { name: "inner", type: "file", licence: "MIT OR ISC" },
    ]);
    expect(rows(report, "dependencies")).toEqual([{ from: "root", to: "a", relation: "depends on" }]);
    expect([facts(report, "Serial number"), facts(report, "Version"), facts(report, "Tool")]).toEqual([
      ["urn:uuid:y"],
      ["3"],
      ["t1"],
    ]);
  });

  it("with tools as components, with prefixes, and with vulnerabilities", () => {
    const modern = xml("1.5").replace(
      /<tools>.*<\/tools>/,
      "<tools><components><component><name>t2</name></component></components></tools>",
    );
    expect(facts(inspected(modern), "Tool")).toEqual(["t2"]);
    const prefixed = `<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.3"><b:components><b:component><b:name>p</b:name></b:component></b:components></b:bom>`;
    expect(rows(inspected(prefixed), "packages")).toEqual([{ name: "p" }]);
    const vex = xml(
      "1.4",
      "<vulnerabilities><vulnerability><id>CVE-1</id><analysis><state>not_affected</state><responses><response>update</response></responses></analysis><affects><target><ref>a</ref></target></affects></vulnerability></vulnerabilities>",
    );
    expect(rows(inspected(vex), "statements")[0]).toMatchObject({
      vulnerability: "CVE-1",
      status: "not_affected",
      action: "update",
      purl: "pkg:maven/g/a@01.10",
    });
  });

  it("cut in the middle shows the packages before the cut, and where it ends", () => {
    const report = inspected(xml("1.4").slice(0, xml("1.4").indexOf("<properties>")));
    expect(rows(report, "packages").map(({ name }) => name)).toEqual(["g/a & b é", "inner"]);
    expect(report.problems[0]).toMatch(
      /^The XML was read up to line \d+, column \d+: it ends before its elements do\.$/,
    );
  });

  it("with entities of its own is read without them", () => {
    const bomb =
      '<!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const report = inspected(xml("1.4").replace("<bom", `${bomb}<bom`).replace("a &amp; b", "&b;&x;"));
    expect(report.problems).toEqual([
      "Its document type declaration was left out, and entities that it declares.",
    ]);
    expect(JSON.stringify(report.tables)).not.toContain("aaaaaaaaaa");
    expect(JSON.stringify(report.tables)).toContain("&b;&x;");
  });

  it("of names that mean something to JavaScript says that it cannot be read", () => {
    const report = inspected(
      xml("1.4").replace("<components>", "<components><__proto__><name>x</name></__proto__>"),
    );
    expect(report.problems[0]).toMatch(/^The XML cannot be read/);
    expect(report).toMatchObject({ kind: "sbom", headline: "A CycloneDX document that cannot be read" });
  });
});
