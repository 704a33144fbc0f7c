// Real files that lie beside the repository, with what a reader of each must show.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { isJsonObject } from "#lib/oci";
import type { Tools } from "./draft.ts";

const FOLDER = new URL("../../../shared/fixtures/", import.meta.url);

/** `mustShow` was computed without any JavaScript library. */
export type Fixture = {
  file: string;
  kind: string;
  sha256: string;
  mustShow: Record<string, unknown> | undefined;
};

const edgeSchema = z.object({
  to: z.string(),
  predicate: z.string(),
  statement_predicate: z.string().optional(),
});
const indexSchema = z.object({
  layouts: z.array(z.object({ layout: z.string(), edges: z.array(edgeSchema) })),
  files: z.array(
    z.object({ file: z.string(), kind: z.string(), sha256: z.string(), must_show: z.unknown() }),
  ),
});

const index = existsSync(FOLDER)
  ? indexSchema.parse(JSON.parse(readFileSync(new URL("index.json", FOLDER), "utf8")))
  : undefined;

/** Undefined where the folder is absent. */
export const FIXTURES: Fixture[] | undefined = index && fixturesOf(index.files);
/** OCI layouts, with which attestation is about which image. */
export const LAYOUTS = index?.layouts;

function fixturesOf(files: z.infer<typeof indexSchema>["files"]): Fixture[] {
  return files.map(({ must_show: shown, ...file }) => ({
    ...file,
    mustShow: isJsonObject(shown) ? shown : undefined,
  }));
}

export function fixtureBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(file, FOLDER)));
}

export const TOOLS: Tools = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  now: Date.UTC(2026, 10, 24),
};
