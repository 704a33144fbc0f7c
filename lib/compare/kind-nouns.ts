// Kinds in a sentence: "2 signatures, 1 SBOM".
import { NODE_KINDS, type NodeKind } from "#lib/graph";

const NOUNS: Record<NodeKind, [one: string, many: string]> = {
  index: ["index", "indexes"],
  image: ["image", "images"],
  signature: ["signature", "signatures"],
  sbom: ["SBOM", "SBOMs"],
  provenance: ["provenance", "provenances"],
  vex: ["VEX", "VEX"],
  "scan-report": ["scan report", "scan reports"],
  attestation: ["attestation", "attestations"],
  lifecycle: ["lifecycle note", "lifecycle notes"],
  accelerator: ["accelerator", "accelerators"],
  other: ["other artifact", "other artifacts"],
  unknown: ["unknown artifact", "unknown artifacts"],
};

/** In the kinds' own order; "" for none. */
export function kindCounts(things: readonly { kind: NodeKind }[]): string {
  const byKind = Map.groupBy(things, ({ kind }) => kind);
  return NODE_KINDS.flatMap((kind) => {
    const count = byKind.get(kind)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${NOUNS[kind][count === 1 ? 0 : 1]}`];
  }).join(", ");
}

/** "1 package", "2 packages". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
