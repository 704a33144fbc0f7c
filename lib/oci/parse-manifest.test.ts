import { describe, expect, it } from "vitest";
import { type Manifest, MEDIA_TYPES, parseManifest, platformText } from "./index.ts";

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const parse = (value: unknown, contentType?: string): Manifest =>
  parseManifest(bytes(value), { contentType });
const hex = (n: number) => n.toString(16).padStart(64, "0");
const blob = (n: number, mediaType = "application/octet-stream") => ({
  mediaType,
  digest: `sha256:${hex(n)}`,
  size: n,
});

const config = blob(1, MEDIA_TYPES.ociConfig);
const subject = blob(9, MEDIA_TYPES.ociManifest);
const image = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config, layers: [blob(2), blob(3)] };
const child = {
  ...blob(4, MEDIA_TYPES.ociManifest),
  platform: { os: "linux", architecture: "arm64", variant: "v8" },
};
const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [child, blob(5)] };
const artifact = { mediaType: MEDIA_TYPES.ociArtifact, artifactType: "text/x", blobs: [blob(6)], subject };
const schema1 = {
  schemaVersion: 1,
  name: "a/b",
  tag: "1",
  architecture: "amd64",
  fsLayers: [{ blobSum: `sha256:${hex(7)}` }],
  history: [],
};
const signed1 = { ...schema1, signatures: [{ signature: "x" }] };

const refused = (value: unknown, told: string | RegExp, contentType?: string) =>
  expect(() => parse(value, contentType)).toThrow(
    expect.objectContaining({ code: "malformed-answer", message: expect.stringMatching(told) }),
  );

describe("the seven forms", () => {
  it.each([
    [
      "an OCI image",
      image,
      MEDIA_TYPES.ociManifest,
      { form: "oci-image", config, layers: image.layers, manifests: [] },
    ],
    [
      "an OCI index",
      index,
      MEDIA_TYPES.ociIndex,
      { form: "oci-index", layers: [], manifests: index.manifests },
    ],
    [
      "a Docker image",
      { ...image, mediaType: MEDIA_TYPES.dockerManifest },
      MEDIA_TYPES.dockerManifest,
      { form: "docker-image", config },
    ],
    [
      "a Docker list",
      { ...index, mediaType: MEDIA_TYPES.dockerList },
      MEDIA_TYPES.dockerList,
      { form: "docker-list", manifests: index.manifests },
    ],
    [
      "Docker schema 1",
      schema1,
      MEDIA_TYPES.dockerSchema1,
      { form: "docker-schema1", mediaType: MEDIA_TYPES.dockerSchema1, layers: [] },
    ],
    [
      "Docker schema 1, signed",
      signed1,
      MEDIA_TYPES.dockerSchema1Signed,
      { form: "docker-schema1", mediaType: MEDIA_TYPES.dockerSchema1Signed },
    ],
    [
      "an OCI artifact manifest",
      artifact,
      MEDIA_TYPES.ociArtifact,
      { form: "oci-artifact", layers: artifact.blobs, subject, artifactType: "text/x" },
    ],
    [
      "an ORAS artifact manifest",
      { ...artifact, mediaType: MEDIA_TYPES.orasArtifact },
      MEDIA_TYPES.orasArtifact,
      { form: "oras-artifact", layers: artifact.blobs, subject },
    ],
  ])("%s", (_, value, contentType, read) => {
    const manifest = parse(value, `${contentType}; charset=utf-8`);
    expect(manifest).toMatchObject({ mediaType: contentType, json: value, ...read });
    expect(parse(value).form).toBe(manifest.form);
    if (manifest.form !== "docker-schema1") expect(manifest.warnings).toEqual([]);
    else expect(manifest.warnings.join()).toContain("schema 1");
  });

  it.each([
    [
      "an index by its manifests",
      { schemaVersion: 2, manifests: [] },
      undefined,
      "oci-index",
      MEDIA_TYPES.ociIndex,
    ],
    ["an image by its config", { schemaVersion: 2, config }, undefined, "oci-image", MEDIA_TYPES.ociManifest],
    ["an artifact by its blobs", { blobs: [] }, undefined, "oci-artifact", MEDIA_TYPES.ociArtifact],
    [
      "a Docker image by Content-Type",
      { ...image, mediaType: undefined },
      MEDIA_TYPES.dockerManifest,
      "docker-image",
      MEDIA_TYPES.dockerManifest,
    ],
    [
      "an empty mediaType is none",
      { ...image, mediaType: "" },
      MEDIA_TYPES.ociManifest,
      "oci-image",
      MEDIA_TYPES.ociManifest,
    ],
    [
      "the body's own type in another case",
      { ...image, mediaType: MEDIA_TYPES.ociManifest.toUpperCase() },
      MEDIA_TYPES.ociManifest,
      "oci-image",
      MEDIA_TYPES.ociManifest.toUpperCase(),
    ],
    [
      "an index whose Content-Type is HTML, without a type of its own",
      { schemaVersion: 2, manifests: [] },
      "text/html",
      "oci-index",
      MEDIA_TYPES.ociIndex,
    ],
    [
      "an unknown type by its shape",
      { ...image, mediaType: "application/vnd.new.manifest.v9+json" },
      undefined,
      "oci-image",
      "application/vnd.new.manifest.v9+json",
    ],
  ])("recognises %s", (_, value, contentType, form, mediaType) => {
    expect(parse(value, contentType)).toMatchObject({ form, mediaType });
  });

  it("keeps unknown fields", () => {
    const extended = { ...image, config: { ...config, "x-new": 1 }, future: { deep: [1] } };
    const manifest = parse(extended);
    expect(manifest.json).toEqual(extended);
    expect(manifest.config).toMatchObject({ "x-new": 1 });
  });

  it.each([
    ["no object", "[]", "not a JSON object"],
    ["an error body", { errors: [{ code: "UNAUTHORIZED" }] }, "no manifest"],
    ["an empty object", {}, "no manifest"],
    [
      "an image's configuration",
      { architecture: "amd64", os: "linux", config: { Env: [] }, rootfs: {} },
      "no manifest",
    ],
    ["a SBOM", { mediaType: "application/spdx+json", name: "x" }, "is no manifest's type"],
    ["a media type that is a number", { ...image, mediaType: 5 }, "not a string"],
    ["an image without config", { ...image, config: undefined }, "config"],
    ["layers that are no list", { ...image, layers: "x" }, "layers"],
    ["manifests that are no list", { ...index, manifests: {} }, "manifests"],
    ["blobs that are no list", { ...artifact, blobs: 1 }, "blobs"],
    ["artifactType that is no string", { ...image, artifactType: {} }, "artifactType"],
  ])("refuses %s", (_, value, told) => refused(value, told));
});

describe("Content-Type against the body", () => {
  it.each([
    [image, MEDIA_TYPES.dockerManifest],
    [image, MEDIA_TYPES.ociIndex],
    [image, "text/html"],
    [index, MEDIA_TYPES.dockerList],
    [artifact, MEDIA_TYPES.orasArtifact],
  ])("refuses %j as %s", (value, contentType) => refused(value, "Content-Type says", contentType));

  it.each([
    "application/json",
    "text/plain; charset=utf-8",
    "application/octet-stream",
    "binary/octet-stream",
    "",
  ])("warns of %j, which says nothing", (contentType) => {
    expect(parse(image, contentType)).toMatchObject({
      form: "oci-image",
      warnings: [expect.stringContaining("Content-Type says")],
    });
  });
});

describe("artifactType", () => {
  it.each([
    ["declared, of an image", { ...image, artifactType: "text/a" }, "text/a", "text/a"],
    ["the config's media type, of an image", image, MEDIA_TYPES.ociConfig, undefined],
    [
      "the config's media type, where it is empty",
      { ...image, artifactType: "" },
      MEDIA_TYPES.ociConfig,
      undefined,
    ],
    ["declared, of an index", { ...index, artifactType: "text/a" }, "text/a", "text/a"],
    ["none, of an index without", index, undefined, undefined],
    ["declared, of an artifact manifest", artifact, "text/x", "text/x"],
    ["none, of an artifact manifest without", { ...artifact, artifactType: null }, undefined, undefined],
  ])("is %s", (_, value, artifactType, declaredArtifactType) => {
    const manifest = parse(value);
    expect(manifest.artifactType).toBe(artifactType);
    expect(manifest.declaredArtifactType).toBe(declaredArtifactType);
  });
});

describe("odd but readable", () => {
  it("takes null for an absent list, map or field, as Go writes it", () => {
    const layer = {
      ...blob(2),
      urls: null,
      annotations: null,
      data: null,
      artifactType: null,
      platform: null,
    };
    const manifest = parse({ ...image, layers: [layer], annotations: null, subject: null, refers: null });
    expect(manifest).toMatchObject({ layers: [blob(2)], annotations: {}, warnings: [] });
    expect(manifest).not.toHaveProperty("subject");
    expect(parse({ ...image, layers: null })).toMatchObject({ layers: [], warnings: [] });
    expect(parse({ ...artifact, blobs: null })).toMatchObject({ form: "oci-artifact", layers: [] });
    expect(parse({ ...index, manifests: null })).toMatchObject({
      manifests: [],
      warnings: [expect.stringContaining("no list")],
    });
  });

  it("keeps an annotation that is no string as JSON text", () => {
    const annotations = { a: "1", b: 2, c: { d: [null] }, constructor: "x" };
    expect(parse({ ...image, annotations })).toMatchObject({
      annotations: { a: "1", b: "2", c: '{"d":[null]}', constructor: "x" },
      warnings: [expect.stringContaining("b"), expect.stringContaining("c")],
    });
    expect(parse({ ...image, annotations: ["x"] }).annotations).toEqual({});
    expect(
      parse({ ...index, manifests: [{ ...child, annotations: { n: 1 } }] }).manifests[0]?.annotations,
    ).toEqual({ n: "1" });
  });

  it("leaves out a descriptor that cannot be used, says so, and keeps the others", () => {
    const broken = [
      { mediaType: "x" },
      "text",
      { ...blob(3), digest: "sha256:short" },
      { ...blob(3), size: -1 },
      { ...blob(3), size: 1.5 },
      null,
    ];
    const manifest = parse({ ...index, manifests: [...broken, child] });
    expect(manifest.manifests).toEqual([child]);
    expect(manifest.warnings).toHaveLength(broken.length);
    expect(manifest.warnings[2]).toContain("manifests.2");
  });

  it("keeps a descriptor whose platform is malformed", () => {
    const manifest = parse({
      ...index,
      manifests: [
        { ...child, platform: { os: 5 } },
        { ...child, platform: { ...child.platform, "os.features": null } },
      ],
    });
    expect(manifest.manifests.map(({ platform }) => platform)).toEqual([undefined, child.platform]);
    expect(manifest.warnings).toHaveLength(1);
  });

  it("reads subject and Proposal E's refers side by side, each if it is a descriptor", () => {
    const both = parse({ ...image, subject, refers: blob(8) });
    expect(both).toMatchObject({ subject, refers: blob(8) });
    const bad = parse({ ...image, subject: { digest: "sha256:zz" }, refers: "x" });
    expect(bad.subject ?? bad.refers).toBeUndefined();
    expect(bad.warnings).toHaveLength(2);
  });

  it("says when the schemaVersion is wrong", () => {
    expect(parse({ ...image, schemaVersion: undefined }).warnings).toEqual(["The schemaVersion is not 2."]);
    expect(parse({ ...image, schemaVersion: "2" }).warnings).toEqual(["The schemaVersion is not 2."]);
    expect(parse(artifact).warnings).toEqual([]);
  });

  it("tells at most a hundred oddities, none longer than a paragraph", () => {
    const annotations = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`${"n".repeat(1000)}${n}`, n]),
    );
    const { warnings } = parse({ ...image, annotations });
    expect(warnings).toHaveLength(101);
    expect(Math.max(...warnings.map(({ length }) => length))).toBeLessThan(500);
  });

  it("counts the children of an index that it left out", () => {
    const list = (...manifests: unknown[]) => parse({ schemaVersion: 2, manifests });
    expect(list(blob(1), { ...blob(2), size: "2" }, null)).toMatchObject({
      manifests: [blob(1)],
      dropped: 2,
    });
    expect(list(blob(1))).not.toHaveProperty("dropped");
  });

  it("bounds the children of an index", () => {
    const entry = JSON.stringify(blob(1, "x"));
    const list = (n: number) => `{"schemaVersion":2,"manifests":[${Array(n).fill(entry).join()}]}`;
    expect(parse(list(2000)).manifests).toHaveLength(2000);
    expect(() => parse(list(50_001))).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
  });
});

describe("platformText", () => {
  it.each([
    [{ os: "linux", architecture: "arm64", variant: "v8" }, "linux/arm64/v8"],
    [{ os: "windows", architecture: "amd64", "os.version": "10.0.1" }, "windows/amd64"],
    [{ os: "unknown", architecture: "unknown" }, "unknown/unknown"],
    [{ os: "", architecture: "" }, "unknown/unknown"],
  ])("of %j is %s", (platform, text) => expect(platformText(platform)).toBe(text));
});
