// Provenance of every version and of the builders that write it.
import { describe, expect, it } from "vitest";
import { facts, predicated, rows } from "../inspect.test-support.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

describe("SLSA provenance", () => {
  it("v1 of GitHub Actions", () => {
    const report = predicated("https://slsa.dev/provenance/v1", {
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: {
          workflow: {
            ref: "refs/tags/v1",
            repository: "https://github.com/org/repo",
            path: ".github/workflows/r.yml",
          },
        },
        resolvedDependencies: [
          { uri: "git+https://github.com/org/repo@refs/tags/v1", digest: { gitCommit: COMMIT } },
        ],
      },
      runDetails: {
        builder: { id: "https://github.com/actions/runner/github-hosted", version: { runner: "2.3" } },
        metadata: {
          invocationId: "https://github.com/org/repo/actions/runs/1",
          startedOn: "2024-01-01T00:00:00Z",
        },
      },
    });
    expect(report.headline).toBe("Built by GitHub Actions from org/repo@0123456");
    expect([facts(report, "Source"), facts(report, "Commit"), facts(report, "Ref")]).toEqual([
      ["https://github.com/org/repo"],
      [COMMIT],
      ["refs/tags/v1"],
    ]);
    expect(facts(report, "Entry point")).toEqual([".github/workflows/r.yml"]);
    expect(facts(report, "Builder's runner")).toEqual(["2.3"]);
    expect(rows(report, "parameters")[0]).toEqual({ field: "workflow.ref", value: "refs/tags/v1" });
  });

  it("v1 of BuildKit", () => {
    const report = predicated("https://slsa.dev/provenance/v1", {
      buildDefinition: {
        buildType: "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
        externalParameters: {
          configSource: { uri: `https://github.com/org/app.git#${COMMIT}`, path: "Dockerfile" },
          request: { frontend: "dockerfile.v0" },
        },
        internalParameters: { buildConfig: { llbDefinition: [{ id: "step0" }] } },
        resolvedDependencies: [
          { uri: "pkg:docker/alpine@3.20?platform=linux%2Famd64", digest: { sha256: "cd" } },
        ],
      },
      runDetails: {
        builder: { id: "" },
        metadata: {
          buildkit_hermetic: true,
          buildkit_completeness: { request: true, resolvedDependencies: false },
        },
      },
    });
    expect(report.headline).toBe("Built by BuildKit from org/app@0123456");
    expect([facts(report, "Builder"), facts(report, "Entry point"), facts(report, "Hermetic")]).toEqual([
      ["(empty)"],
      ["Dockerfile"],
      ["yes"],
    ]);
    expect(facts(report, "Complete: resolvedDependencies")).toEqual(["no"]);
    expect(rows(report, "dependencies")).toEqual([
      { uri: "pkg:docker/alpine@3.20?platform=linux%2Famd64", digest: "sha256:cd" },
    ]);
  });

  it.each([
    [
      "slsa-github-generator's",
      { source: { uri: "git+https://github.com/org/r@refs/heads/main", digest: { sha1: COMMIT } } },
      [],
    ],
    ["a source as text", { source: `git+https://gitlab.com/org/r@${COMMIT}` }, []],
    [
      "Cloud Build's",
      {
        buildConfigSource: { repository: "https://github.com/org/r", ref: "refs/heads/main", path: "c.yaml" },
      },
      [{ uri: "git+https://github.com/org/r", digest: { gitCommit: COMMIT } }],
    ],
    ["only a dependency", {}, [{ uri: "git+https://github.com/org/r", digest: { gitCommit: COMMIT } }]],
  ])("v1 with %s", (_, externalParameters, resolvedDependencies) => {
    const predicate = { buildDefinition: { externalParameters, resolvedDependencies }, runDetails: {} };
    const report = predicated("https://slsa.dev/provenance/v1", predicate);
    expect(facts(report, "Commit")).toEqual([COMMIT]);
    expect(report.headline).toMatch(/from (gitlab\.com\/)?org\/r@0123456$/);
  });

  it("v0.2 of slsa-github-generator and of BuildKit", () => {
    const generator = predicated("https://slsa.dev/provenance/v0.2", {
      builder: {
        id: "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/x.yml@refs/tags/v2",
      },
      buildType: "https://github.com/slsa-framework/slsa-github-generator/container@v1",
      invocation: {
        configSource: {
          uri: "git+https://github.com/org/r@refs/heads/main",
          digest: { sha1: COMMIT },
          entryPoint: "w.yml",
        },
        parameters: { a: 1 },
        environment: { CI: "true" },
      },
      metadata: { buildInvocationID: "1-1", completeness: { parameters: true }, reproducible: false },
      materials: [{ uri: "git+https://github.com/org/r", digest: { sha1: COMMIT } }],
    });
    expect(generator.headline).toBe("Built by slsa-github-generator on GitHub Actions from org/r@0123456");
    expect([
      facts(generator, "Ref"),
      facts(generator, "Invocation"),
      facts(generator, "Reproducible"),
    ]).toEqual([["refs/heads/main"], ["1-1"], ["no"]]);
    expect([rows(generator, "parameters"), rows(generator, "environment")]).toEqual([
      [{ field: "a", value: 1 }],
      [{ field: "CI", value: "true" }],
    ]);

    const buildKit = predicated("https://slsa.dev/provenance/v0.2", {
      builder: { id: "" },
      buildType: "https://mobyproject.org/buildkit@v1",
      invocation: { configSource: { entryPoint: "Dockerfile" } },
      buildConfig: { llbDefinition: [{ id: "step0" }] },
      metadata: {
        "https://mobyproject.org/buildkit@v1#metadata": {
          vcs: { source: "https://github.com/org/r.git", revision: COMMIT },
        },
        "https://mobyproject.org/buildkit@v1#hermetic": true,
      },
      materials: [],
    });
    expect(buildKit.headline).toBe("Built by BuildKit from org/r@0123456");
    expect([facts(buildKit, "Detail (guessed)"), facts(buildKit, "Hermetic")]).toEqual([
      ["mode=max"],
      ["yes"],
    ]);
  });

  it("v0.1 with its recipe, and in-toto's before it", () => {
    const predicate = {
      builder: { id: "https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.3" },
      recipe: { type: "t", entryPoint: "cloudbuild.yaml", arguments: { steps: [] } },
      metadata: { buildInvocationId: "x", buildStartedOn: "2022-01-01T00:00:00Z" },
      materials: [{ uri: "https://github.com/org/r", digest: { sha1: COMMIT } }],
    };
    for (const type of ["https://slsa.dev/provenance/v0.1", "https://in-toto.io/Provenance/v0.1"]) {
      const report = predicated(type, predicate);
      expect(report).toMatchObject({
        kind: "provenance",
        headline: "Built by Google Cloud Build from org/r@0123456",
      });
      expect([
        facts(report, "Entry point"),
        facts(report, "Build type"),
        facts(report, "Invocation"),
      ]).toEqual([["cloudbuild.yaml"], ["t"], ["x"]]);
    }
  });

  it("of a shape that nobody knows is shown field by field", () => {
    const report = predicated("https://scout.docker.com/provenance/v0.1", { image: { digest: "sha256:x" } });
    expect(report).toMatchObject({ kind: "provenance", title: "Scout provenance" });
    expect(rows(report, "predicate")).toEqual([{ field: "image.digest", value: "sha256:x" }]);
  });
});
