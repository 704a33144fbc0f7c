// An index of where files lie in an image's layers, so that it can start before they are pulled whole.
// https://github.com/awslabs/soci-snapshotter/blob/main/docs/soci-index-manifest-v2.md
import type { Document } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { annotationTable, sizeOf } from "../manifests/layers.ts";
import { counted } from "../shown.ts";

const LAYER = "com.amazon.soci.image-layer-digest";
const SPAN = "com.amazon.soci.span-size";
const TOOL = "com.amazon.soci.build-tool-identifier";

export const soci: Inspector = {
  id: "soci",
  matches: ({ convention, artifact }: Document) => Boolean(artifact) && /^soci-v[12]$/.test(convention ?? ""),
  inspect: ({ artifact, annotations, convention }, draft) => {
    const manifest = artifact?.manifest;
    const indexes = manifest?.layers.filter((layer) => layer.annotations?.[LAYER] !== undefined) ?? [];
    const version = convention === "soci-v2" ? "v2" : "v1";
    const spans = new Set(indexes.flatMap((layer) => layer.annotations?.[SPAN] ?? []));
    draft.is(
      "accelerator",
      `SOCI index ${version}`,
      `Lets ${counted(indexes.length, "layer")} be read before they are pulled whole`,
    );
    draft.fact("summary", "Layers covered", indexes.length);
    draft.fact("summary", "Size of the tables of contents", sizeOf(indexes));
    draft.fact("summary", "Span size", [...spans].join(", ") || undefined);
    draft.fact("summary", "Tool", annotations[TOOL]);
    draft.fact(
      "summary",
      "Image",
      manifest?.subject?.digest ?? annotations["com.amazon.soci.image-manifest-digest"],
    );
    const table = draft.table("layers", "Layers covered", [
      ["layer", "Layer of the image"],
      ["mediaType", "Its media type"],
      ["digest", "Table of contents"],
      ["size", "Size of the table"],
    ]);
    for (const { annotations: said, digest, size } of indexes)
      table.add(said?.[LAYER], said?.["com.amazon.soci.image-layer-mediaType"], digest, size);
    if (indexes.length === 0) draft.problem("It names no layer of an image.");
    annotationTable(draft, annotations);
  },
};
