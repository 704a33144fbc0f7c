// An OCI layout on disk, for oras to copy from: https://github.com/opencontainers/image-spec/blob/main/image-layout.md
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { described, INDEX, jsonPiece, type Piece } from "../scripts/test-support/pieces.ts";

/** Writes the layout; `all` is an index of every manifest, so that one copy brings them all. */
export function writeLayout(folder: string, manifests: readonly Piece[], blobs: readonly Piece[]): void {
  const distinct = [...new Map(manifests.map((each) => [each.digest, each])).values()];
  const all = jsonPiece(INDEX, {
    ...{ schemaVersion: 2, mediaType: INDEX, manifests: distinct.map((each) => described(each)) },
  });
  const index = {
    ...{ schemaVersion: 2, mediaType: INDEX },
    manifests: [described(all, { "org.opencontainers.image.ref.name": "all" })],
  };
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  for (const { digest, bytes } of [...distinct, ...blobs, all])
    writeFileSync(join(folder, "blobs", digest.replace(":", "/")), bytes);
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(folder, "index.json"), JSON.stringify(index));
}
