// A manifest as such: an image, an index, or an artifact of a kind that no other inspector reads.
import { type Manifest, platformText } from "#lib/oci";
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { annotationTable, layerTable, sizeOf } from "../manifests/layers.ts";
import { counted } from "../shown.ts";

export const manifest: Inspector = {
  id: "manifest",
  matches: ({ artifact, claimed }: Document) => Boolean(artifact && claimed),
  inspect: ({ artifact, claimed }, draft) => {
    if (!artifact || !claimed) return;
    const read = artifact.manifest;
    const { kind, title } = claimed;
    const isIndex = read.form === "oci-index" || read.form === "docker-list";
    const what = isIndex ? counted(read.manifests.length, "manifest") : counted(read.layers.length, "layer");
    draft.is(kind, title, `${title[0]?.toUpperCase()}${title.slice(1)} of ${what}`);
    draft.fact("summary", "Media type", read.mediaType);
    draft.fact("summary", "Artifact type", read.artifactType);
    draft.fact("integrity", "Subject", read.subject?.digest ?? read.refers?.digest);
    if (isIndex) draft.fact("summary", "Manifests", read.manifests.length);
    else {
      draft.fact("summary", "Layers", read.layers.length);
      draft.fact("summary", "Size of the layers", sizeOf(read.layers));
      draft.fact("summary", "Config", read.config?.digest);
    }
    childTable(draft, read);
    layerTable(draft, read);
    annotationTable(draft, read.annotations);
  },
};

function childTable(draft: Draft, { manifests }: Manifest): void {
  const table = draft.table("manifests", "Manifests", [
    ["digest", "Digest"],
    ["platform", "Platform"],
    ["mediaType", "Media type"],
    ["size", "Size"],
    ["annotations", "Annotations"],
  ]);
  for (const { digest, platform, mediaType, size, annotations } of manifests) {
    const said = Object.entries(annotations ?? {}).map(([name, value]) => `${name}=${value}`);
    table.add(digest, platform && platformText(platform), mediaType, size, said.join(" ") || undefined);
  }
}
