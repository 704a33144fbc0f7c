// Lists that are made long to keep a reader busy: five times as long a list takes about five times as long to read.
import { describe, expect, it } from "vitest";
import { growth } from "../work.test-support.ts";

const TIMES = 5;
/** Twenty-five where each of it is held against each; five, and what the machine does besides, where not. */
const MOST = 13;

const many = <T>(count: number, made: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => made(at));

const LISTS: [name: string, few: number, made: (count: number) => unknown][] = [
  [
    "SARIF: runs of as many scanners",
    2000,
    (count) => ({
      version: "2.1.0",
      runs: many(count, (at) => ({ tool: { driver: { name: `scanner ${at}` } } })),
    }),
  ],
  [
    "OpenVEX: products and subcomponents of one statement",
    800,
    (count) => ({
      "@context": "https://openvex.dev/ns/v0.0.1",
      statements: [{ products: many(count, (at) => `p${at}`), subcomponents: many(count, (at) => `s${at}`) }],
    }),
  ],
  [
    "CSAF: ids that are none, of a vulnerability of many products",
    500,
    (count) => ({
      document: { csaf_version: "2.0" },
      vulnerabilities: [
        { ids: many(count, () => 1), product_status: { fixed: many(count, (at) => `p${at}`) } },
      ],
    }),
  ],
  [
    "CycloneDX: responses of a vulnerability of many components",
    1000,
    (count) => ({
      ...{ bomFormat: "CycloneDX", specVersion: "1.6" },
      vulnerabilities: [
        {
          analysis: { response: many(count, (at) => `r${at}`) },
          affects: many(count, (at) => ({ ref: `c${at}` })),
        },
      ],
    }),
  ],
  [
    "SPDX: what is described in the document's field, and by relationships",
    4000,
    (count) => ({
      spdxVersion: "SPDX-2.3",
      documentDescribes: many(count, (at) => `a${at}`),
      relationships: many(count, (at) => ({
        ...{ spdxElementId: "a", relationshipType: "DESCRIBES", relatedSpdxElement: `b${at}` },
      })),
    }),
  ],
  [
    "SPDX: a tag's blanks before a line separator",
    2000,
    (count) => `SPDXVersion: SPDX-2.3\nPackageName:${" ".repeat(count)}\u2028x`,
  ],
  [
    "provenance: a repository's address in an address",
    6000,
    (count) => ({
      ...{ _type: "https://in-toto.io/Statement/v1", subject: [{ name: "a" }] },
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {
        buildDefinition: {
          externalParameters: { source: `${"a".repeat(count)}b${"a".repeat(count)}` },
          resolvedDependencies: [{ uri: "a".repeat(4 * count) }],
        },
      },
    }),
  ],
  [
    "Syft: a version in a name",
    6000,
    (count) => ({
      ...{ artifacts: [], descriptor: {} },
      source: { name: "a".repeat(4 * count), version: `${"a".repeat(count)}b${"a".repeat(count)}` },
    }),
  ],
  [
    "a long key over values that are none",
    2000,
    (count) => ({
      document: { csaf_version: "2.0" },
      vulnerabilities: [{ product_status: { ["k".repeat(count * 10)]: many(count, () => 1) } }],
    }),
  ],
  [
    "SPDX 3: long licences of packages of one name",
    500,
    (count) => ({
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [
        ...many(count, () => ({ type: "software_Package", spdxId: "p" })),
        {
          ...{ type: "Relationship", from: "p", relationshipType: "hasDeclaredLicense" },
          to: many(10, (at) => `${at}`.repeat(count * 20)),
        },
      ],
    }),
  ],
  [
    "SPDX 3: assessments of a package of a long name",
    500,
    (count) => ({
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [
        {
          type: "software_Package",
          spdxId: "p",
          name: "n".repeat(count * 200),
          software_packageVersion: "1",
        },
        { type: "security_VexFixedVulnAssessmentRelationship", to: many(count, () => "p") },
      ],
    }),
  ],
  [
    "SARIF: results in a file of a long name",
    500,
    (count) => ({
      version: "2.1.0",
      runs: [
        {
          artifacts: [{ location: { uri: "u".repeat(count * 100) } }],
          results: many(count, () => ({
            locations: many(5, () => ({
              physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 1 } },
            })),
          })),
        },
      ],
    }),
  ],
  [
    "Trivy: results of a resource of a long name",
    500,
    (count) => ({
      ClusterName: "c",
      Resources: [{ Name: "n".repeat(count * 200), Results: many(count, () => ({ Vulnerabilities: [{}] })) }],
    }),
  ],
  [
    "XML: comments after the last element, and blanks after those",
    10_000,
    (count) =>
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"></bom>${"<!---->".repeat(count)}${" ".repeat(count)}`,
  ],
];

describe("five times as much does not take much more than five times as long", () => {
  it.each(LISTS)("%s", { timeout: 60_000 }, (_, few, made) => {
    expect(growth(made, few, TIMES * few)).toBeLessThan(MOST);
  });
});
