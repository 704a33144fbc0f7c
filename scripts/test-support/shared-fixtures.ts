// The real files that lie beside the repository, and what their index says of each.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const FOLDER = new URL("../../../shared/fixtures/", import.meta.url);

/** Said once, where nothing can be tested. */
export const NO_FIXTURES = "The shared fixtures are not beside this repository: no real file is opened.";

const edgeSchema = z.object({
  /** "in-index": BuildKit's annotation; "cosign .att": by a tag. `from` is the image, `to` the attestation's manifest. */
  edge: z.string(),
  from: z.string(),
  to: z.string(),
  layer: z.string(),
  predicate: z.string(),
  statement_predicate: z.string().optional(),
  signed: z.boolean(),
  builder_id: z.string().optional(),
  source_commit: z.string().optional(),
  log_index: z.number().optional(),
  integrated_time: z.number().optional(),
  expected_state: z.string().optional(),
});

const indexSchema = z.object({
  layouts: z.array(z.object({ layout: z.string(), edges: z.array(edgeSchema) })),
  files: z.array(
    z.object({
      file: z.string(),
      kind: z.string(),
      sha256: z.string(),
      must_show: z.record(z.string(), z.unknown()).nullable(),
      expected_state: z.string().optional(),
    }),
  ),
});
export type SharedFixture = z.infer<typeof indexSchema>["files"][number];
export type SharedLayout = z.infer<typeof indexSchema>["layouts"][number];

/** Undefined where the folder is absent. */
export const SHARED = existsSync(FOLDER)
  ? indexSchema.parse(JSON.parse(readFileSync(new URL("index.json", FOLDER), "utf8")))
  : undefined;

export function sharedPath(file: string): string {
  return fileURLToPath(new URL(file, FOLDER));
}

export function sharedBytes(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(file, FOLDER)));
}

export function hasShared(file: string): boolean {
  return existsSync(new URL(file, FOLDER));
}

/** Names in a folder, sorted. */
export function sharedIn(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, FOLDER)).sort();
}
