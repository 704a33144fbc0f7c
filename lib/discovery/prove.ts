// What a referrer's own manifest says about the claim that led to it.
import type { Proof, Relation } from "#lib/graph";
import type { Manifest } from "#lib/oci";

/** An edge's relation and proof, once the source's bytes are known. */
export type Proven = { relation: Relation; proof: Proof; reason?: string };

/** Whether the manifest's own bytes name this digest as what it is about. */
export function names({ subject, refers }: Manifest, digest: string): boolean {
  return subject?.digest === digest || refers?.digest === digest;
}

/**
 * Judges "source is about target". A list is unsigned and often wrong, so only the manifest's `subject`, or
 * Proposal E's `refers`, verifies; one that names another digest contradicts; none at all leaves it a claim.
 */
export function prove(manifest: Manifest, target: string, claimed: Relation): Proven {
  const named = [manifest.subject, manifest.refers].filter((descriptor) => descriptor !== undefined);
  // An index that holds its attestation keeps saying so; a tag becomes a reference once the bytes name the target.
  const relation = claimed === "in-index" ? claimed : "refers";
  if (manifest.subject?.digest === target) return { relation, proof: "verified" };
  if (manifest.refers?.digest === target) {
    return { relation, proof: "verified", reason: "by Proposal E's field refers" };
  }
  const [other] = named;
  if (!other) {
    return { relation: claimed, proof: "claimed", reason: UNNAMED[claimed] };
  }
  if (algorithm(other.digest) !== algorithm(target)) {
    const reason = `names ${other.digest}, which cannot be compared with this digest`;
    return { relation: claimed, proof: "claimed", reason };
  }
  return { relation: claimed, proof: "contradicted", reason: `names ${other.digest} instead` };
}

const UNNAMED: Record<Relation, string | undefined> = {
  refers: "its manifest names no subject",
  tag: "only the tag says so",
  "in-index": "only the index says so",
  contains: undefined,
};

function algorithm(digest: string): string {
  return digest.slice(0, digest.indexOf(":"));
}
