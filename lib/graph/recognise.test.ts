import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Descriptor, MEDIA_TYPES, parseManifest } from "#lib/oci";
import { descriptor, manifest } from "./__fixtures__/manifests.ts";
import { platformName } from "./platform.ts";
import { recognise } from "./recognise.ts";
import { nodeKindSchema } from "./shapes.ts";

const OCI = MEDIA_TYPES.ociConfig;

describe("what no convention knows", () => {
  test.each([
    ["an image of no platform", { config: OCI }, "image", "image"],
    ["an image with layers of its own type", { config: OCI, layers: ["application/acme"] }, "image", "image"],
    [
      "the same, attached",
      { config: OCI, layers: ["application/acme"], subject: true },
      "unknown",
      "application/acme",
    ],
    ["an index", { form: "index" }, "index", "image index"],
    [
      "an index of some type",
      { form: "index", artifactType: "application/acme" },
      "other",
      "application/acme",
    ],
    [
      "a type of its own",
      { artifactType: "application/vnd.acme+json" },
      "other",
      "application/vnd.acme+json",
    ],
    ["a config of its own", { config: "application/vnd.acme+json" }, "other", "application/vnd.acme+json"],
    ["nothing at all", {}, "unknown", "application/vnd.oci.empty.v1+json"],
    ["a type made to mislead", { artifactType: "unknown/unknown" }, "other", "untyped artifact"],
    ["a type with a line in it", { artifactType: "a/b\n\u202Ec" }, "other", "a/b��c"],
    ["an object's own names", { artifactType: "constructor" }, "other", "constructor"],
  ] as const)("%s", (_, written, kind, title) => {
    const read = manifest({ ...written, layers: "layers" in written ? [...written.layers] : [] });
    expect(recognise({ manifest: read, descriptor: descriptor(read.mediaType) })).toMatchObject({
      kind,
      title,
    });
  });

  test("a schema 1 image is told by its media type alone", () => {
    const listed = descriptor(MEDIA_TYPES.dockerSchema1Signed);
    expect(recognise({ descriptor: listed })).toMatchObject({
      kind: "image",
      title: "Docker schema 1 image",
    });
  });
});

describe("what was named and not read", () => {
  test.each<
    [string, Partial<Descriptor> & { mediaType?: string }, string | undefined, string, string, string]
  >([
    ["a list's type", { artifactType: "application/spdx+json" }, undefined, "sbom", "SPDX SBOM", "list"],
    [
      "a list's type of its own",
      { artifactType: "application/acme" },
      undefined,
      "other",
      "application/acme",
      "list",
    ],
    ["a list that says nothing", {}, undefined, "unknown", "unread manifest", "media type"],
    [
      "what old clients write",
      { artifactType: MEDIA_TYPES.ociEmpty },
      undefined,
      "unknown",
      "unread manifest",
      "media type",
    ],
    [
      "an image's config as type",
      { artifactType: OCI },
      undefined,
      "unknown",
      "unread manifest",
      "media type",
    ],
    [
      "a platform",
      { platform: { os: "linux", architecture: "arm64", variant: "v8" } },
      undefined,
      "image",
      "linux/arm64/v8",
      "list",
    ],
    [
      "BuildKit's no platform",
      { platform: { os: "unknown", architecture: "unknown" } },
      undefined,
      "unknown",
      "unread manifest",
      "media type",
    ],
    [
      "BuildKit's annotation",
      { annotations: { "vnd.docker.reference.type": "attestation-manifest" } },
      undefined,
      "attestation",
      "BuildKit attestation",
      "annotation",
    ],
    [
      "a predicate hint",
      {
        artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        annotations: { "dev.sigstore.bundle.predicateType": "https://openvex.dev/ns/v0.2.0" },
      },
      undefined,
      "vex",
      "OpenVEX",
      "annotation",
    ],
    ["an index", { mediaType: MEDIA_TYPES.ociIndex }, undefined, "index", "image index", "media type"],
    [
      "an artifact manifest",
      { mediaType: MEDIA_TYPES.ociArtifact },
      undefined,
      "unknown",
      "unread artifact",
      "media type",
    ],
    ["no media type", { mediaType: "" }, undefined, "unknown", "unread", "media type"],
    ["a signature tag", {}, ".sig", "signature", "cosign .sig tag", "tag"],
    ["an attestation tag", {}, ".att", "attestation", "cosign .att tag", "tag"],
    ["an SBOM tag", {}, "sbom", "sbom", "cosign .sbom tag", "tag"],
    ["a tag of an object's own name", {}, ".constructor", "unknown", "unread manifest", "media type"],
    [
      "a media type of an object's own name",
      { mediaType: "constructor" },
      undefined,
      "unknown",
      "constructor",
      "media type",
    ],
  ])("%s", (_, { mediaType = MEDIA_TYPES.ociManifest, ...over }, tagSuffix, kind, title, kindBy) => {
    expect(recognise({ descriptor: descriptor(mediaType, over), tagSuffix })).toEqual({
      kind,
      title,
      kindBy,
    });
  });
});

describe("the manifest speaks before the list", () => {
  test("a fallback index with the wrong type and annotations is not believed", () => {
    const read = manifest({ artifactType: "application/vnd.cyclonedx+json" });
    const listed = descriptor(read.mediaType, {
      artifactType: MEDIA_TYPES.ociEmpty,
      annotations: { "in-toto.io/predicate-type": "https://openvex.dev/ns" },
    });
    expect(recognise({ manifest: read, descriptor: listed })).toMatchObject({
      kind: "sbom",
      title: "CycloneDX SBOM",
    });
  });

  test("a manifest of many statements says how many, and carries each kind", () => {
    const types = ["https://spdx.dev/Document", "https://slsa.dev/provenance/v1", "https://openvex.dev/ns"];
    const layers = types.map((type) => ({
      type: "application/vnd.in-toto+json",
      annotations: { "in-toto.io/predicate-type": type },
    }));
    const read = manifest({ config: OCI, layers });
    expect(recognise({ manifest: read, descriptor: descriptor(read.mediaType), inIndex: true })).toEqual({
      kind: "sbom",
      title: "BuildKit 3 statements",
      kindBy: "annotation",
      carries: ["sbom", "provenance", "vex"],
    });
  });

  test("50,000 layers, each of its own type, are told in a moment", () => {
    const layers = Array.from({ length: 50_000 }, (_, i) => `application/x${i}`);
    const read = manifest({ config: OCI, layers, subject: true });
    const began = performance.now();
    expect(recognise({ manifest: read, descriptor: descriptor(read.mediaType) }).kind).toBe("unknown");
    expect(performance.now() - began).toBeLessThan(500);
  });

  test("any text gives a title that is one short line, never unknown/unknown", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constant("unknown/unknown"),
    );
    const annotations = fc.dictionary(fc.constantFrom("in-toto.io/predicate-type", "a"), text);
    fc.assert(
      fc.property(
        text,
        text,
        annotations,
        text,
        fc.boolean(),
        (artifactType, config, hints, tagSuffix, isRead) => {
          const layer = { type: "application/vnd.in-toto+json", annotations: hints };
          const read = isRead ? manifest({ artifactType, config, layers: [layer] }) : undefined;
          const listed = descriptor(MEDIA_TYPES.ociManifest, {
            artifactType,
            annotations: hints,
            platform: { os: artifactType, architecture: config },
          });
          const { kind, title } = recognise({ manifest: read, descriptor: listed, tagSuffix });
          expect(nodeKindSchema.options).toContain(kind);
          expect(title).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,256}$/u);
          expect(title).not.toBe("unknown/unknown");
        },
      ),
    );
  });
});

describe("platforms", () => {
  test.each([
    [{ os: "linux", architecture: "arm", variant: "v7" }, "linux/arm/v7"],
    [
      { os: "windows", architecture: "amd64", "os.version": "10.0.20348.2113" },
      "windows/amd64 10.0.20348.2113",
    ],
    [{ os: "unknown", architecture: "unknown" }, undefined],
    [{ os: "", architecture: "amd64" }, undefined],
  ])("%j", (platform, name) => {
    expect(platformName(platform)).toBe(name);
  });
});

const FIXTURES = new URL("../../../shared/fixtures/", import.meta.url).pathname;
const areThere = (() => {
  try {
    return readdirSync(FIXTURES).length > 0;
  } catch {
    return false;
  }
})();

describe("real manifests", () => {
  test("the fixtures are there", ({ skip }) => {
    if (!areThere && !process.env.CI) skip("../shared/fixtures is absent: real manifests were not tried");
    expect(areThere).toBe(true);
  });

  test.runIf(areThere).each([
    ["buildkit-layouts/unsigned-index", ["image index", "image", "BuildKit SBOM + provenance"]],
    ["buildkit-layouts/containerd-subject-layout", ["image index", "image", "BuildKit SBOM"]],
    [
      "cosign-legacy-att-layouts/v1.8.0",
      ["image index", "image", "BuildKit provenance", "SLSA provenance v0.2"],
    ],
    [
      "cosign-legacy-att-layouts/v2.1.0",
      ["image index", "image", "BuildKit provenance", "SLSA provenance v0.2"],
    ],
    ["notation/oci-layout", ["image"]],
  ])("%s", (layout, titles) => {
    const manifests = manifestsIn(join(FIXTURES, layout));
    const found = manifests.map(
      ({ read, listed }) => recognise({ manifest: read, descriptor: listed }).title,
    );
    expect(new Set(found)).toEqual(new Set(titles));
  });

  test.runIf(areThere)("cosign-legacy-sig", () => {
    const read = parseManifest(readFileSync(join(FIXTURES, "cosign-legacy-sig/manifest.json")));
    expect(recognise({ manifest: read, descriptor: descriptor(read.mediaType), tagSuffix: ".sig" })).toEqual({
      kind: "signature",
      title: "cosign signature",
      kindBy: "layer",
    });
  });
});

/** Every manifest of an OCI layout, with the descriptor by which an index in it names it. */
function manifestsIn(layout: string) {
  const blobs = join(layout, "blobs/sha256");
  const read = readdirSync(blobs).flatMap((name) => {
    try {
      return [{ digest: `sha256:${name}`, read: parseManifest(readFileSync(join(blobs, name))) }];
    } catch {
      return [];
    }
  });
  const listed = new Map(
    read.flatMap(({ read: { manifests } }) => manifests).map((each) => [each.digest, each]),
  );
  return read.map((each) => {
    const known = listed.get(each.digest);
    // Only what marks an attestation is handed on: titles are by content here, not by platform.
    return { read: each.read, listed: descriptor(each.read.mediaType, { annotations: known?.annotations }) };
  });
}
