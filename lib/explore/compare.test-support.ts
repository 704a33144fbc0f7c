// Images with what is attached to them, put into demo registries of a test's own.
import { createHash } from "node:crypto";
import type { SandboxRegistry } from "#lib/sandbox";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";

export const REPOSITORY = "shop/app";

type Attached = { artifactType: string; content: string };

/** A registry being filled. Whatever is put into it twice has the same digest, as a mirror has. */
export class Shelf {
  readonly #registry: SandboxRegistry;

  constructor(registry: SandboxRegistry) {
    this.#registry = registry;
  }

  /** An index of images for these architectures; its digest, and theirs. */
  index(tag: string, architectures: readonly string[], seed = tag): { index: string; images: string[] } {
    const images = architectures.map((architecture) => this.#image(`${seed} ${architecture}`));
    const manifests = images.map((digest, at) => ({
      ...this.#descriptor(digest),
      platform: { os: "linux", architecture: architectures[at] },
    }));
    const bytes = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
    return { index: this.#registry.put(REPOSITORY, { tag, mediaType: INDEX, bytes }), images };
  }

  image(tag: string, seed = tag): string {
    return this.#image(seed, tag);
  }

  /** Refers to `subject` by its own manifest; `tag` names it besides. */
  attach(subject: string, { artifactType, content }: Attached, tag?: string): string {
    const layer = this.#blob(artifactType, content);
    const manifest = {
      ...{ schemaVersion: 2, mediaType: MANIFEST, artifactType },
      config: this.#blob("application/vnd.oci.empty.v1+json", "{}"),
      layers: [layer],
      subject: this.#descriptor(subject),
    };
    return this.#registry.put(REPOSITORY, { tag, mediaType: MANIFEST, bytes: JSON.stringify(manifest) });
  }

  #image(seed: string, tag?: string): string {
    const config = this.#blob(CONFIG, JSON.stringify({ os: "linux", seed }));
    const bytes = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [] });
    return this.#registry.put(REPOSITORY, { tag, mediaType: MANIFEST, bytes });
  }

  #blob(mediaType: string, content: string) {
    const bytes = new TextEncoder().encode(content);
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    this.#registry.store.putBlob(REPOSITORY, digest, bytes);
    return { mediaType, digest, size: bytes.length };
  }

  #descriptor(digest: string) {
    const held = this.#registry.store.repository(REPOSITORY).manifests.get(digest);
    return { mediaType: held?.mediaType ?? MANIFEST, digest, size: held?.bytes.byteLength ?? 0 };
  }
}

export function cyclonedx(packages: Record<string, string>): Attached {
  const components = Object.entries(packages).map(([name, version]) => ({
    ...{ type: "library", name, version, purl: `pkg:npm/${name}@${version}` },
  }));
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components };
  return { artifactType: "application/vnd.cyclonedx+json", content: JSON.stringify(bom) };
}

export function spdx(packages: Record<string, string>): Attached {
  const listed = Object.entries(packages).map(([name, versionInfo]) => ({
    ...{ SPDXID: `SPDXRef-${name}`, name, versionInfo },
    externalRefs: [
      {
        ...{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl" },
        referenceLocator: `pkg:npm/${name}@${versionInfo}`,
      },
    ],
  }));
  const document = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "app", packages: listed };
  return { artifactType: "application/spdx+json", content: JSON.stringify(document) };
}

export function document(artifactType: string, content: object): Attached {
  return { artifactType, content: JSON.stringify(content) };
}

/** The same build as `provenance` tells, in the specification's older version. */
export function provenanceV02(commit: string): Attached {
  return document("application/vnd.in-toto+json", {
    _type: "https://in-toto.io/Statement/v0.1",
    subject: [{ name: "app", digest: { sha256: "ab".repeat(32) } }],
    predicateType: "https://slsa.dev/provenance/v0.2",
    predicate: {
      ...{ builder: { id: "https://example.com/builder" }, buildType: "https://example.com/build/v1" },
      invocation: {
        configSource: { uri: "git+https://example.com/shop/app@refs/heads/main", digest: { sha1: commit } },
        parameters: { target: "release" },
      },
    },
  });
}

/** An unsigned statement. */
export function provenance(commit: string): Attached {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "app", digest: { sha256: "ab".repeat(32) } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "https://example.com/build/v1",
        externalParameters: { source: "git+https://example.com/shop/app" },
        resolvedDependencies: [{ uri: "git+https://example.com/shop/app", digest: { gitCommit: commit } }],
      },
      runDetails: { builder: { id: "https://example.com/builder" } },
    },
  };
  return { artifactType: "application/vnd.in-toto+json", content: JSON.stringify(statement) };
}
