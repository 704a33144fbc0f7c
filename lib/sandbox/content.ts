// Reads the demo registries' content from disk. The content is made by scripts/demo-content and committed, so digests
// stay the same from start to start.
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import {
  catalogRepositorySchema,
  catalogSchema,
  type Sample,
  type StageId,
  stageIdSchema,
} from "./content-catalog.ts";

/** A config, layer or other blob. */
type DemoBlob = { digest: string; bytes: Uint8Array };

/**
 * A manifest as it is served: `bytes` under `mediaType` as Content-Type, by `digest` and by each of `tags`.
 * What it refers to stands in its own bytes: `subject` (OCI image, index, artifact and ORAS manifests) or Proposal E's
 * `refers`. `indexed` says whether the stage's listing of referrers names it. A stage with several listings tells them
 * apart by form: ORAS manifests belong to the ORAS API, `refers` to the working group's, the rest to `/referrers/`.
 */
export type DemoManifest = {
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
  tags: string[];
  indexed: boolean;
};

/**
 * Manifests stand in the order in which they can be pushed: children before their index, then what refers to it,
 * then the referrers tags. `missing` lists the digests (children of an index, subjects, blobs) that are absent on
 * purpose, so a store that insists on what a manifest names must let these pass.
 */
export type DemoRepository = {
  name: string;
  blobs: DemoBlob[];
  manifests: DemoManifest[];
  missing: string[];
};

export type DemoContent = {
  stages: Record<StageId, { repositories: DemoRepository[] }>;
  samples: Sample[];
};

/**
 * Everything that the demo registries hold at their start. `directory` is the folder with catalog.json and blobs/
 * (lib/sandbox/content). Reads synchronously, each file once: equal digests share one Uint8Array, which is not to be
 * changed. Digests are not checked here but in the tests. Throws when a file is missing or the catalog is malformed.
 */
export function loadContent(directory: string): DemoContent {
  const read = reader(directory);
  const repository = catalogRepositorySchema.transform((listed) => ({
    ...listed,
    blobs: listed.blobs.map((digest) => ({ digest, bytes: read(digest) })),
    manifests: listed.manifests.map((manifest) => ({ ...manifest, bytes: read(manifest.digest) })),
  }));
  const stage = z.strictObject({ repositories: z.array(repository) });
  const content = catalogSchema.extend({ stages: z.record(stageIdSchema, stage) });
  const { stages, samples } = content.parse(
    JSON.parse(readFileSync(path.join(directory, "catalog.json"), "utf8")),
  );
  return { stages, samples };
}

/** A file is named by the encoded part of its digest: blobs/<hex>. */
function reader(directory: string): (digest: string) => Uint8Array {
  const seen = new Map<string, Uint8Array>();
  return (digest) => {
    const known = seen.get(digest);
    if (known) return known;
    const bytes = readFileSync(path.join(directory, "blobs", digest.slice(digest.indexOf(":") + 1)));
    seen.set(digest, bytes);
    return bytes;
  };
}
