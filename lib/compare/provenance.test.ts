import { describe, expect, it } from "vitest";
import { inspectDocument } from "#lib/inspect";
import { TOOLS } from "./compare.test-support.ts";
import { compareProvenance, type Provenance, provenanceOf } from "./index.ts";

const COMMITS = { a: "a".repeat(40), b: "b".repeat(40) };

function provenance(
  id: string,
  over: { commit?: string; builder?: string; target?: string; place?: string } = {},
): Provenance {
  const uri = "git+https://github.com/acme/app@refs/heads/main";
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "app", digest: { sha256: "ab".repeat(32) } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: {
          workflow: {
            repository: "https://github.com/acme/app",
            ref: "refs/heads/main",
            path: ".github/release.yml",
          },
          ...(over.target ? { target: over.target } : {}),
        },
        resolvedDependencies: [{ uri, digest: { gitCommit: over.commit ?? COMMITS.a } }],
      },
      runDetails: {
        builder: { id: over.builder ?? "https://github.com/actions/runner/github-hosted" },
        metadata: {
          invocationId: `https://github.com/acme/app/actions/runs/${id}`,
          startedOn: `2026-11-2${id}T00:00:00Z`,
        },
      },
    },
  };
  const [report] = inspectDocument({ bytes: new TextEncoder().encode(JSON.stringify(statement)) }, TOOLS);
  const where = { digest: `sha256:${id}`, about: "the index", place: over.place ?? "root", foundBy: [] };
  const read = report && provenanceOf(report, where);
  if (!read) throw new Error("that is no provenance");
  return read;
}

/** The same build, as either version of the specification writes it. */
function form(version: "v0.2" | "v1", started: string): Provenance {
  const [repository, ref] = ["git+https://github.com/acme/app", "refs/heads/main"];
  const [builder, buildType] = [{ id: "https://build.example" }, "https://build.example/make"];
  const predicate =
    version === "v1"
      ? {
          buildDefinition: {
            ...{ buildType, externalParameters: { source: repository, target: "release" } },
            resolvedDependencies: [{ uri: repository, digest: { gitCommit: COMMITS.a } }],
          },
          runDetails: { builder, metadata: { invocationId: "7", startedOn: started } },
        }
      : {
          ...{ builder, buildType },
          invocation: {
            configSource: { uri: `${repository}@${ref}`, digest: { sha1: COMMITS.a } },
            parameters: { target: "release" },
          },
          metadata: { buildInvocationID: "7", buildStartedOn: started },
        };
  const statement = {
    _type: `https://in-toto.io/Statement/${version === "v1" ? "v1" : "v0.1"}`,
    subject: [{ name: "app", digest: { sha256: "ab".repeat(32) } }],
    predicateType: `https://slsa.dev/provenance/${version}`,
    predicate,
  };
  const [report] = inspectDocument({ bytes: new TextEncoder().encode(JSON.stringify(statement)) }, TOOLS);
  const where = { digest: `sha256:${version}`, about: "the index", place: "root", foundBy: [] };
  const read = report && provenanceOf(report, where);
  if (!read) throw new Error("that is no provenance");
  return read;
}

const states = ({ rows }: ReturnType<typeof compareProvenance>[number]) =>
  Object.fromEntries(rows.map(({ name, state }) => [name, state]));

describe("compareProvenance", () => {
  it("holds builder, source, commit, build type, times and parameters against each other", () => {
    const [compared] = compareProvenance(
      [provenance("1", { target: "debug" })],
      [provenance("2", { commit: COMMITS.b, target: "release" })],
      (place) => place,
    );
    expect(compared && states(compared)).toEqual({
      Builder: "same",
      "Build type": "same",
      Source: "same",
      Commit: "differs",
      Ref: "same",
      "Entry point": "same",
      Invocation: "differs",
      Started: "differs",
    });
    expect(compared?.rows.find(({ name }) => name === "Commit")).toMatchObject({
      left: [COMMITS.a],
      right: [COMMITS.b],
    });
    expect(compared?.parameters).toEqual([
      { name: "target", left: ["debug"], right: ["release"], state: "differs" },
    ]);
    expect(compared?.sameParameters).toBe(3);
  });

  it("takes one moment in two zones, and one place with and without its revision, for the same", () => {
    const [v1, v02] = [form("v1", "2026-11-21T01:30:00+01:00"), form("v0.2", "2026-11-21T00:30:00Z")];
    const [compared] = compareProvenance([v02], [v1], (place) => place);
    expect(compared && states(compared)).toEqual({
      ...{ Builder: "same", "Build type": "same", Source: "same", Commit: "same", Ref: "left-only" },
      ...{ Invocation: "same", Started: "same" },
    });
    // Each version of the specification names its parameters another way.
    expect(compared).toMatchObject({ parameters: [], sameParameters: 0 });
    expect(compared?.note).toBe(
      "Their parameters are not held against each other: the left is https://slsa.dev/provenance/v0.2, the right https://slsa.dev/provenance/v1.",
    );
  });

  it("says why the side that shows none may have one", () => {
    const [compared] = compareProvenance(
      [provenance("1")],
      [],
      (place) => place,
      (side) => `${side}: 429`,
    );
    expect(compared?.open).toBe("right: 429");
  });

  it("pairs those of one builder about places that stand beside each other", () => {
    const left = [
      provenance("1", { builder: "https://gitlab.com/x" }),
      provenance("2"),
      provenance("3", { place: "amd" }),
    ];
    const right = [provenance("4"), provenance("5", { builder: "https://gitlab.com/x" })];
    const compared = compareProvenance(left, right, (place) => place);
    expect(compared.map((each) => [each.left?.digest, each.right?.digest])).toEqual([
      ["sha256:1", "sha256:5"],
      ["sha256:2", "sha256:4"],
      ["sha256:3", undefined],
    ]);
    expect(compared[2] && Object.values(states(compared[2]))).not.toContain("differs");
  });

  it("pairs an artifact with itself, whatever stands before it", () => {
    const [left, right] = [[provenance("1"), provenance("2")], [provenance("2")]];
    const compared = compareProvenance(left, right, (place) => place);
    expect(compared.map((each) => [each.left?.digest, each.right?.digest])).toEqual([
      ["sha256:1", undefined],
      ["sha256:2", "sha256:2"],
    ]);
  });

  it("tells what the right alone has", () => {
    const [compared] = compareProvenance([], [provenance("1")], (place) => place);
    expect(compared && Object.values(states(compared)).every((state) => state === "right-only")).toBe(true);
  });

  it("is no provenance where nothing could be read, or where it is something else", () => {
    const where = { digest: "", about: "", place: "", foundBy: [] };
    const report = (kind: "provenance" | "sbom") => ({
      ...{
        inspector: "x",
        kind,
        title: "t",
        headline: "h",
        facts: [],
        tables: [],
        subjects: [],
        problems: [],
        raw: [],
      },
    });
    expect(provenanceOf(report("provenance"), where)).toBeUndefined();
    expect(provenanceOf(report("sbom"), where)).toBeUndefined();
  });
});
