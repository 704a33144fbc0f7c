// Documents by other tools, and of other versions, than those of which there are real files: as their specifications
// have them.
import { describe, expect, it } from "vitest";
import { facts, inspected, rows } from "../inspect.test-support.ts";

describe("Trivy", () => {
  const vulnerability = {
    ...{ VulnerabilityID: "CVE-2019-14697", PkgName: "musl", InstalledVersion: "1.1.20-r4" },
    ...{ FixedVersion: "1.1.20-r5", Severity: "CRITICAL" },
  };
  const results = [
    { Target: "alpine:3.9 (alpine 3.9.2)", Type: "alpine", Vulnerabilities: [vulnerability] },
    { Target: "Gemfile.lock", Type: "bundler", Vulnerabilities: null },
  ];

  it("of schema version 1 is a bare list of results", () => {
    const report = inspected(results);
    expect(report).toMatchObject({ inspector: "trivy", headline: expect.stringMatching(/: 1 critical$/) });
    expect(rows(report, "findings")[0]).toMatchObject({
      fixed: "1.1.20-r5",
      target: "alpine:3.9 (alpine 3.9.2)",
    });
  });

  it("is not any list", () => {
    for (const list of [[], [{ Target: "x" }], [{ Target: "x", Type: "y" }, 1]])
      expect(inspected(list).inspector).toBe("unknown");
  });

  it.each(["Resources", "Vulnerabilities", "Findings"])(
    "of a cluster lists its %s, each with its place",
    (list) => {
      const resource = { Namespace: "default", Kind: "Deployment", Name: "app", Results: results };
      const report = inspected({ ClusterName: "kind", [list]: [resource] });
      expect([facts(report, "Artifact"), facts(report, "Artifact type"), facts(report, "Resources")]).toEqual(
        [["kind"], ["cluster"], ["1"]],
      );
      expect(rows(report, "findings")[0]?.target).toBe("default/Deployment/app: alpine:3.9 (alpine 3.9.2)");
    },
  );

  it("as its operator keeps it says the same", () => {
    const report = inspected({
      ...{ apiVersion: "aquasecurity.github.io/v1alpha1", kind: "VulnerabilityReport" },
      metadata: { namespace: "default", name: "replicaset-nginx" },
      report: {
        artifact: { repository: "library/nginx", tag: "1.16", digest: `sha256:${"c".repeat(64)}` },
        registry: { server: "index.docker.io" },
        scanner: { name: "Trivy", version: "0.60" },
        vulnerabilities: [
          { vulnerabilityID: "CVE-1", resource: "libc", severity: "CRITICAL", fixedVersion: "2" },
        ],
      },
    });
    expect(report.headline).toBe("Trivy on index.docker.io/library/nginx:1.16: 1 critical");
    expect(rows(report, "findings")[0]).toMatchObject({
      package: "libc",
      target: "default/replicaset-nginx",
    });
  });

  it("says what its rules left out, licences, and whether a misconfiguration failed", () => {
    const report = inspected({
      ...{ SchemaVersion: 2, ArtifactName: "a", Metadata: { OS: { Family: "alpine", EOSL: true } } },
      Results: [
        { Target: "t", ExperimentalModifiedFindings: [{ Type: "vulnerability", Status: "not_affected" }] },
        {
          Target: "l",
          Licenses: [{ Name: "GPL-2.0", Severity: "HIGH", Category: "restricted", PkgName: "p" }],
        },
        { Target: "c", Misconfigurations: [{ ID: "DS002", Status: "PASS" }] },
      ],
    });
    expect(facts(report, "Left out by its rules")).toEqual(["1"]);
    expect(facts(report, "Operating system's support")).toEqual(["has ended"]);
    expect(rows(report, "licence-findings")[0]).toMatchObject({ Name: "GPL-2.0", PkgName: "p" });
    expect(rows(report, "misconfigurations")[0]).toMatchObject({ Status: "PASS" });
  });
});

it("Grype up to 0.10 names one version and addresses", () => {
  const report = inspected({
    matches: [
      {
        vulnerability: { id: "CVE-1", severity: "High", links: ["https://l"], fixedInVersion: "1.2" },
        artifact: { name: "musl", version: "1.1" },
      },
    ],
    descriptor: { name: "grype", version: "0.7.0" },
  });
  expect(rows(report, "findings")[0]).toMatchObject({ fixed: "1.2", link: "https://l" });
});

describe("SARIF", () => {
  const run = (name: string, more: object, driver: object = {}) => ({
    tool: { driver: { name, ...driver } },
    ...more,
  });
  const log = (...runs: object[]) => inspected({ version: "2.1.0", runs });

  it("of several scanners names each once", () => {
    const report = log(run("CodeQL", {}), run("semgrep", {}), run("CodeQL", {}));
    expect(facts(report, "Scanner")).toEqual(["CodeQL", "semgrep"]);
  });

  it("has rules of extensions, messages of rules, and files by their number", () => {
    const rules = [{ id: "r", messageStrings: { default: { text: "Found {0}, not {1}" } } }];
    const results = [
      {
        ...{ rule: { id: "r" }, message: { id: "default", arguments: ["x"] } },
        locations: [
          { physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 3 } } },
          { physicalLocation: { artifactLocation: { uri: "b.c" } } },
        ],
      },
    ];
    const artifacts = [{ location: { uri: "src/a.c" } }];
    const report = log({ tool: { driver: { name: "x" }, extensions: [{ rules }] }, results, artifacts });
    expect(rows(report, "findings")[0]).toMatchObject({
      title: "Found x, not {1}",
      target: "src/a.c:3, b.c",
    });
  });

  it("tells a run that failed from one that found nothing, what passed, and what was set aside", () => {
    const report = log(
      run("x", {
        invocations: [{ executionSuccessful: false }],
        results: [
          { ruleId: "a", kind: "pass", message: { text: "ok" } },
          { ruleId: "b", suppressions: [{ kind: "external" }], message: { text: "m" } },
          { ruleId: "c", suppressions: [{ kind: "external", status: "rejected" }], message: { text: "m" } },
        ],
      }),
    );
    expect(report.problems.join()).toContain("it may have found less than there is");
    expect(rows(report, "findings").map(({ severity }) => severity)).toEqual(["none", "warning", "warning"]);
    expect(facts(report, "Suppressed results")).toEqual(["1"]);
  });
});

describe("whatever stands there", () => {
  const odd = { toString: 1, valueOf: 1 };

  it.each<[string, unknown]>([
    [
      "a result of Trivy's",
      { ClusterName: odd, Resources: [{ Namespace: odd, Results: [{ Target: odd }] }] },
    ],
    ["a report of its operator's", { apiVersion: odd, kind: odd, report: { vulnerabilities: [odd] } }],
    ["a bundle", { mediaType: odd }],
    ["a manifest", { mediaType: odd, layers: [odd] }],
    ["a log of SARIF's", { $schema: odd, runs: [] }],
    [
      "a message of SARIF's",
      {
        version: "2.1.0",
        runs: [{ tool: { driver: {} }, results: [{ message: { text: "{0}{1}", arguments: [odd, [odd]] } }] }],
      },
    ],
  ])("in %s is read, and never thrown", (_, document) => {
    expect(() => inspected(document)).not.toThrow();
  });

  it("a message in which one long argument stands a thousand times stays short", () => {
    const message = { text: "{0}".repeat(1300), arguments: ["x".repeat(1_000_000)] };
    const report = inspected({ version: "2.1.0", runs: [{ tool: { driver: {} }, results: [{ message }] }] });
    expect(String(rows(report, "findings")[0]?.title).length).toBeLessThan(2000);
  });
});

describe("CycloneDX 1.7", () => {
  const bom = {
    ...{ bomFormat: "CycloneDX", specVersion: "1.7" },
    metadata: {
      lifecycles: [{ phase: "build" }, { name: "own" }],
      ...{ manufacturer: { name: "Maker" }, distributionConstraints: { tlp: "AMBER" } },
    },
    components: [
      { type: "library", name: "a", versionRange: "vers:npm/>=1|<2" },
      {
        ...{ type: "cryptographic-asset", name: "AES", "bom-ref": "c" },
        cryptoProperties: {
          ...{ assetType: "algorithm", oid: "2.16" },
          algorithmProperties: { primitive: "ae", mode: "gcm", nistQuantumSecurityLevel: 1 },
        },
      },
    ],
    annotations: [
      { subjects: ["a"], annotator: { individual: { name: "Joe" } }, timestamp: "t", text: "looked" },
    ],
    formulation: [{ workflows: [{ uid: "w", taskTypes: ["build"], tasks: [{ name: "compile" }] }] }],
    declarations: {
      claims: [{ predicate: "is secure", target: "root", evidence: ["e"] }],
      attestations: [
        { summary: "s", map: [{ requirement: "r", claims: ["c"], conformance: { score: 0.8 } }] },
      ],
      affirmation: { statement: "I affirm" },
    },
    definitions: { standards: [{ name: "SSVS", version: "1" }] },
    compositions: [{ aggregate: "complete", assemblies: ["root"] }],
    ...{ citations: [{}], signature: { algorithm: "ES256" } },
  };

  it("says who made it, when, and for whom", () => {
    const report = inspected(bom);
    const said = ["Lifecycle", "Manufacturer", "Distribution", "Standard", "Affirmed", "Also holds"].map(
      (name) => facts(report, name),
    );
    expect(said).toEqual([["build", "own"], ["Maker"], ["AMBER"], ["SSVS 1"], ["I affirm"], ["citations 1"]]);
    expect(facts(report, "Signature within the document")).toEqual(["ES256"]);
    expect(report.problems).toEqual([]);
  });

  it.each([
    ["packages", { name: "a", version: "vers:npm/>=1|<2" }],
    [
      "crypto",
      { name: "AES", kind: "algorithm", what: "ae, gcm, NIST quantum level 1", oid: "2.16", ref: "c" },
    ],
    ["annotations", { text: "looked", by: "Joe", at: "t", about: "a" }],
    ["workflows", { name: "w", types: "build", tasks: "compile" }],
    ["claims", { predicate: "is secure", target: "root", evidence: "e" }],
    ["conformance", { requirement: "r", score: 0.8, claims: "c", summary: "s" }],
    ["compositions", { aggregate: "complete", of: "root" }],
  ])("has a table of %s", (id, row) => {
    expect(rows(inspected(bom), id)[0]).toMatchObject(row);
  });

  it("in XML says the same of what it has there", () => {
    const report = inspected(
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.7"><metadata><lifecycles><lifecycle><phase>build</phase></lifecycle></lifecycles>' +
        "<manufacturer><name>Maker</name></manufacturer></metadata>" +
        '<annotations><annotation><subjects><subject ref="a"/></subjects><annotator><individual><name>Joe</name></individual></annotator>' +
        "<timestamp>t</timestamp><text>looked</text></annotation></annotations>" +
        '<compositions><composition><aggregate>complete</aggregate><assemblies><assembly ref="root"/></assemblies></composition></compositions></bom>',
    );
    expect([facts(report, "Lifecycle"), facts(report, "Manufacturer")]).toEqual([["build"], ["Maker"]]);
    expect(rows(report, "annotations")[0]).toEqual({ text: "looked", by: "Joe", at: "t", about: "a" });
    expect(rows(report, "compositions")[0]).toEqual({ aggregate: "complete", of: "root" });
  });
});

describe("CSAF", () => {
  const ids = ["P1", "P2", "P3"];
  const report = inspected({
    document: {
      ...{
        category: "csaf_security_advisory",
        csaf_version: "2.1",
        title: "Adv",
        aggregate_severity: { text: "Bad" },
      },
      notes: [{ category: "summary", text: "What it is about." }],
    },
    product_tree: {
      full_product_names: ids.map((id) => ({ name: `Name of ${id}`, product_id: id })),
      product_groups: [{ group_id: "G", product_ids: ["P1", "P2"] }],
    },
    vulnerabilities: [
      {
        ...{ cve: "CVE-1", product_status: { known_affected: ids } },
        remediations: [{ category: "vendor_fix", details: "Update", group_ids: ["G"] }],
        threats: [{ category: "impact", details: "Bad", product_ids: ["P3"] }],
        scores: [
          { products: ["P1"], cvss_v3: { baseScore: 9.8, baseSeverity: "CRITICAL", vectorString: "V3" } },
        ],
        metrics: [{ products: ["P2"], content: { cvss_v4: { baseScore: 9.3, baseSeverity: "CRITICAL" } } }],
      },
    ],
  });

  it("says of a group of products what is said of it, and of no other", () => {
    expect(rows(report, "statements").map(({ action, impact }) => [action, impact])).toEqual([
      ["Update", undefined],
      ["Update", undefined],
      [undefined, "Bad"],
    ]);
  });

  it("that refers to large groups again and again is read soon, and says what it lacks", () => {
    const product_ids = Array.from({ length: 10_000 }, (_, n) => `P${n}`);
    const remediations = Array.from({ length: 5000 }, () => ({ details: "Update", group_ids: ["G"] }));
    const began = performance.now();
    const large = inspected({
      document: { csaf_version: "2.0" },
      product_tree: { product_groups: [{ group_id: "G", product_ids }] },
      vulnerabilities: [{ cve: "CVE-1", product_status: { fixed: ["P1"] }, remediations }],
    });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(large.problems.join()).toContain("some rows lack what is said of them");
  });

  it("has the scores of either version, its severity and its summary", () => {
    expect(rows(report, "scores")).toEqual([
      { vulnerability: "CVE-1", product: "Name of P1", score: 9.8, severity: "CRITICAL", vector: "V3" },
      { vulnerability: "CVE-1", product: "Name of P2", score: 9.3, severity: "CRITICAL" },
    ]);
    expect([facts(report, "Severity"), facts(report, "Note")]).toEqual([["Bad"], ["What it is about."]]);
  });
});

describe("SPDX 3.0.1", () => {
  const element = (type: string, id: string, more: object = {}) => ({
    type,
    spdxId: `http://s/${id}`,
    ...more,
  });
  const report = inspected({
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
      element("SpdxDocument", "doc", { name: "one", profileConformance: ["core", "security"] }),
      element("SpdxDocument", "doc2", { name: "two" }),
      element("software_Package", "p", {
        name: "app",
        software_packageVersion: "1",
        software_packageUrl: "pkg:npm/app@1",
      }),
      element("security_Vulnerability", "v", { name: "CVE-1" }),
      element("security_VexNotAffectedVulnAssessmentRelationship", "a", {
        ...{ from: "http://s/v", to: ["http://s/p"], security_justificationType: "vulnerableCodeNotPresent" },
        security_impactStatement: "no",
      }),
      element("build_Build", "b", { build_buildType: "https://b", build_buildId: "77" }),
      element("Annotation", "n", { annotationType: "review", statement: "looked", subject: "http://s/p" }),
      element("software_Snippet", "s"),
    ],
  });

  it("names each of its documents, its profiles, its build, and what is not read", () => {
    const said = ["About", "Further document", "Profile", "Build type", "Invocation", "Also holds"];
    expect(said.map((name) => facts(report, name))).toEqual([
      ...[["one"], ["two"], ["core", "security"], ["https://b"], ["77"], ["1 software_Snippet"]],
    ]);
  });

  it("has the assessments of vulnerabilities as statements, and annotations", () => {
    expect(facts(report, "Status not_affected")).toEqual(["1"]);
    expect(rows(report, "statements")).toEqual([
      expect.objectContaining({
        ...{ vulnerability: "CVE-1", status: "not_affected", product: "app 1", purl: "pkg:npm/app@1" },
        ...{ justification: "vulnerableCodeNotPresent", impact: "no" },
      }),
    ]);
    expect(rows(report, "annotations")).toEqual([{ text: "looked", type: "review", about: "app" }]);
  });
});
