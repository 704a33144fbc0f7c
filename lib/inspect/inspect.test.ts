// The way in: which report an artifact gets, how many, and what is said of what could not be had.
import { describe, expect, it } from "vitest";
import { TOOLS } from "./fixtures.test-support.ts";
import { inspectArtifact } from "./index.ts";
import {
  artifactOf,
  facts,
  inspected,
  inspectedArtifact,
  rows,
  SUBJECT,
  statementOf,
} from "./inspect.test-support.ts";

const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
const IMAGE = "application/vnd.oci.image.config.v1+json";

describe("manifests as such", () => {
  it("an image, and an index of two", () => {
    expect(
      inspectedArtifact({ config: IMAGE, layers: [{ type: LAYER, size: 10, digest: SUBJECT }] }),
    ).toMatchObject([{ inspector: "manifest", kind: "image", headline: "Image of 1 layer" }]);
    const platform = { os: "linux", architecture: "arm64", variant: "v8" };
    const child = {
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      digest: SUBJECT,
      size: 1,
      platform,
    };
    const index = inspected({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [child, child],
    });
    expect(index).toMatchObject({ kind: "index", headline: "Image index of 2 manifests" });
    expect(rows(index, "manifests")[0]).toMatchObject({ digest: SUBJECT, platform: "linux/arm64/v8" });
  });

  it("one that cannot be parsed says why, and is shown as JSON", () => {
    const report = inspected({ schemaVersion: 2, layers: [{ mediaType: 7 }], config: "x" });
    expect(report.kind).toBe("unknown");
    expect(rows(report, "fields").length).toBeGreaterThan(0);
  });
});

describe("artifacts of several layers", () => {
  const statement = (type: string, predicate: unknown) => ({
    type: "application/vnd.in-toto+json",
    content: statementOf(type, predicate),
    annotations: { "in-toto.io/predicate-type": "https://spdx.dev/Document" },
  });

  it("are a report each, told by their content and not by their annotations", () => {
    const reports = inspectedArtifact({
      artifactType: "application/vnd.docker.attestation.manifest.v1+json",
      config: IMAGE,
      subject: SUBJECT,
      layers: [
        statement("https://spdx.dev/Document", { spdxVersion: "SPDX-2.3", packages: [] }),
        statement("https://slsa.dev/provenance/v1", { buildDefinition: {}, runDetails: {} }),
      ],
    });
    expect(reports.map(({ kind }) => kind)).toEqual(["sbom", "provenance"]);
    expect(reports.map((report) => facts(report, "The content names it"))).toEqual([["yes"], ["yes"]]);
    expect(facts(reports[0], "The bytes have this digest")).toEqual(["yes"]);
  });

  it("about another image than they are attached to say so", () => {
    const [report] = inspectedArtifact({
      artifactType: "application/vnd.in-toto+json",
      subject: `sha256:${"00".repeat(32)}`,
      layers: [statement("https://spdx.dev/Document", { spdxVersion: "SPDX-2.3" })],
    });
    expect(facts(report, "The content names it")).toEqual(["no"]);
  });

  it("that could not be fetched stay what their types say, and never read as empty", () => {
    const artifact = {
      artifactType: "application/spdx+json",
      subject: SUBJECT,
      layers: [{ type: "application/octet-stream", digest: SUBJECT }],
    };
    const [report] = inspectedArtifact(artifact);
    expect(report?.problems[0]).toBe(
      "Its content could not be read: it was not fetched. What is shown comes from the manifest.",
    );
    expect(report?.problems).not.toContain("The SBOM is empty: it lists no packages.");
    expect(report).toMatchObject({
      kind: "sbom",
      title: "SPDX SBOM",
      headline: "Said to be SPDX SBOM, and not read: no content",
    });
  });

  it("whose bytes are not those that were named say so", () => {
    const [report] = inspectedArtifact({
      artifactType: "application/spdx+json",
      layers: [
        {
          type: "application/spdx+json",
          content: { spdxVersion: "SPDX-2.3", packages: [{ name: "a" }] },
          digest: SUBJECT,
        },
      ],
    });
    expect(facts(report, "The bytes have this digest")).toEqual(["no"]);
    expect(report?.problems).toEqual(["The bytes do not have the digest by which they were named."]);
  });
});

describe("what nobody knows", () => {
  it.each([
    [new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2]), "compressed with gzip"],
    [new Uint8Array([0, 1, 2, 3]), "bytes"],
    ["plain words", "text"],
    ["<html></html>", "XML"],
    [{ a: 1 }, "JSON"],
    [new Uint8Array(), "no content"],
  ])("%j is shown as %s", (content, form) => {
    const report = inspected(content, { mediaType: "application/x-own" });
    expect(report).toMatchObject({
      inspector: "unknown",
      kind: "unknown",
      title: "application/x-own",
      headline: `No reader knows this: ${form}`,
    });
    expect(facts(report, "Form")).toEqual([form]);
  });
});

it("takes and gives plain data, so that a worker can do it", () => {
  const artifact = artifactOf({
    artifactType: "application/spdx+json",
    subject: SUBJECT,
    layers: [
      { type: "application/spdx+json", content: { spdxVersion: "SPDX-2.3", packages: [{ name: "a" }] } },
    ],
  });
  const reports = inspectArtifact(structuredClone(artifact), TOOLS);
  expect(structuredClone(reports)).toEqual(reports);
  expect(JSON.parse(JSON.stringify(reports))).toEqual(reports);
});
