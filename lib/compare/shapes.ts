// The shapes of a comparison and of a search, as they go over the wire.
import { z } from "zod";
import { strategyIdSchema } from "#lib/evidence";
import { NODE_KINDS, nodeSchema } from "#lib/graph";

export const SIDES = ["left", "right"] as const;
export const sideNameSchema = z.enum(SIDES);
export type SideName = z.infer<typeof sideNameSchema>;

export const referrerSchema = nodeSchema.pick({
  id: true,
  digest: true,
  repository: true,
  foundBy: true,
  state: true,
  exchanges: true,
});
export type Referrer = z.infer<typeof referrerSchema>;

/** Why one side does not show an artifact. "could-not-check" never means that it is missing. */
export const absenceSchema = z.object({
  verdict: z.enum(["missing", "could-not-check"]),
  reason: z.string(),
  exchanges: z.array(z.string()),
});
export type Absence = z.infer<typeof absenceSchema>;

/**
 * `other`: what is known of the side that does not show it, where one side alone does; where both have one of its kind,
 * that it could not be checked whether they have each other's.
 */
export const referrerRowSchema = z.object({
  kind: z.enum(NODE_KINDS),
  /** All its kinds, where it carries several (BuildKit: SBOM and provenance in one manifest); `kind` is the first. */
  carries: z.array(z.enum(NODE_KINDS)).optional(),
  title: z.string(),
  artifactType: z.string().optional(),
  predicateType: z.string().optional(),
  /** "the index", "linux/amd64", or the artifact that it is about. */
  about: z.string(),
  state: z.enum(["same", "other-content", "left-only", "right-only"]),
  left: referrerSchema.optional(),
  right: referrerSchema.optional(),
  other: absenceSchema.optional(),
});
export type ReferrerRow = z.infer<typeof referrerRowSchema>;

/** How an artifact hangs on its image, as far as copying it goes. "tag": in the referrers tag, while the API answers without it. */
export const COPY_WAYS = [
  "referrers API",
  "referrers tag",
  "cosign tag",
  "in the index",
  "another way",
] as const;
export const copyWaySchema = z.enum(COPY_WAYS);
export type CopyWay = z.infer<typeof copyWaySchema>;

export const copyCommandSchema = z.object({
  tool: z.string(),
  line: z.string(),
  /** The ways of hanging that it carries over. */
  carries: z.array(copyWaySchema),
  /** How many of what the side lacks it brings. */
  brings: z.number().int(),
  /** What it does besides, or does not. */
  note: z.string(),
});
export type CopyCommand = z.infer<typeof copyCommandSchema>;

/** What a mirror lacks. `lacks` are digests; `of` counts what the other side has. Commands that bring most stand first. */
export const mirrorSideSchema = z.object({
  side: sideNameSchema,
  of: z.number().int(),
  lacks: z.array(
    z.object({
      kind: z.enum(NODE_KINDS),
      carries: z.array(z.enum(NODE_KINDS)).optional(),
      title: z.string(),
      digest: z.string(),
      way: copyWaySchema,
    }),
  ),
  couldNotCheck: z.number().int(),
  commands: z.array(copyCommandSchema),
});
export type MirrorSide = z.infer<typeof mirrorSideSchema>;

/** One document inside one artifact: the bytes that a claim rests on. */
export const documentSchema = z.object({
  digest: z.string(),
  layer: z.string().optional(),
  title: z.string(),
  /** "the index", "linux/amd64". */
  about: z.string(),
  foundBy: z.array(strategyIdSchema),
});
export type DocumentName = z.infer<typeof documentSchema>;

/** `packages` that were read; `total` that are listed there. */
export const sbomNameSchema = documentSchema.extend({
  packages: z.number().int(),
  total: z.number().int(),
});
export type SbomName = z.infer<typeof sbomNameSchema>;

export const unreadSchema = documentSchema.extend({ reason: z.string() });
export type Unread = z.infer<typeof unreadSchema>;

const packageSideSchema = z.object({ versions: z.array(z.string()), licences: z.array(z.string()) });

/** "up" and "down" are said where the order of the type's versions is known; else a change is "changed". */
export const PACKAGE_CHANGES = ["added", "removed", "up", "down", "changed", "licence"] as const;
export const packageRowSchema = z.object({
  name: z.string(),
  ecosystem: z.string().optional(),
  change: z.enum(PACKAGE_CHANGES),
  left: packageSideSchema,
  right: packageSideSchema,
  /** Both sides name licences, and they differ. */
  licenceChanged: z.boolean(),
});
export type PackageRow = z.infer<typeof packageRowSchema>;
export type PackageChange = PackageRow["change"];

/** What SBOMs of one side say differently about one package. */
export const contradictionSchema = z.object({
  side: sideNameSchema,
  name: z.string(),
  said: z.array(z.object({ sbom: z.string(), versions: z.array(z.string()) })),
});
export type Contradiction = z.infer<typeof contradictionSchema>;

const countSchema = z.number().int();
export const packageComparisonSchema = z.object({
  counts: z.object({
    left: countSchema,
    right: countSchema,
    same: countSchema,
    added: countSchema,
    removed: countSchema,
    up: countSchema,
    down: countSchema,
    changed: countSchema,
    licence: countSchema,
  }),
  rows: z.array(packageRowSchema),
  contradictions: z.array(contradictionSchema),
  contradicted: countSchema,
  /** Why a side may have packages besides, so that what counts as added or removed may not be: sentences. */
  open: z.array(z.string()),
  notes: z.array(z.string()),
});
export type PackageComparison = z.infer<typeof packageComparisonSchema>;

export const provenanceRowSchema = z.object({
  name: z.string(),
  left: z.array(z.string()),
  right: z.array(z.string()),
  state: z.enum(["same", "differs", "left-only", "right-only"]),
});
export type ProvenanceRow = z.infer<typeof provenanceRowSchema>;

/**
 * `parameters` are those that differ; `note` says why none are compared. `open`: why the side that shows none may have
 * one.
 */
export const provenanceComparisonSchema = z.object({
  about: z.string(),
  left: documentSchema.optional(),
  right: documentSchema.optional(),
  rows: z.array(provenanceRowSchema),
  parameters: z.array(provenanceRowSchema),
  sameParameters: countSchema,
  note: z.string().optional(),
  open: z.string().optional(),
});
export type ProvenanceComparison = z.infer<typeof provenanceComparisonSchema>;

/** `sboms` are indexes into those of the answer. */
export const searchRowSchema = z.object({
  name: z.string(),
  version: z.string(),
  ecosystem: z.string().optional(),
  purl: z.string().optional(),
  licences: z.array(z.string()),
  isExact: z.boolean(),
  sboms: z.array(countSchema),
});
export type SearchRow = z.infer<typeof searchRowSchema>;

/** "not-listed" is only ever said of the SBOMs that were read. */
export const searchFindingSchema = z.object({
  answer: z.enum(["listed", "not-listed", "cannot-be-told"]),
  sentence: z.string(),
  rows: z.array(searchRowSchema),
  /** All that match; `rows` may hold fewer. */
  total: countSchema,
  /** `isWhole`: whether all that it lists was read. */
  sboms: z.array(sbomNameSchema.extend({ hits: countSchema, isWhole: z.boolean() })),
  unread: z.array(unreadSchema),
  contradictions: z.array(z.string()),
});
export type SearchFinding = z.infer<typeof searchFindingSchema>;
