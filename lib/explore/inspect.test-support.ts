// How a test places an artifact on a sandbox registry, and asks for it.
import { hash } from "node:crypto";
import { type Inspection, inspectionSchema } from "#lib/api";
import type { SandboxRegistry } from "#lib/sandbox";
import { inspectArtifactOf } from "./inspect-artifact.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

export type PlacedLayer = {
  mediaType: string;
  bytes: Uint8Array;
  /** Fields of the descriptor, which may lie. */
  descriptor?: object;
  /** Not placed: the registry knows of it by its manifest alone. */
  isMissing?: boolean;
};

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${hash("sha256", bytes, "hex")}`;
}

export function bytesOf(content: unknown): Uint8Array {
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}

/** Returns the digest of its manifest. */
export function place(
  registry: SandboxRegistry,
  repository: string,
  layers: PlacedLayer[],
  more: object = {},
): string {
  const config = registry.putBlob(repository, "{}");
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: "application/vnd.oci.empty.v1+json", digest: config, size: 2 },
    layers: layers.map(({ mediaType, bytes, descriptor, isMissing }) => {
      if (!isMissing) registry.putBlob(repository, bytes);
      return { mediaType, digest: digestOf(bytes), size: bytes.length, ...descriptor };
    }),
    ...more,
  };
  return registry.put(repository, { mediaType: MANIFEST, bytes: JSON.stringify(manifest) });
}

/** An SBOM of one package. */
export function sbomOf(name: string): PlacedLayer {
  const component = { type: "library", name, version: "1.0", purl: `pkg:npm/${name}@1.0` };
  const bytes = bytesOf({ bomFormat: "CycloneDX", specVersion: "1.6", components: [component] });
  return { mediaType: "application/vnd.cyclonedx+json", bytes };
}

export async function inspected(
  registry: string,
  repository: string,
  digest: string,
  { subject, signal = new AbortController().signal }: { subject?: string; signal?: AbortSignal } = {},
): Promise<Inspection> {
  const request = { registry, repository, digest, subject };
  return inspectionSchema.parse(await inspectArtifactOf(request, { signal, onExchange: () => {} }));
}
