// SPDX 2 in JSON and in tags and values, SPDX 3, and Syft's own.
import { describe, expect, it } from "vitest";
import { facts, inspected, predicated, rows } from "../inspect.test-support.ts";

describe("SPDX 2", () => {
  const spdx = {
    spdxVersion: "SPDX-2.3",
    SPDXID: "SPDXRef-DOCUMENT",
    dataLicense: "CC0-1.0",
    name: "app",
    documentNamespace: "https://n.example",
    creationInfo: { created: "2024-01-01T00:00:00Z", creators: ["Tool: syft-1.0", "Organization: Acme"] },
    documentDescribes: ["SPDXRef-a"],
    packages: [
      {
        SPDXID: "SPDXRef-a",
        name: "a",
        versionInfo: "1.0",
        supplier: "Organization: Acme (a@acme.example)",
        licenseConcluded: "NOASSERTION",
        licenseDeclared: "MIT",
        primaryPackagePurpose: "LIBRARY",
        externalRefs: [
          { referenceCategory: "SECURITY", referenceType: "cpe23Type", referenceLocator: "cpe:2.3:x" },
          {
            referenceCategory: "PACKAGE-MANAGER",
            referenceType: "purl",
            referenceLocator: "pkg:deb/debian/a@1.0",
          },
        ],
      },
      {
        SPDXID: "SPDXRef-b",
        name: "b",
        licenseConcluded: "Apache-2.0",
        licenseDeclared: "NOASSERTION",
        supplier: "NOASSERTION",
      },
    ],
    files: [{ fileName: "./x" }],
    relationships: [
      { spdxElementId: "SPDXRef-DOCUMENT", relatedSpdxElement: "SPDXRef-a", relationshipType: "DESCRIBES" },
      { spdxElementId: "SPDXRef-a", relatedSpdxElement: "SPDXRef-b", relationshipType: "DEPENDS_ON" },
    ],
  };

  it.each(["SPDX-2.2", "SPDX-2.3"])("%s in JSON", (spdxVersion) => {
    const report = inspected({ ...spdx, spdxVersion });
    expect(report).toMatchObject({
      kind: "sbom",
      title: "SPDX SBOM",
      headline: "2 packages of app",
      problems: [],
    });
    expect(rows(report, "packages")).toEqual([
      {
        cpe: "cpe:2.3:x",
        name: "a",
        version: "1.0",
        ecosystem: "deb",
        type: "LIBRARY",
        licence: "MIT",
        purl: "pkg:deb/debian/a@1.0",
        supplier: "Acme (a@acme.example)",
        ref: "SPDXRef-a",
      },
      { name: "b", licence: "Apache-2.0", ref: "SPDXRef-b" },
    ]);
    expect([facts(report, "Describes"), facts(report, "Files"), facts(report, "Relationships")]).toEqual([
      ["SPDXRef-a"],
      ["1"],
      ["2"],
    ]);
    expect(rows(report, "dependencies")[1]).toEqual({
      from: "SPDXRef-a",
      to: "SPDXRef-b",
      relation: "depends on",
    });
  });

  it("as a predicate, and of a later version, doubted", () => {
    expect(predicated("https://spdx.dev/Document/v2.3", spdx)).toMatchObject({
      kind: "sbom",
      headline: "2 packages of app",
    });
    expect(inspected({ ...spdx, spdxVersion: "SPDX-2.9" }).problems).toEqual([
      "SPDX-2.9 is read as far as it is like SPDX-2.3.",
    ]);
  });

  const tags = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
DocumentName: app
DocumentNamespace: https://n.example
Creator: Tool: syft-1.0
Created: 2024-01-01T00:00:00Z
# a comment
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a

PackageName: a
SPDXID: SPDXRef-a
PackageVersion: 1.0
PackageLicenseDeclared: MIT
PackageSupplier: Organization: Acme
PackageComment: <text>of
PackageName: not a package
several lines</text>
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0
PackageName: b
SPDXID: SPDXRef-b
FileName: ./x
SPDXID: SPDXRef-x
LicenseID: LicenseRef-1
PackageName:
Relationship: SPDXRef-a DEPENDS_ON SPDXRef-b
`;

  it("in tags and values", () => {
    const report = inspected(tags);
    expect(report).toMatchObject({ kind: "sbom", title: "SPDX SBOM", problems: [] });
    expect(rows(report, "packages")).toEqual([
      {
        name: "a",
        version: "1.0",
        ecosystem: "npm",
        licence: "MIT",
        purl: "pkg:npm/a@1.0",
        supplier: "Acme",
        ref: "SPDXRef-a",
      },
      { name: "b", ref: "SPDXRef-b" },
      { name: "" },
    ]);
    expect([
      facts(report, "Creator"),
      facts(report, "Describes"),
      facts(report, "Files"),
      facts(report, "Relationships"),
    ]).toEqual([["Tool: syft-1.0"], ["SPDXRef-a"], ["1"], ["2"]]);
  });

  it("in tags and values, with relationships that lack their colon", () => {
    const report = inspected(tags.replaceAll("Relationship:", "Relationship"));
    expect([facts(report, "Relationships"), report.problems]).toEqual([["2"], []]);
  });

  it("in tags and values, with lines that are none and a text that does not end", () => {
    const report = inspected(`${tags}\nwhat is this\nPackageComment: <text>never ends\n`);
    expect(facts(report, "Packages")).toEqual(["3"]);
    expect(report.problems).toEqual([
      "Line 27 is neither a tag with its value nor a comment.",
      "The text that begins in line 28 does not end.",
    ]);
  });
});

describe("SPDX 3", () => {
  const id = (name: string) => `https://n.example/${name}`;
  const graph = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
      {
        "@id": "_:c",
        type: "CreationInfo",
        specVersion: "3.0.1",
        created: "2024-01-01T00:00:00Z",
        createdBy: [id("org")],
        createdUsing: [id("tool")],
      },
      { spdxId: id("org"), type: "Organization", name: "Acme" },
      { spdxId: id("tool"), type: "Tool", name: "syft" },
      {
        spdxId: id("doc"),
        type: "SpdxDocument",
        name: "app",
        rootElement: [id("sbom")],
        dataLicense: "https://spdx.org/licenses/CC0-1.0",
      },
      { spdxId: id("sbom"), type: "software_Sbom", rootElement: [id("a")] },
      {
        spdxId: id("a"),
        type: "software_Package",
        name: "a",
        software_packageVersion: "1",
        software_packageUrl: "pkg:npm/a@1",
        suppliedBy: id("org"),
        software_primaryPurpose: "library",
      },
      {
        spdxId: id("m"),
        type: "ai_AIPackage",
        name: "model",
        externalIdentifier: [{ externalIdentifierType: "packageUrl", identifier: "pkg:huggingface/m" }],
      },
      { spdxId: id("f"), type: "software_File", name: "./x" },
      {
        spdxId: id("lic"),
        type: "simplelicensing_LicenseExpression",
        simplelicensing_licenseExpression: "MIT",
      },
      { type: "Relationship", from: id("a"), to: [id("lic")], relationshipType: "hasDeclaredLicense" },
      { type: "Relationship", from: id("a"), to: [id("m"), id("f")], relationshipType: "dependsOn" },
    ],
  };

  it("is read from its graph", () => {
    const report = inspected(graph);
    expect(report).toMatchObject({
      inspector: "spdx3",
      kind: "sbom",
      title: "SPDX SBOM",
      headline: "2 packages of app",
      problems: [],
    });
    expect(rows(report, "packages")).toEqual([
      {
        name: "a",
        version: "1",
        ecosystem: "npm",
        type: "library",
        licence: "MIT",
        purl: "pkg:npm/a@1",
        supplier: "Acme",
        ref: id("a"),
      },
      { name: "model", ecosystem: "huggingface", purl: "pkg:huggingface/m", ref: id("m") },
    ]);
    expect([
      facts(report, "Format"),
      facts(report, "Creator"),
      facts(report, "Tool"),
      facts(report, "Data licence"),
      facts(report, "Files"),
      facts(report, "Relationships"),
    ]).toEqual([["SPDX-3.0.1"], ["Acme"], ["syft"], ["CC0-1.0"], ["1"], ["3"]]);
    expect(facts(report, "Describes")).toEqual(["a", id("sbom")]);
  });

  it("also with classes in full", () => {
    const full = JSON.parse(
      JSON.stringify(graph).replaceAll(
        '"type":"software_Package"',
        '"@type":"https://spdx.org/rdf/3.0.1/terms/Software/Package"',
      ),
    );
    expect(facts(inspected(full), "Packages")).toEqual(["2"]);
  });
});

describe("Syft, and Docker Scout after it", () => {
  const artifact = {
    id: "1",
    name: "a",
    version: "1",
    type: "deb",
    purl: "pkg:deb/debian/a@1",
    locations: [{ path: "/var/lib/dpkg/status", layerID: "sha256:0123456789abcdef" }],
    metadata: { maintainer: "Debian" },
  };

  it.each([
    ["of old", ["MIT", "ISC"]],
    ["of now", [{ value: "Expat", spdxExpression: "MIT" }, { value: "ISC" }]],
  ])("with licences %s", (_, licenses) => {
    const report = inspected({
      artifacts: [{ ...artifact, licenses }],
      artifactRelationships: [{ parent: "1", child: "2", type: "dependency-of" }],
      source: { type: "image", target: { userInput: "app:1" } },
      distro: { id: "debian", prettyName: "Debian 12" },
      descriptor: { name: "syft", version: "1.0" },
      schema: { version: "16" },
    });
    expect(report).toMatchObject({
      kind: "sbom",
      title: "Syft SBOM",
      headline: "1 package of app:1",
      problems: [],
    });
    expect(rows(report, "packages")).toEqual([
      {
        name: "a",
        version: "1",
        ecosystem: "deb",
        type: "deb",
        licence: "MIT AND ISC",
        purl: "pkg:deb/debian/a@1",
        supplier: "Debian",
        path: "/var/lib/dpkg/status (sha256:0123456789ab)",
        ref: "1",
      },
    ]);
    expect([
      facts(report, "Format"),
      facts(report, "Operating system"),
      facts(report, "Its release"),
      facts(report, "Relationships"),
    ]).toEqual([["Syft JSON 16"], ["debian"], ["Debian 12"], ["1"]]);
  });

  it("as Scout's predicate", () => {
    expect(
      predicated("https://scout.docker.com/sbom/v0.1", { artifacts: [artifact], source: {}, descriptor: {} }),
    ).toMatchObject({ kind: "sbom", title: "Scout SBOM", headline: "1 package" });
  });
});
