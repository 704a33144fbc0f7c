import { z } from "zod";
import { completenessSchema, strategyIdSchema } from "#lib/evidence";

export const NODE_KINDS = [
  "index",
  "image",
  "signature",
  "sbom",
  "provenance",
  "vex",
  "scan-report",
  "attestation",
  "lifecycle",
  "accelerator",
  "other",
  "unknown",
] as const;
export const nodeKindSchema = z.enum(NODE_KINDS);
export type NodeKind = z.infer<typeof nodeKindSchema>;

export const LENSES = ["everything", "rat", "squirrel", "beaver"] as const;
export const lensSchema = z.enum(LENSES);
export type Lens = z.infer<typeof lensSchema>;
export const consumerSchema = z.enum(["rat", "squirrel", "beaver"]);
export type Consumer = z.infer<typeof consumerSchema>;

/** "present" was read; the others say why it was not. "truncated": named, but not read, since a budget ended. */
export const nodeStateSchema = z.enum([
  "present",
  "missing",
  "denied",
  "rate-limited",
  "failed",
  "truncated",
]);
export type NodeState = z.infer<typeof nodeStateSchema>;

/**
 * One manifest (or what could not be read in its place). `id` is the digest where it is known, else "tag:<repository>:<tag>".
 * `size` is the manifest's in bytes; `payloadSize` that of its layers or blobs.
 */
export const nodeSchema = z.object({
  id: z.string(),
  digest: z.string(),
  repository: z.string(),
  kind: nodeKindSchema,
  title: z.string(),
  /** What the kind was told by: "artifactType", "config", "layer", "media type", or by a claim: "annotation", "tag", "list". */
  kindBy: z.string().optional(),
  /** All its kinds, when it carries several (BuildKit: SBOM and provenance in one manifest); `kind` is the first. */
  carries: z.array(nodeKindSchema).optional(),
  mediaType: z.string(),
  artifactType: z.string().optional(),
  size: z.number().int().optional(),
  payloadSize: z.number().int().optional(),
  platform: z.string().optional(),
  annotations: z.array(z.tuple([z.string(), z.string()])),
  /** Tags that named it on the way here. */
  tags: z.array(z.string()),
  foundBy: z.array(strategyIdSchema),
  state: nodeStateSchema,
  reason: z.string().optional(),
  /** Of its list of referrers. Absent until it was asked, or when it never is (depth). */
  completeness: completenessSchema,
  /** Whether `completeness` rests on an answer yet. */
  asked: z.boolean(),
  depth: z.number().int(),
  visibleTo: z.array(consumerSchema),
  /** Oddities worth a line in the inspector. */
  warnings: z.array(z.string()),
  /** Ids of the exchanges that read it. */
  exchanges: z.array(z.string()),
});
export type Node = z.infer<typeof nodeSchema>;

/** "contains" runs from the index to its child; the others from the attached artifact to what it is about. */
export const relationSchema = z.enum(["contains", "refers", "tag", "in-index"]);
export type Relation = z.infer<typeof relationSchema>;

/** "verified": the source's own bytes name the target. "contradicted": they name another. "claimed": only a list or a tag says so. */
export const proofSchema = z.enum(["verified", "claimed", "contradicted"]);
export type Proof = z.infer<typeof proofSchema>;

export const edgeSchema = z.object({
  source: z.string(),
  target: z.string(),
  relation: relationSchema,
  foundBy: z.array(strategyIdSchema),
  proof: proofSchema,
  /** Said where the proof needs words: "names sha256:… instead". */
  reason: z.string().optional(),
});
export type Edge = z.infer<typeof edgeSchema>;

export const graphSchema = z.object({ nodes: z.array(nodeSchema), edges: z.array(edgeSchema) });
export type Graph = z.infer<typeof graphSchema>;
