import { describe, expect, it } from "vitest";
import { MEDIA_TYPES, parseReferrersIndex } from "./index.ts";

const parse = (value: unknown) => parseReferrersIndex(new TextEncoder().encode(JSON.stringify(value)));
const digest = (n: number) => `sha256:${n.toString(16).padStart(64, "0")}`;
const entry = (n: number) => ({
  mediaType: MEDIA_TYPES.ociManifest,
  digest: digest(n),
  size: n,
  artifactType: "text/x",
});
const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [entry(1), entry(2)] };

describe("parseReferrersIndex", () => {
  it("reads an image index", () => {
    expect(
      parse({ ...index, annotations: { "org.opencontainers.referrers.filtersApplied": "artifactType" } }),
    ).toEqual({
      form: "oci-index",
      mediaType: MEDIA_TYPES.ociIndex,
      manifests: index.manifests,
      annotations: { "org.opencontainers.referrers.filtersApplied": "artifactType" },
      dropped: 0,
      problems: [],
    });
  });

  it("reads an empty list, and null for one", () => {
    expect(parse({ ...index, manifests: [] })).toMatchObject({ manifests: [], problems: [] });
    expect(parse({ ...index, manifests: null })).toMatchObject({
      manifests: [],
      problems: [expect.stringContaining("null")],
    });
  });

  it("reads an index without a mediaType, and says so", () => {
    expect(parse({ ...index, mediaType: undefined })).toMatchObject({
      manifests: index.manifests,
      problems: [expect.stringContaining("no mediaType")],
    });
  });

  it("keeps the good entries when one is bad", () => {
    const bad = [{ ...entry(3), size: "3" }, { ...entry(4), digest: "sha256:no" }, null];
    const read = parse({
      ...index,
      manifests: [entry(1), ...bad, { ...entry(5), annotations: { n: 1 }, artifactType: null }],
    });
    expect(read.manifests.map(({ size }) => size)).toEqual([1, 5]);
    expect(read.dropped).toBe(3);
    expect(read.problems).toHaveLength(4);
    expect(read.problems[0]).toContain("manifests.1");
  });

  it("gives the index's own subject", () => {
    expect(parse({ ...index, subject: entry(9) }).subject).toEqual(entry(9));
  });

  it.each([
    ["references", { references: [entry(1)], "@nextLink": "/next" }, "/next"],
    ["referrers", { referrers: [entry(1)] }, undefined],
  ])("reads ORAS's %s", (_, value, nextLink) => {
    const read = parse(value);
    expect(read).toMatchObject({ form: "oras-list", manifests: [entry(1)], problems: [] });
    expect(read.nextLink).toBe(nextLink);
  });

  it("says when it stops at the cap", () => {
    const few = { mediaType: "x", digest: digest(1), size: 1 };
    const read = parse({ ...index, manifests: Array(50_002).fill(few) });
    expect(read.manifests).toHaveLength(50_000);
    expect(read.truncated).toContain("50000 of 50002");
  });

  it.each([
    ["an error body", { errors: [{ code: "NOT_FOUND" }] }],
    ["an empty object", {}],
    ["a list of its own", [entry(1)]],
    [
      "an image manifest",
      { schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config: entry(1), layers: [] },
    ],
    ["a Docker list", { ...index, mediaType: MEDIA_TYPES.dockerList }],
    ["another schemaVersion", { ...index, schemaVersion: 1 }],
    ["a schemaVersion that is text", { ...index, schemaVersion: "2" }],
    ["no schemaVersion", { manifests: [] }],
    ["no manifests", { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex }],
    ["manifests that are no list", { ...index, manifests: {} }],
    ["ORAS lists that are none", { references: {}, referrers: "x" }],
  ])("refuses %s: it must not read as an empty list", (_, value) => {
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: "malformed-answer" }));
  });

  it("refuses HTML", () => {
    expect(() => parseReferrersIndex(new TextEncoder().encode("<html>"))).toThrow(
      expect.objectContaining({ code: "malformed-answer", message: expect.stringContaining("HTML") }),
    );
  });
});
