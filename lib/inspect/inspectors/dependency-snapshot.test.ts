import { describe, expect, it } from "vitest";
import { FIXTURES, fixtureBytes } from "../fixtures.test-support.ts";
import { facts, inspected, rows } from "../inspect.test-support.ts";

describe("a dependency snapshot", () => {
  it("lists the packages of each manifest, and what they need", () => {
    const resolved = {
      a: { package_url: "pkg:npm/a@1.0", scope: "runtime", dependencies: ["pkg:npm/b@2.0"] },
      b: { package_url: "pkg:npm/b@2.0" },
    };
    const report = inspected({
      version: 0,
      detector: { name: "trivy", version: "1" },
      sha: "ab",
      scanned: "2024-01-01T00:00:00Z",
      manifests: {
        "package-lock.json": { name: "npm", file: { source_location: "package-lock.json" }, resolved },
      },
    });
    expect(report).toMatchObject({
      kind: "sbom",
      title: "dependency snapshot",
      headline: "2 packages in 1 manifest",
      problems: [],
    });
    expect(rows(report, "packages")).toEqual([
      {
        name: "a",
        version: "1.0",
        ecosystem: "npm",
        type: "runtime",
        purl: "pkg:npm/a@1.0",
        path: "package-lock.json",
        ref: "pkg:npm/a@1.0",
      },
      {
        name: "b",
        version: "2.0",
        ecosystem: "npm",
        purl: "pkg:npm/b@2.0",
        path: "package-lock.json",
        ref: "pkg:npm/b@2.0",
      },
    ]);
    expect(rows(report, "dependencies")).toEqual([
      { from: "pkg:npm/a@1.0", to: "pkg:npm/b@2.0", relation: "depends on" },
    ]);
  });

  it.runIf(FIXTURES)("of Trivy is read whole", () => {
    const report = inspected(fixtureBytes("scan/trivy__alpine-310.gsbom"));
    expect(report).toMatchObject({ inspector: "dependency-snapshot", kind: "sbom", problems: [] });
    expect([facts(report, "Tool"), facts(report, "Packages")]).toEqual([["trivy"], ["14"]]);
  });
});
