// Every real file beside the repository: its report shows each fact that the index lists for it.
import { describe, expect, it } from "vitest";
import { missingFacts } from "../../scripts/test-support/must-show.ts";
import { FIXTURES, type Fixture, fixtureBytes, TOOLS } from "./fixtures.test-support.ts";
import { inspectArtifact, inspectDocument, type Report } from "./index.ts";
import { OWN_FAULT } from "./read-document.ts";

it.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(FIXTURES).toBeDefined(),
);
if (!FIXTURES) console.warn("The shared fixtures are not beside this repository: no real file is read.");

describe.skipIf(!FIXTURES)("real files", () => {
  const fixtures = FIXTURES ?? [];

  it("are all of them", () => expect(fixtures.length).toBeGreaterThanOrEqual(173));

  it.each(fixtures.map((fixture): [string, Fixture] => [fixture.file, fixture]))("%s", (_, fixture) => {
    const reports = reportsOf(fixture);
    expect(reports.flatMap(({ problems }) => problems)).not.toContain(OWN_FAULT);
    expect(reports.every(({ headline, title }) => headline !== "" && title !== "")).toBe(true);
    expect(missingFacts(fixture.kind, fixture.mustShow ?? {}, reports)).toEqual([]);
  });
});

function reportsOf({ file, kind, sha256 }: Fixture): Report[] {
  const bytes = fixtureBytes(file);
  const digest = `sha256:${sha256}`;
  if (kind === "cosign-sig-manifest") return signatureReports(bytes, digest);
  // An empty object is all that this file holds: only its type can say what it should be.
  const mediaType = kind === "openvex" ? "application/vnd.openvex+json" : "";
  return inspectDocument({ bytes, digest, mediaType }, TOOLS);
}

/** The manifest with the payload that its layer names, as a registry holds them, and the manifest alone. */
function signatureReports(manifest: Uint8Array, digest: string): Report[] {
  const payload = fixtureBytes("cosign-legacy-sig/payload.json");
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const blobs = [{ digest: `sha256:${TOOLS.sha256(payload)}`, bytes: payload }];
  const artifact = { manifest, descriptor: { mediaType, digest, size: manifest.length }, blobs };
  return [...inspectArtifact(artifact, TOOLS), ...inspectDocument({ bytes: manifest }, TOOLS)];
}
