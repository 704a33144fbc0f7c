// VEX documents: which product is affected by which vulnerability, and why it is not.
import { describe, expect, it } from "vitest";
import { facts, inspected, predicated, rows } from "../inspect.test-support.ts";

describe("OpenVEX", () => {
  const head = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://v.example/1",
    author: "Acme",
    role: "Vendor",
    timestamp: "2024-01-01T00:00:00Z",
    version: 2,
  };

  it("0.2.0: products and what lies in them, each a row that can be matched", () => {
    const report = inspected({
      ...head,
      statements: [
        {
          vulnerability: { name: "CVE-1", aliases: ["GHSA-1"] },
          status: "not_affected",
          justification: "component_not_present",
          impact_statement: "gone",
          products: [
            {
              "@id": "pkg:oci/app@sha256%3Aab",
              identifiers: { cpe23: "cpe:2.3:x" },
              hashes: { "sha-256": "ab" },
              subcomponents: [{ "@id": "pkg:npm/a" }, { "@id": "pkg:npm/b" }],
            },
          ],
        },
        {
          vulnerability: { name: "CVE-2" },
          status: "affected",
          action_statement: "update",
          products: [{ identifiers: { purl: "pkg:oci/app" } }],
        },
        { vulnerability: { name: "CVE-2" }, status: "under_investigation" },
      ],
    });
    expect(report).toMatchObject({
      kind: "vex",
      headline: "3 statements on 2 vulnerabilities by Acme",
      problems: [],
    });
    expect(
      ["Status affected", "Status under_investigation", "Status not_affected"].flatMap((name) =>
        facts(report, name),
      ),
    ).toEqual(["1", "1", "1"]);
    expect(rows(report, "statements")).toEqual([
      {
        vulnerability: "CVE-1",
        status: "not_affected",
        product: "pkg:oci/app@sha256%3Aab",
        subcomponent: "pkg:npm/a",
        justification: "component_not_present",
        impact: "gone",
        rank: 3,
        purl: "pkg:oci/app@sha256%3Aab",
        cpe: "cpe:2.3:x",
        digests: "sha256:ab",
        aliases: "GHSA-1",
      },
      expect.objectContaining({ subcomponent: "pkg:npm/b" }),
      {
        vulnerability: "CVE-2",
        status: "affected",
        product: "pkg:oci/app",
        action: "update",
        rank: 0,
        purl: "pkg:oci/app",
      },
      { vulnerability: "CVE-2", status: "under_investigation", rank: 1 },
    ]);
  });

  it("0.0.1: texts, with subcomponents beside", () => {
    const report = inspected({
      ...head,
      "@context": "https://openvex.dev/ns/v0.0.1",
      statements: [
        { vulnerability: "CVE-1", status: "fixed", products: ["pkg:oci/app"], subcomponents: ["pkg:npm/a"] },
      ],
    });
    expect(rows(report, "statements")).toEqual([
      {
        vulnerability: "CVE-1",
        status: "fixed",
        product: "pkg:oci/app",
        subcomponent: "pkg:npm/a",
        rank: 2,
        purl: "pkg:oci/app",
      },
    ]);
    expect(report.problems).toEqual([]);
  });

  it("as a predicate, empty, or of an unknown version", () => {
    expect(predicated("https://openvex.dev/ns/v0.2.0", { ...head, statements: [] })).toMatchObject({
      kind: "vex",
      problems: ["The document holds no statements."],
    });
    expect(
      inspected({ ...head, "@context": "https://openvex.dev/ns/v7", statements: [{}] }).problems,
    ).toEqual(["The document does not name a version of OpenVEX that is known here."]);
  });
});

describe("CSAF", () => {
  const advisory = {
    document: {
      title: "T",
      category: "csaf_vex",
      csaf_version: "2.0",
      publisher: { name: "Acme" },
      tracking: { id: "A-1", status: "final", version: "1" },
    },
    product_tree: {
      branches: [
        {
          branches: [
            {
              product: {
                product_id: "P1",
                name: "App 1",
                product_identification_helper: {
                  purl: "pkg:rpm/a@1",
                  hashes: [{ file_hashes: [{ algorithm: "sha256", value: "ab" }] }],
                },
              },
            },
          ],
        },
      ],
      full_product_names: [{ product_id: "P2", name: "Base" }],
      relationships: [
        {
          product_reference: "P1",
          relates_to_product_reference: "P2",
          full_product_name: { product_id: "P2:P1", name: "App 1 in Base" },
        },
      ],
    },
    vulnerabilities: [
      {
        cve: "CVE-1",
        product_status: { known_not_affected: ["P1"], fixed: ["P2:P1", "P9"] },
        flags: [{ label: "component_not_present", product_ids: ["P1"] }],
        threats: [
          { category: "impact", details: "none", product_ids: ["P1"] },
          { category: "exploit_status", details: "x" },
        ],
        remediations: [{ category: "vendor_fix", details: "update" }],
      },
      { ids: [{ text: "ACME-7" }], product_status: {} },
    ],
  };

  it("ties statuses to products by their names in a tree, and what is combined to what it is made of", () => {
    const report = inspected(advisory);
    expect(report).toMatchObject({
      kind: "vex",
      title: "CSAF VEX",
      headline: "T: 3 statements by Acme",
      problems: [],
    });
    expect(rows(report, "statements")).toEqual([
      {
        vulnerability: "CVE-1",
        status: "known_not_affected",
        product: "App 1",
        justification: "component_not_present",
        impact: "none",
        action: "update",
        rank: 3,
        purl: "pkg:rpm/a@1",
        digests: "sha256:ab",
      },
      {
        vulnerability: "CVE-1",
        status: "fixed",
        product: "App 1 in Base",
        action: "update",
        rank: 2,
        purl: "pkg:rpm/a@1",
        digests: "sha256:ab",
      },
      { vulnerability: "CVE-1", status: "fixed", product: "P9", action: "update", rank: 2 },
    ]);
    expect([facts(report, "Vulnerability"), facts(report, "Status fixed")]).toEqual([
      ["CVE-1", "ACME-7"],
      ["2"],
    ]);
  });
});

describe("CycloneDX as VEX", () => {
  it("names what it affects by reference, or its root", () => {
    const report = inspected({
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: { component: { name: "app", version: "1", "bom-ref": "root", purl: "pkg:oci/app" } },
      vulnerabilities: [
        {
          id: "CVE-1",
          analysis: { state: "exploitable", detail: "yes", response: ["update", "workaround_available"] },
          affects: [{ ref: "root" }, { ref: "urn:cdx:other/1#x" }],
        },
        { id: "CVE-2", analysis: { state: "false_positive" }, recommendation: "nothing" },
      ],
    });
    expect(report).toMatchObject({
      kind: "vex",
      title: "CycloneDX VEX",
      headline: "3 statements on 2 vulnerabilities of app 1",
      problems: [],
    });
    expect(rows(report, "statements")).toEqual([
      {
        vulnerability: "CVE-1",
        status: "exploitable",
        product: "app 1",
        impact: "yes",
        action: "update, workaround_available",
        rank: 0,
        purl: "pkg:oci/app",
      },
      {
        vulnerability: "CVE-1",
        status: "exploitable",
        product: "urn:cdx:other/1#x",
        impact: "yes",
        action: "update, workaround_available",
        rank: 0,
      },
      { vulnerability: "CVE-2", status: "false_positive", product: "app", action: "nothing", rank: 3 },
    ]);
  });

  it("with components is an SBOM with vulnerabilities, unless the predicate says VEX", () => {
    const bom = {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      components: [{ name: "a" }],
      vulnerabilities: [{ id: "CVE-1" }],
    };
    expect(inspected(bom)).toMatchObject({ kind: "sbom" });
    expect(rows(inspected(bom), "statements")).toHaveLength(1);
    expect(predicated("https://cyclonedx.org/vex", bom)).toMatchObject({ kind: "vex" });
  });
});
