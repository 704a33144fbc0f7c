// An image whose layers carry their own tables of contents: https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md
import type { Document } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { annotationTable } from "../manifests/layers.ts";

const TOC = "containerd.io/snapshot/stargz/toc.digest";
const UNCOMPRESSED = "io.containers.estargz.uncompressed-size";

export const estargz: Inspector = {
  id: "estargz",
  matches: ({ convention, artifact }: Document) => Boolean(artifact) && convention === "estargz",
  inspect: ({ artifact, annotations }, draft) => {
    const layers = artifact?.manifest.layers ?? [];
    const lazy = layers.filter((layer) => layer.annotations?.[TOC] !== undefined);
    draft.is(
      "image",
      "image, eStargz",
      `${lazy.length} of ${layers.length} layers can be read before they are pulled whole`,
    );
    draft.fact("summary", "Layers covered", lazy.length);
    draft.fact("summary", "Layers in all", layers.length);
    const table = draft.table("layers", "Layers", [
      ["digest", "Digest"],
      ["size", "Size"],
      ["toc", "Table of contents"],
      ["uncompressed", "Uncompressed size"],
    ]);
    for (const layer of layers)
      table.add(layer.digest, layer.size, layer.annotations?.[TOC], layer.annotations?.[UNCOMPRESSED]);
    annotationTable(draft, annotations);
  },
};
