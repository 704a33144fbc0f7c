// Images with much, little, nothing or hostile things attached, for registries whose faults are to be seen.
import type { SandboxRegistry } from "#lib/sandbox";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";

type Descriptor = { mediaType: string; digest: string; size: number };
type Annotations = Record<string, string>;

/** What hangs on an image: its `artifactType`, and what it says of itself. */
export type Attached = { type: string; annotations?: Annotations };

const TYPES = {
  signature: "application/vnd.dev.cosign.artifact.sig.v1+json",
  sbom: "application/spdx+json",
  vex: "application/vnd.openvex+json",
  scan: "application/sarif+json",
} as const;

/**
 * Fills `repository`, tag `1`: an index of two platforms with `attached` about the index, which a referrers tag
 * lists besides when `hasTag`. Returns their digests.
 */
export function putImage(
  registry: SandboxRegistry,
  repository: string,
  attached: Attached[],
  hasTag = false,
): string[] {
  const platforms = ["amd64", "arm64"].map((architecture) => {
    const config = JSON.stringify({ os: "linux", architecture, rootfs: { type: "layers", diff_ids: [] } });
    return {
      ...putManifest(registry, repository, { mediaType: CONFIG, bytes: config }, {}),
      platform: { os: "linux", architecture },
    };
  });
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: platforms });
  const digest = registry.put(repository, { mediaType: INDEX, bytes, tag: "1" });
  const subject = { mediaType: INDEX, digest, size: bytes.length };
  const empty = { mediaType: EMPTY, bytes: "{}" };
  const listed = attached.map(({ type, annotations }) => ({
    ...putManifest(registry, repository, empty, { subject, artifactType: type, annotations }),
    artifactType: type,
  }));
  if (hasTag) {
    const list = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: listed });
    registry.put(repository, { mediaType: INDEX, bytes: list, tag: digest.replace(":", "-") });
  }
  return listed.map((descriptor) => descriptor.digest);
}

/** Fills `repository`, tag `1`, as BuildKit does: an image and its attestation in one index, and nothing besides. */
export function putBuildKitImage(registry: SandboxRegistry, repository: string): void {
  const config = JSON.stringify({
    os: "linux",
    architecture: "amd64",
    rootfs: { type: "layers", diff_ids: [] },
  });
  const image = putManifest(registry, repository, { mediaType: CONFIG, bytes: config }, {});
  const attestation = putManifest(registry, repository, { mediaType: CONFIG, bytes: "{}" }, {});
  const about = {
    "vnd.docker.reference.type": "attestation-manifest",
    "vnd.docker.reference.digest": image.digest,
  };
  const manifests = [
    { ...image, platform: { os: "linux", architecture: "amd64" } },
    { ...attestation, annotations: about, platform: { os: "unknown", architecture: "unknown" } },
  ];
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
  registry.put(repository, { mediaType: INDEX, bytes, tag: "1" });
}

/** A signature, an SBOM, a VEX document and a scan report. */
export const SOME: Attached[] = Object.values(TYPES).map((type, n) => ({
  type,
  annotations: { "org.opencontainers.image.created": `2026-11-${20 + n}T08:00:00Z` },
}));

/** Of every kind, `count` in all. */
export function many(count: number): Attached[] {
  const types = Object.values(TYPES);
  return Array.from({ length: count }, (_, n) => ({
    type: types[n % types.length] ?? TYPES.scan,
    annotations: {
      "org.opencontainers.image.created": new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString(),
      "org.opencontainers.image.title": `report-${n}.json`,
    },
  }));
}

/** What a registry may say to harm or confuse a reader: directions turned round, walls of text, markup, no spaces. */
export const HOSTILE: Attached[] = [
  {
    type: `application/vnd.${"very-long-".repeat(18)}name+json`,
    annotations: { "org.opencontainers.image.title": "x".repeat(400) },
  },
  {
    type: TYPES.sbom,
    annotations: {
      "org.opencontainers.image.title": "invoice\u202egpj.exe \u2066left\u2069 \u200bzero\u200b width",
      "\u202eeman desrever": "value",
    },
  },
  {
    type: TYPES.signature,
    annotations: { "example.note": "word ".repeat(820), "example.unbroken": "ab".repeat(2048) },
  },
  {
    type: "text/html",
    annotations: {
      "org.opencontainers.image.title": "<img src=x onerror=alert(1)><script>alert(1)</script>",
      "org.opencontainers.image.description": "line one\nline two\r\n\u0000\u0007\u001b[31mred\u001b[0m",
      "org.opencontainers.image.url": "javascript:alert(1)",
    },
  },
  { type: "example/שלום-עולם", annotations: { "org.opencontainers.image.title": "مرحبا بالعالم abc" } },
];

function putManifest(
  registry: SandboxRegistry,
  repository: string,
  { mediaType, bytes: content }: { mediaType: string; bytes: string },
  fields: { subject?: Descriptor; artifactType?: string; annotations?: Annotations },
): Descriptor {
  const config = { mediaType, digest: registry.putBlob(repository, content), size: content.length };
  const layers = [{ mediaType: EMPTY, digest: registry.putBlob(repository, "{}"), size: 2 }];
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers, ...fields });
  const digest = registry.put(repository, { mediaType: MANIFEST, bytes });
  return { mediaType: MANIFEST, digest, size: bytes.length };
}
