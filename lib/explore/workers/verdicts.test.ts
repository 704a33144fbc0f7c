import { describe, expect, test } from "vitest";
import { CHECK_NAMES } from "#lib/evidence";
import type { NodeKind } from "#lib/graph";
import { parseManifest } from "#lib/oci";
import { manifestVerdict } from "./verdicts.ts";

const EMPTY = { mediaType: "application/vnd.oci.empty.v1+json", digest: `sha256:${"4".repeat(64)}`, size: 2 };
const CHART = {
  mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
  digest: EMPTY.digest,
  size: 9000,
};

function verdict(kind: NodeKind, layers: object[], config: object = EMPTY) {
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    ...{ config, layers },
    annotations: { "vnd.microsoft.artifact.lifecycle.end-of-life.date": "2028-04-30" },
  };
  return manifestVerdict(kind, parseManifest(new TextEncoder().encode(JSON.stringify(manifest))));
}

describe("what is read by its manifest alone", () => {
  test.each([
    ["no layer", []],
    ["an empty layer", [EMPTY]],
  ])("and has %s is a claim like any other that is not signed", (_, layers) => {
    const { state, reason, checks } = verdict("lifecycle", layers);
    expect(state).toBe("unsigned");
    expect(reason).toBe("It is not signed itself: what it says stands in its manifest, and is a claim.");
    expect(checks.map(({ name }) => name)).toEqual([...CHECK_NAMES]);
    expect(checks.find(({ name }) => name === "signature")?.result).toBe("not-applicable");
  });

  test.each<[string, NodeKind, object[], object?]>([
    ["layers that were not read", "other", [CHART]],
    ["a config that was not read", "other", [], CHART],
    ["nothing where a signature should be", "signature", []],
  ])("and has %s is not called unsigned", (_, kind, layers, config) => {
    const { state, reason } = verdict(kind, layers, config);
    expect(state).toBe("skipped");
    expect(reason).not.toMatch(/signed itself|signatures are attached/);
  });

  test.each<NodeKind>(["image", "index"])("and is an %s is not called a claim", (kind) => {
    expect(verdict(kind, [])).toMatchObject({
      state: "skipped",
      reason: expect.stringContaining(`This is an ${kind}`),
    });
  });

  test("and cannot be read is not called unsigned", () => {
    expect(manifestVerdict("lifecycle", undefined)).toMatchObject({
      ...{ state: "skipped", reason: "Its manifest could not be read, so nothing of it was verified." },
    });
  });
});
