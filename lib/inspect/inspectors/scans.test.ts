// Scan reports: which vulnerability, how bad, in what, and how old the report is.
import { describe, expect, it } from "vitest";
import { facts, inspected, predicated, rows } from "../inspect.test-support.ts";

describe("scan reports", () => {
  it("SARIF, with levels of its results or of their rules", () => {
    const report = inspected({
      version: "2.1.0",
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      runs: [
        {
          tool: {
            driver: {
              name: "Trivy",
              version: "0.50",
              rules: [
                {
                  id: "CVE-1",
                  shortDescription: { text: "bad" },
                  helpUri: "https://h.example",
                  defaultConfiguration: { level: "error" },
                },
              ],
            },
          },
          results: [
            {
              ruleId: "CVE-1",
              message: {
                text: "Package: curl\nInstalled Version: 7.1\nVulnerability CVE-1\nFixed Version: 7.2",
              },
              locations: [{ physicalLocation: { artifactLocation: { uri: "usr/bin/curl" } } }],
            },
            { ruleId: "X", level: "note", message: { text: "m" } },
          ],
          properties: { imageName: "app:1", repoDigests: ["app@sha256:ab"] },
        },
      ],
    });
    expect(report).toMatchObject({
      kind: "scan-report",
      headline: "2 results by Trivy: 1 error, 1 note",
      problems: [],
    });
    expect(rows(report, "findings")).toEqual([
      {
        id: "CVE-1",
        severity: "error",
        package: "curl",
        installed: "7.1",
        fixed: "7.2",
        title: "bad",
        link: "https://h.example",
        target: "usr/bin/curl",
        rank: 2,
      },
      { id: "X", severity: "note", title: "m", rank: 6 },
    ]);
    expect([facts(report, "Artifact"), facts(report, "Level error")]).toEqual([["app:1"], ["1"]]);
  });

  it("Trivy, with secrets and misconfigurations, and its age", () => {
    const report = inspected({
      SchemaVersion: 2,
      CreatedAt: "2026-10-21T00:00:00Z",
      ArtifactName: "app:1",
      ArtifactType: "container_image",
      Metadata: { OS: { Family: "alpine", Name: "3.20" }, RepoDigests: ["app@sha256:ab"] },
      Results: [
        {
          Target: "app (alpine)",
          Vulnerabilities: [
            {
              VulnerabilityID: "CVE-1",
              PkgName: "curl",
              InstalledVersion: "1",
              FixedVersion: "2",
              Severity: "HIGH",
              Title: "t",
              PrimaryURL: "https://u.example",
            },
            { VulnerabilityID: "CVE-1", Severity: "CRITICAL" },
          ],
        },
        { Target: "/key", Secrets: [{ RuleID: "aws", Severity: "CRITICAL", Title: "AWS", Match: "****" }] },
        { Target: "Dockerfile", Misconfigurations: [{ ID: "DS1", Severity: "LOW" }], Vulnerabilities: null },
      ],
    });
    expect(report).toMatchObject({
      title: "Trivy scan report",
      headline: "Trivy on app:1: 1 critical, 1 high",
      problems: [],
    });
    expect(
      ["Age of the report", "Different ids", "Secrets", "Misconfigurations", "Operating system"].flatMap(
        (name) => facts(report, name),
      ),
    ).toEqual(["34 days", "1", "1", "1", "alpine 3.20"]);
    expect(rows(report, "secrets")).toEqual([
      { RuleID: "aws", Severity: "CRITICAL", Title: "AWS", Match: "****", target: "/key" },
    ]);
  });

  it.each([
    ["5", { built: "2024-01-01T00:00:00Z" }],
    ["6", { status: { built: "2024-01-01T00:00:00Z" } }],
  ])("Grype with a database of version %s", (_, db) => {
    const report = inspected({
      matches: [
        {
          vulnerability: {
            id: "CVE-1",
            severity: "High",
            dataSource: "https://d.example",
            fix: { versions: ["2", "3"] },
          },
          artifact: { name: "curl", version: "1", locations: [{ path: "/lib" }] },
        },
      ],
      source: { type: "image", target: { userInput: "app:1", manifestDigest: "sha256:ab" } },
      distro: { name: "debian", version: "12" },
      descriptor: { name: "grype", version: "0.80", timestamp: "2026-11-24T00:00:00Z", db },
      ignoredMatches: [{}],
    });
    expect(report).toMatchObject({
      title: "Grype scan report",
      headline: "Grype on app:1: 1 high",
      problems: [],
    });
    expect(
      ["Database built", "Age of the report", "Ignored by its rules"].flatMap((name) => facts(report, name)),
    ).toEqual(["2024-01-01T00:00:00Z", "today", "1"]);
    expect(rows(report, "findings")).toEqual([
      {
        id: "CVE-1",
        severity: "High",
        package: "curl",
        installed: "1",
        fixed: "2, 3",
        link: "https://d.example",
        target: "/lib",
        rank: 1,
      },
    ]);
  });

  it("Harbor's", () => {
    const report = inspected({
      generated_at: "2026-11-23T00:00:00Z",
      artifact: { repository: "library/app", digest: "sha256:ab" },
      scanner: { name: "Trivy", vendor: "Aqua", version: "1" },
      severity: "High",
      vulnerabilities: [
        {
          id: "CVE-1",
          package: "curl",
          version: "1",
          fix_version: "2",
          severity: "High",
          description: "d",
          links: ["https://l.example", "x"],
        },
      ],
    });
    expect(report).toMatchObject({
      title: "Harbor scan report",
      headline: "Trivy on library/app: 1 high",
      problems: [],
    });
    expect(rows(report, "findings")[0]).toMatchObject({ link: "https://l.example", title: "d" });
  });

  it("nothing found is said", () => {
    expect(inspected({ SchemaVersion: 2, ArtifactName: "a", Results: [] }).headline).toBe(
      "Trivy on a: nothing found",
    );
  });

  it("cosign's predicate around a scanner's own document", () => {
    const result = {
      SchemaVersion: 2,
      ArtifactName: "app",
      Results: [{ Vulnerabilities: [{ VulnerabilityID: "CVE-1", Severity: "LOW" }] }],
    };
    const predicate = {
      invocation: { uri: "https://ci.example", builder: { id: "b" } },
      scanner: { uri: "pkg:github/aquasecurity/trivy@1", version: "1", db: { version: "9" }, result },
      metadata: { scanFinishedOn: "2026-11-23T00:00:00Z" },
    };
    const report = predicated("https://cosign.sigstore.dev/attestation/vuln/v1", predicate);
    expect(report).toMatchObject({ kind: "scan-report", headline: "Trivy on app: 1 low" });
    expect(
      ["Scanner", "Database version", "Scanned", "Severity LOW", "Builder"].flatMap((name) =>
        facts(report, name),
      ),
    ).toEqual(["pkg:github/aquasecurity/trivy@1", "Trivy", "9", "2026-11-23T00:00:00Z", "1", "b"]);
    const other = predicated("https://cosign.sigstore.dev/attestation/vuln/v1", {
      ...predicate,
      scanner: { uri: "u", result: { odd: 1 } },
    });
    expect(other).toMatchObject({ kind: "scan-report", title: "vulnerability scan", headline: "Scan by u" });
    expect(other.problems).toEqual(["What lies inside is of a kind that no reader knows: JSON."]);
  });

  it.each(["v0.1", "v0.2"])("in-toto's list, %s", (version) => {
    const severity =
      version === "v0.1"
        ? { method: "nvd", score: "medium" }
        : [
            { method: "cvss_score", score: "5.2" },
            { method: "nvd", score: "medium" },
          ];
    const report = predicated(`https://in-toto.io/attestation/vulns/${version}`, {
      scanner: { uri: "s", result: [{ id: "CVE-1", severity }] },
      metadata: {},
    });
    expect(report).toMatchObject({ kind: "scan-report", headline: "Scan by s: 1 medium", problems: [] });
    expect(rows(report, "findings")[0]).toMatchObject({ id: "CVE-1", severity: "medium" });
  });
});
