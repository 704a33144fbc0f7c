import { describe, expect, it } from "vitest";
import type { Descriptor, Manifest } from "#lib/oci";
import { prove } from "./prove.ts";

const D = `sha256:${"1".repeat(64)}`;
const OTHER = `sha256:${"2".repeat(64)}`;
const to = (digest: string): Descriptor => ({ mediaType: "m", digest, size: 1 });
const manifest = (fields: Partial<Manifest>): Manifest => ({
  form: "oci-image",
  mediaType: "m",
  layers: [],
  manifests: [],
  annotations: {},
  json: {},
  warnings: [],
  ...fields,
});

describe("prove", () => {
  it("verifies by subject, and makes a tag's claim a reference", () => {
    expect(prove(manifest({ subject: to(D) }), D, "tag")).toEqual({ relation: "refers", proof: "verified" });
  });

  it("verifies by Proposal E's refers, and says so", () => {
    expect(prove(manifest({ refers: to(D) }), D, "refers")).toMatchObject({
      proof: "verified",
      reason: "by Proposal E's field refers",
    });
  });

  it("keeps an index's own relation when the attestation also has a subject", () => {
    expect(prove(manifest({ subject: to(D) }), D, "in-index")).toEqual({
      relation: "in-index",
      proof: "verified",
    });
  });

  it("contradicts when the manifest names another", () => {
    expect(prove(manifest({ subject: to(OTHER) }), D, "refers")).toEqual({
      relation: "refers",
      proof: "contradicted",
      reason: `names ${OTHER} instead`,
    });
  });

  it("leaves a claim when the manifest names nothing", () => {
    expect(prove(manifest({}), D, "tag")).toMatchObject({ relation: "tag", proof: "claimed" });
    expect(prove(manifest({}), D, "refers")).toMatchObject({ relation: "refers", proof: "claimed" });
    expect(prove(manifest({}), D, "in-index")).toMatchObject({ relation: "in-index", proof: "claimed" });
  });

  it("does not compare digests of two algorithms", () => {
    const subject = to(`sha512:${"3".repeat(128)}`);
    expect(prove(manifest({ subject }), D, "refers").proof).toBe("claimed");
  });

  it("takes either field when both are there", () => {
    expect(prove(manifest({ subject: to(OTHER), refers: to(D) }), D, "refers").proof).toBe("verified");
  });
});
