// 🐿 squirrel (intermediate): looks for references in image manifests, by the referrers API, else by tags.
import type { Reading } from "#lib/upgrade";
import { SQUIRREL } from "./generations.ts";
import { readFound } from "./read-found.ts";
import { listReferrers } from "./search.ts";
import type { Lookup, Question } from "./shapes.ts";

/** The API first; then the tags, as the reading has it; then each referrer that was listed. */
export async function squirrel(reading: Reading, question: Question): Promise<Lookup> {
  return readFound(SQUIRREL, question, await listReferrers(reading, question));
}
