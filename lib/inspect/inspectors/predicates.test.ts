// What statements say, predicate by predicate; provenance, SBOMs, VEX and scans have files of their own.
import { describe, expect, it } from "vitest";
import { facts, inspected, predicated, rows } from "../inspect.test-support.ts";

describe("verdicts", () => {
  it("a verification summary, v1 and v0.1", () => {
    const v1 = predicated("https://slsa.dev/verification_summary/v1", {
      verifier: { id: "https://v.example", version: { slsa: "1.0" } },
      timeVerified: "2024-01-01T00:00:00Z",
      resourceUri: "registry.example/app",
      policy: { uri: "https://p.example", digest: { sha256: "cd" } },
      inputAttestations: [{ uri: "https://a.example", digest: { sha256: "ef" } }],
      verificationResult: "PASSED",
      verifiedLevels: ["SLSA_BUILD_LEVEL_3"],
      dependencyLevels: { SLSA_BUILD_LEVEL_3: 5 },
    });
    expect(v1).toMatchObject({
      title: "verification summary",
      headline: "PASSED by v.example: SLSA_BUILD_LEVEL_3",
      problems: [],
    });
    expect([
      facts(v1, "Policy digest"),
      facts(v1, "Dependencies at SLSA_BUILD_LEVEL_3"),
      facts(v1, "Input attestations"),
    ]).toEqual([["sha256:cd"], ["5"], ["1"]]);
    const v0 = predicated("https://slsa.dev/verification_summary/v0.1", {
      verifier: { id: "v" },
      time_verified: "2022-01-01T00:00:00Z",
      verification_result: "FAILED",
      policy_level: "SLSA_LEVEL_1",
      policy: { uri: "p" },
    });
    expect([v0.headline, facts(v0, "Verified")]).toEqual([
      "FAILED by v: SLSA_LEVEL_1",
      ["2022-01-01T00:00:00Z"],
    ]);
  });

  it("a simple verification result", () => {
    const report = predicated("https://in-toto.io/attestation/svr/v0.2", {
      verifier: { id: "https://v.example", policies: [{ uri: "https://p.example" }] },
      timeCreated: "2024-03-15T14:22:00Z",
      properties: ["A", "B", "C", "D"],
    });
    expect(report.headline).toBe("Found by v.example: A, B, C, …");
    expect([facts(report, "Property"), facts(report, "Policy")]).toEqual([
      ["A", "B", "C", "D"],
      ["https://p.example"],
    ]);
  });

  it("a test result, the failed first; and Docker's own of another shape", () => {
    const report = predicated("https://in-toto.io/attestation/test-result/v0.1", {
      result: "FAILED",
      passedTests: ["a", "b"],
      failedTests: ["c"],
      url: "https://ci.example/1",
    });
    expect(report.headline).toBe("Tests FAILED: 1 failed, 2 passed");
    expect(rows(report, "tests").map(({ name, result }) => [name, result])).toEqual([
      ["c", "failed"],
      ["a", "passed"],
      ["b", "passed"],
    ]);
    const docker = predicated("https://scout.docker.com/tests/v0.1", { tests: [{ name: "x" }] });
    expect([docker.title, rows(docker, "predicate")]).toEqual([
      "test result",
      [{ field: "tests[0].name", value: "x" }],
    ]);
  });
});

describe("other predicates", () => {
  it("links: of v0.3, of v1, and of a layout in its own envelope", () => {
    const v03 = predicated("https://in-toto.io/attestation/link/v0.3", {
      name: "build",
      command: ["make", "all"],
      materials: [{ name: "a.c", digest: { sha256: "cd" } }],
      byproducts: { "return-value": 0 },
    });
    expect([v03.headline, facts(v03, "Return value"), facts(v03, "Materials")]).toEqual([
      "Step build ran make all",
      ["0"],
      ["1"],
    ]);
    const v1 = predicated("https://in-toto.io/Link/v1", {
      name: "build",
      command: [],
      materials: { "a.c": { sha256: "cd" } },
    });
    expect([v1.headline, rows(v1, "materials")]).toEqual([
      "Step build ran no command",
      [{ uri: "a.c", digest: "sha256:cd" }],
    ]);
    const signed = {
      _type: "link",
      name: "s",
      command: ["x"],
      products: { o: { sha256: "ef" } },
      environment: { a: "b" },
    };
    const layout = inspected({ signed, signatures: [{ keyid: "k", sig: "eA==" }] });
    expect(layout).toMatchObject({ kind: "attestation", title: "in-toto link" });
    expect([facts(layout, "Step"), facts(layout, "Key id"), layout.facts[0]?.source]).toEqual([
      ["s"],
      ["k"],
      "signed",
    ]);
    expect(inspected({ ...signed }).facts[0]?.source).toBe("claimed");
  });

  it("SCAI's attributes with their evidence", () => {
    const report = predicated("https://in-toto.io/attestation/scai/attribute-report/v0.2", {
      attributes: [
        {
          attribute: "REPRODUCIBLE",
          target: { name: "app" },
          conditions: { flags: "-f" },
          evidence: { uri: "https://e.example", digest: { sha256: "cd" } },
        },
      ],
      producer: { uri: "file:///usr/bin/gcc" },
    });
    expect(report.headline).toBe("1 attribute of file:///usr/bin/gcc");
    expect(rows(report, "attributes")).toEqual([
      {
        attribute: "REPRODUCIBLE",
        target: "app",
        conditions: "flags: -f",
        evidence: "https://e.example",
        digest: "sha256:cd",
      },
    ]);
  });

  it("releases, of in-toto and of npm", () => {
    expect(
      predicated("https://in-toto.io/attestation/release/v0.1", { purl: "pkg:npm/a@1", releaseId: "7" })
        .headline,
    ).toBe("Published as pkg:npm/a@1");
    expect(
      predicated("https://github.com/npm/attestation/tree/main/specs/publish/v0.1", {
        name: "semver",
        version: "7.5.4",
      }).headline,
    ).toBe("Published as semver@7.5.4");
  });

  it("references and runtime traces", () => {
    const reference = predicated("https://in-toto.io/attestation/reference/v0.1", {
      attester: { id: "a" },
      references: [
        {
          downloadLocation: "https://s.example",
          mediaType: "application/spdx+json",
          digest: { sha256: "cd" },
        },
      ],
    });
    expect([reference.headline, rows(reference, "references")]).toEqual([
      "1 reference to other documents",
      [{ place: "https://s.example", type: "application/spdx+json", digest: "sha256:cd" }],
    ]);
    const trace = predicated("https://in-toto.io/attestation/runtime-trace/v0.1", {
      monitor: { type: "https://m.example" },
      monitorLog: { process: [{}, {}], network: [] },
    });
    expect([trace.headline, facts(trace, "Processes"), facts(trace, "Network accesses")]).toEqual([
      "What https://m.example saw while it was built",
      ["2"],
      ["0"],
    ]);
  });

  it("cosign's wrapper: what is in it decides, as text or as object", () => {
    const bom = { bomFormat: "CycloneDX", specVersion: "1.5", components: [{ name: "a", version: "1" }] };
    for (const Data of [bom, JSON.stringify(bom)]) {
      const report = predicated("https://cyclonedx.org/bom", { Data, Timestamp: "2022-01-01T00:00:00Z" });
      expect([report.kind, facts(report, "Packages"), facts(report, "Wrapped by cosign")]).toEqual([
        "sbom",
        ["1"],
        ["yes"],
      ]);
    }
    const custom = predicated("https://cosign.sigstore.dev/attestation/v1", {
      Data: "just words",
      Timestamp: "",
    });
    expect(custom).toMatchObject({ kind: "attestation", title: "custom attestation" });
    expect(custom.raw.map(({ text }) => text)).toContain("just words");
  });

  it("Chainguard's end of life", () => {
    const report = predicated("https://chainguard.dev/end-of-life", { eol_date: "2020-01-01" });
    expect(report).toMatchObject({ kind: "lifecycle", headline: "End of life since 2020-01-01" });
  });
});
