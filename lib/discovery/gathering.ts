// What one passive probe gathers while its questions come back.
import type { Registry } from "#lib/registry";
import { Observations } from "./observations.ts";
import { Reader } from "./reader.ts";
import { SharedAnswers } from "./shared-answers.ts";

export type Gathering = {
  registry: Registry;
  observations: Observations;
  shared: SharedAnswers;
  reader: Reader;
  /** What is odd, as sentences for the reader. */
  notes: string[];
};

/** Asked where a repository is empty: a registry with the API answers for any digest (distribution-spec). */
export const ZERO_DIGEST = `sha256:${"0".repeat(64)}`;

export function gatheringFor(registry: Registry): Gathering {
  return {
    registry,
    observations: new Observations(),
    shared: new SharedAnswers(registry),
    reader: new Reader(registry),
    notes: [],
  };
}
