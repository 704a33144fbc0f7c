import { z } from "zod";
import { NODE_KINDS } from "#lib/graph";

/**
 * What becomes of one attached artifact in one client's hands. "found" rests on lists and manifests: what the artifact
 * carries was not read. "unreadable": the client comes upon it and cannot, or will not, read it. "not-known" is no "not-found": the registry could not be heard, or the client's rule is not known.
 */
export const cellStateSchema = z.enum(["found", "unreadable", "not-found", "not-known"]);
export type CellState = z.infer<typeof cellStateSchema>;

/** A cell's state, why, and the exchanges that it rests on. */
export const verdictSchema = z.object({
  state: cellStateSchema,
  reason: z.string(),
  /** Ids of exchanges. */
  exchanges: z.array(z.string()),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** One attached artifact. `about` are the ids of the nodes that it is attached to. */
export const visibilityRowSchema = z.object({
  id: z.string(),
  digest: z.string(),
  kind: z.enum(NODE_KINDS),
  title: z.string(),
  about: z.array(z.string()),
});
export type VisibilityRow = z.infer<typeof visibilityRowSchema>;

/**
 * Whose eyes. A generation's column comes from running it, a client's from its rule: then `sources` say where the
 * rule was read, and when.
 */
export const visibilityColumnSchema = z.object({
  id: z.string(),
  group: z.enum(["generation", "client"]),
  name: z.string(),
  versions: z.string(),
  /** The command or feature that the column is about. */
  runs: z.string(),
  /** How it looks things up, in a sentence. */
  looks: z.string(),
  sources: z.array(z.object({ text: z.string(), url: z.string().optional() })),
  /** The day on which the sources were read: YYYY-MM-DD. Absent for a generation. */
  read: z.string().optional(),
  counts: z.record(cellStateSchema, z.number().int()),
  /** "cosign 2 sees 3 of 5", and why not the others where one reason holds for all. */
  sentence: z.string(),
});
export type VisibilityColumn = z.infer<typeof visibilityColumnSchema>;

/** Rows by columns. `cells[row][column]` is an index into `verdicts`: a reason that holds for many is there once. */
export const visibilityMatrixSchema = z.object({
  rows: z.array(visibilityRowSchema),
  columns: z.array(visibilityColumnSchema),
  verdicts: z.array(verdictSchema),
  cells: z.array(z.array(z.number().int())),
  /** Rows that found no room. */
  leftOut: z.number().int(),
});
export type VisibilityMatrix = z.infer<typeof visibilityMatrixSchema>;
