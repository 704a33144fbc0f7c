// The shape of content/catalog.json: which stage holds which repositories, and the samples that the front page offers.
import { z } from "zod";

/** The demo registries that have content, in the order in which they are shown. */
export const STAGE_IDS = [
  "bicycle",
  "motorcycle",
  "rc-motorcycle",
  "midway",
  "extended",
  "quay-like",
  "ghcr-like",
  "gitlab-like",
  "html-like",
  "header-only",
  "empty-proxy",
  "guarded",
] as const;
export const stageIdSchema = z.enum(STAGE_IDS);
export type StageId = z.infer<typeof stageIdSchema>;

/**
 * One stored manifest. `indexed`: the stage's own listing of referrers names it (whichever listing the stage has).
 * False where there is no such listing, where the manifest refers to nothing, and where it was pushed before the
 * listing existed and never taken up.
 */
const catalogManifestSchema = z.strictObject({
  digest: z.string(),
  mediaType: z.string(),
  tags: z.array(z.string()),
  indexed: z.boolean(),
});

/** `missing`: digests that a manifest here names (subjects, children, blobs) and that are absent on purpose. */
export const catalogRepositorySchema = z.strictObject({
  name: z.string(),
  blobs: z.array(z.string()),
  manifests: z.array(catalogManifestSchema),
  missing: z.array(z.string()),
});

/** An image worth opening. `about` is one sentence for the front page. */
const sampleSchema = z.strictObject({
  stage: stageIdSchema,
  repository: z.string(),
  tag: z.string(),
  about: z.string(),
  /** Repositories that must be named for everything to be found. */
  otherRepositories: z.array(z.string()),
});
export type Sample = z.infer<typeof sampleSchema>;

/** `made` is when the content was made, ISO 8601. */
export const catalogSchema = z.strictObject({
  made: z.string(),
  stages: z.record(stageIdSchema, z.strictObject({ repositories: z.array(catalogRepositorySchema) })),
  samples: z.array(sampleSchema),
});
export type Catalog = z.infer<typeof catalogSchema>;
