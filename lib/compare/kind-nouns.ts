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

type Thing = { kind: NodeKind; carries?: NodeKind[] | undefined };

/** In the kinds' own order; "" for none. What carries several kinds counts in each, and how many do is said. */
export function kindCounts(things: readonly Thing[]): string {
  const kindsOf = ({ kind, carries = [] }: Thing) => new Set([kind, ...carries]);
  const counts = NODE_KINDS.flatMap((kind) => {
    const count = things.filter((thing) => kindsOf(thing).has(kind)).length;
    return count === 0 ? [] : [`${count} ${NOUNS[kind][count === 1 ? 0 : 1]}`];
  }).join(", ");
  const several = things.filter((thing) => kindsOf(thing).size > 1).length;
  if (several === 0) return counts;
  return `${counts} (${several} ${several === 1 ? "carries several kinds and counts" : "carry several kinds and count"} in each)`;
}

/** "1 package", "2 packages". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
