// An image converted to be read lazily: one layer of metadata (the bootstrap), the rest blobs.
// https://github.com/dragonflyoss/nydus/blob/master/docs/nydus-image.md
import type { Descriptor } from "#lib/oci";
import type { Document } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { annotationTable, layerTable, sizeOf } from "../manifests/layers.ts";
import { counted } from "../shown.ts";

const BOOTSTRAP = "containerd.io/snapshot/nydus-bootstrap";
const BLOB = "containerd.io/snapshot/nydus-blob";
const VERSION = "containerd.io/snapshot/nydus-fs-version";

export const nydus: Inspector = {
  id: "nydus",
  matches: ({ convention, artifact }: Document) => Boolean(artifact) && convention === "nydus",
  inspect: ({ artifact, annotations }, draft) => {
    const manifest = artifact?.manifest;
    const marked = (key: string) =>
      manifest?.layers.filter((layer) => layer.annotations?.[key] !== undefined) ?? [];
    const [bootstrap, blobs] = [marked(BOOTSTRAP)[0], blobsOf(manifest?.layers ?? [])];
    draft.is(
      "accelerator",
      "Nydus image",
      `The image in Nydus's form: ${counted(blobs.length, "blob")} and a bootstrap`,
    );
    draft.fact("summary", "Blobs", blobs.length);
    draft.fact("summary", "Size of the blobs", sizeOf(blobs));
    draft.fact("summary", "Bootstrap", bootstrap?.digest);
    draft.fact("summary", "File system version", bootstrap?.annotations?.[VERSION]);
    draft.fact(
      "summary",
      "Made from",
      annotations["containerd.io/snapshot/nydus-source-digest"] ?? manifest?.subject?.digest,
    );
    if (!bootstrap) draft.problem("It has no bootstrap layer, without which nothing can mount it.");
    if (manifest) layerTable(draft, manifest);
    annotationTable(draft, annotations);
  },
};

function blobsOf(layers: readonly Descriptor[]): Descriptor[] {
  return layers.filter(
    ({ mediaType, annotations }) => mediaType.includes("nydus.blob") || annotations?.[BLOB] !== undefined,
  );
}
