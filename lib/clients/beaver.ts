// 🦫 beaver (complete): looks where the squirrel looks, reads the new manifest too, and would rather have that.
import type { Reading } from "#lib/upgrade";
import { BEAVER } from "./generations.ts";
import { readFound } from "./read-found.ts";
import { listReferrers } from "./search.ts";
import type { FoundReferrer, Lookup, Question } from "./shapes.ts";

const FORM: Record<Reading, string> = {
  "proposal-e": "image-spec form; the new manifest that it would prefer is not there",
  "oci-1.1": "image-spec form; the new manifest was withdrawn from OCI 1.1",
};

/** As the squirrel, with a note on each referrer that is only there in the old form, or in both. */
export async function beaver(reading: Reading, question: Question): Promise<Lookup> {
  const lookup = await readFound(BEAVER, question, await listReferrers(reading, question));
  return { ...lookup, found: lookup.found.map((one) => withPreference(one, lookup.found, reading)) };
}

function withPreference(one: FoundReferrer, all: readonly FoundReferrer[], reading: Reading): FoundReferrer {
  if (one.state !== "usable" || one.form === "oci-artifact" || one.note !== undefined) return one;
  const same = all.find((other) => other.form === "oci-artifact" && isSameContent(one, other));
  return { ...one, note: same ? `the same content as ${same.digest}, which it prefers` : FORM[reading] };
}

function isSameContent(one: FoundReferrer, other: FoundReferrer): boolean {
  const digests = ({ contents }: FoundReferrer) => contents.map(({ digest }) => digest).sort();
  const isAlike = one.artifactType === other.artifactType && one.contents.length > 0;
  return isAlike && `${digests(one)}` === `${digests(other)}`;
}
