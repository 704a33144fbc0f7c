// Manifests that real tools wrote: BuildKit, containerd, cosign, notation. They lie beside the repository.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  cosignTags,
  type Descriptor,
  isDigest,
  type Manifest,
  parseManifest,
  parseReferrersIndex,
  platformText,
} from "./index.ts";

const FIXTURES = new URL("../../../shared/fixtures/", import.meta.url);
const LAYOUTS = [
  "buildkit-layouts/unsigned-index",
  "buildkit-layouts/containerd-subject-layout",
  "notation/oci-layout",
  "cosign-legacy-att-layouts/v1.8.0",
  "cosign-legacy-att-layouts/v2.1.0",
];
const isHere = existsSync(FIXTURES);

it.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(isHere).toBe(true),
);
if (!isHere)
  console.warn("The shared fixtures are not beside this repository: real manifests are not tested.");

const read = (path: string) => new Uint8Array(readFileSync(new URL(path, FIXTURES)));
const blob = (layout: string, digest: string) => read(`${layout}/blobs/${digest.replace(":", "/")}`);

/** Every manifest that the layout's index leads to, with the descriptor that named it. */
function walk(layout: string): { descriptor: Descriptor; manifest: Manifest }[] {
  const blobs = new Set(readdirSync(new URL(`${layout}/blobs/sha256/`, FIXTURES)));
  const open = [...parseManifest(read(`${layout}/index.json`)).manifests];
  const found = [];
  for (let descriptor = open.shift(); descriptor; descriptor = open.shift()) {
    if (!blobs.has(descriptor.digest.slice("sha256:".length))) continue;
    const manifest = parseManifest(blob(layout, descriptor.digest), { contentType: descriptor.mediaType });
    found.push({ descriptor, manifest });
    open.push(...manifest.manifests);
  }
  return found;
}

describe.skipIf(!isHere)("real manifests", () => {
  it.each(LAYOUTS)("of %s are read without a warning, as their descriptors announce them", (layout) => {
    const manifests = walk(layout);
    expect(manifests.length).toBeGreaterThan(0);
    for (const { descriptor, manifest } of manifests) {
      expect(manifest.warnings).toEqual([]);
      expect(manifest.mediaType).toBe(descriptor.mediaType);
      const bytes = blob(layout, descriptor.digest);
      expect(`sha256:${createHash("sha256").update(bytes).digest("hex")}`).toBe(descriptor.digest);
      expect(bytes.length).toBe(descriptor.size);
      for (const { digest } of [...manifest.layers, ...manifest.manifests])
        expect(isDigest(digest)).toBe(true);
    }
  });

  it("BuildKit's attestation manifests are children without a platform, tied to a sibling by annotation", () => {
    const manifests = walk("buildkit-layouts/unsigned-index").map(({ descriptor }) => descriptor);
    const attestations = manifests.filter(({ annotations }) => annotations?.["vnd.docker.reference.type"]);
    expect(attestations.length).toBeGreaterThan(0);
    for (const { platform, annotations } of attestations) {
      expect(platform && platformText(platform)).toBe("unknown/unknown");
      expect(manifests.map(({ digest }) => digest)).toContain(annotations?.["vnd.docker.reference.digest"]);
    }
  });

  it("cosign's legacy attestations are DSSE layers of an image without artifactType", () => {
    for (const layout of LAYOUTS.filter((name) => name.startsWith("cosign"))) {
      const found = walk(layout).find(
        ({ descriptor }) => descriptor.annotations?.kind === "dev.cosignproject.cosign/atts",
      );
      expect(found?.manifest).toMatchObject({
        form: "oci-image",
        artifactType: found?.manifest.config?.mediaType,
      });
      expect(found?.manifest.declaredArtifactType).toBeUndefined();
      expect(found?.manifest.layers[0]?.mediaType).toBe("application/vnd.dsse.envelope.v1+json");
    }
  });

  it("cosign's legacy signature carries its signature in an annotation of the layer", () => {
    const manifest = parseManifest(read("cosign-legacy-sig/manifest.json"));
    expect(manifest).toMatchObject({ form: "oci-image", warnings: [] });
    expect(manifest.layers[0]?.annotations?.["dev.cosignproject.cosign/signature"]).toMatch(
      /^[A-Za-z0-9+/=]+$/,
    );
    const payload: { critical: { image: Record<string, string> } } = JSON.parse(
      new TextDecoder().decode(read("cosign-legacy-sig/payload.json")),
    );
    expect(cosignTags(payload.critical.image["docker-manifest-digest"]!)).toHaveLength(3);
  });

  it.each(LAYOUTS)("the index of %s also reads as a list of referrers would", (layout) => {
    const list = parseReferrersIndex(read(`${layout}/index.json`));
    expect(list.manifests).toEqual(parseManifest(read(`${layout}/index.json`)).manifests);
    expect(list.dropped).toBe(0);
  });
});
