// What a manifest lists, as rows.
import type { Descriptor, Manifest } from "#lib/oci";
import type { Draft } from "../draft.ts";

const PREDICATE_KEYS = ["in-toto.io/predicate-type", "predicateType"];

/** The layers (or blobs): type, digest, size, the name and the predicate type that their annotations claim. */
export function layerTable(draft: Draft, manifest: Manifest): void {
  const table = draft.table("layers", "Layers", [
    ["mediaType", "Media type"],
    ["digest", "Digest"],
    ["size", "Size"],
    ["title", "Name"],
    ["predicate", "Predicate type"],
  ]);
  for (const layer of manifest.layers) {
    const annotations = layer.annotations ?? {};
    const title = annotations["org.opencontainers.image.title"];
    const predicate = PREDICATE_KEYS.map((key) => annotations[key]).find(Boolean);
    table.add(layer.mediaType, layer.digest, layer.size, title, predicate);
  }
}

/** Annotations, one a row. */
export function annotationTable(draft: Draft, annotations: Readonly<Record<string, string>>): void {
  const table = draft.table("annotations", "Annotations", [
    ["name", "Name"],
    ["value", "Value"],
  ]);
  for (const [name, value] of Object.entries(annotations)) table.add(name, value);
}

/** Bytes of all layers together. */
export function sizeOf(layers: readonly Descriptor[]): number {
  return layers.reduce((sum, { size }) => sum + size, 0);
}
