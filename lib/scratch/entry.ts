// What a run may have left on a registry, as it is written down.
import { randomBytes } from "node:crypto";
import { z } from "zod";

const RUN = /^[0-9a-f]{16}$/;

/** `blob` and `manifest` are named by digest. */
export type Kind = "blob" | "manifest" | "tag";

const text = z.string().max(1024);
const thingSchema = z.object({
  registry: text,
  repository: text,
  kind: z.enum(["blob", "manifest", "tag"]),
  name: text,
});
/** A blob, manifest or tag in one repository. */
export type Thing = z.infer<typeof thingSchema>;

export const entrySchema = thingSchema.extend({
  run: z.string().regex(RUN),
  /** In words: "the image". */
  what: text,
  /** When it was written down, before the push: ISO 8601. */
  at: text,
  /** A manifest's digest by the registry's word alone: it is removed only when its bytes name the run. */
  claimed: z.literal(true).optional(),
  /** Its bytes do not name the run, and others use the repository: they may have come to use the same bytes. */
  shared: z.literal(true).optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** "removed": deleted by the run. "absent": it is not there; perhaps it never was. */
const endingSchema = z.enum(["removed", "absent"]);
export type Ending = z.infer<typeof endingSchema>;

/** One line of a run's file. */
export const lineSchema = z.discriminatedUnion("event", [
  entrySchema.extend({ event: z.literal("pushing") }),
  thingSchema.extend({ event: z.literal("answered"), at: text }),
  thingSchema.extend({ event: z.literal("gone"), how: endingSchema, at: text }),
]);
export type Line = z.infer<typeof lineSchema>;

/** Unlike any other: what is pushed bears it, so that nothing of before can be meant. */
export function newRun(): string {
  return randomBytes(8).toString("hex");
}

export function isRun(text: string): boolean {
  return RUN.test(text);
}

/** What tells things apart. */
export function keyOf({ registry, repository, kind, name }: Thing): string {
  return JSON.stringify([registry, repository, kind, name]);
}

/** A registry names an upload only to whoever opens it: after that nobody can ask for it, or call it off. */
const UNFINISHED =
  "an upload of it that was begun and not ended has no name to be listed by, and only the registry itself drops it";

/** The entry as people are told of it. `isPending`: no answer to its push is known. */
export function asTold(entry: Entry, isPending: boolean): Entry {
  const isUpload = entry.kind === "blob" && isPending;
  return isUpload ? { ...entry, what: `${entry.what}; ${UNFINISHED}` } : entry;
}
