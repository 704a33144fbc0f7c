// What the rows besides the seed's have in common: played on demo registries of their own, always as OCI 1.1 has it.
import { type BranchPush, branch, type Lookup, leaf, type Made, pullAs, type Tell } from "#lib/clients";
import type { RegistryKind } from "#lib/upgrade";
import { couldNot } from "../checks.ts";
import type { DemoRegistries } from "../demo-registries.ts";
import { contentOf } from "../performance.ts";
import type { Recorder } from "../recorder.ts";
import type { Check } from "../shapes.ts";
import type { Place, Target } from "../target.ts";

/** What an extra row came to; `target` is where it is said to have run. */
export type ExtraOutcome = { target: Target; observed: string; checks: Check[] };

export type Extra = {
  registry: RegistryKind;
  description: string;
  expected: string;
  why: string;
  play: (demo: DemoRegistries, recorder: Recorder, signal: AbortSignal) => Promise<ExtraOutcome>;
};

/** One producer after the other, one consumer, on one registry. */
export class Scene {
  readonly image: Made;
  readonly #place: Place;
  readonly #id: string;
  readonly #recorder: Recorder;

  constructor(id: string, place: Place, recorder: Recorder) {
    this.#id = id;
    this.#place = place;
    this.#recorder = recorder;
    this.image = contentOf(id, place.run).image;
  }

  get to(): Place["to"] {
    return this.#place.to;
  }

  async pushImage(): Promise<boolean> {
    const tell = this.#recorder.tell("producer");
    const { state } = await leaf(this.to, this.image, { tag: this.#place.tag, tell });
    return state === "stored";
  }

  /** `by` tells producers apart. */
  attach(by: string, options: Omit<Parameters<typeof branch>[4], "tell"> = {}): Promise<BranchPush> {
    const { artifact } = contentOf(this.#id, this.#place.run);
    const annotations = { ...artifact.annotations, "refscope.producer": by };
    const heard = this.#recorder.tell("producer");
    const tell: Tell = (step) => heard({ ...step, what: `${step.what} (${by})` });
    return branch("oci-1.1", this.to, this.image, { ...artifact, annotations }, { tell, ...options });
  }

  async look(digest = this.image.digest): Promise<Lookup | undefined> {
    const question = { registry: this.to.reading, repository: this.to.repository, digest };
    const tell = this.#recorder.tell("consumer");
    return (await pullAs("squirrel", "oci-1.1", { ...question, tell })).lookup;
  }
}

/** A check that says what was seen in a few words. `holds` undefined: it was not found out. */
export function check(expected: string, observed: string, holds: boolean | undefined): Check {
  return { expected, observed, holds };
}

/** "1 found by referrers tag", "0 found, complete", or that it could not be checked. */
export function wordsOf(lookup: Lookup | undefined): string {
  if (!lookup) return "could not check";
  const { found, by, completeness, reason } = lookup;
  if (found.length > 0) return `${found.length} found by ${by.replace("-", " ").replace("api", "API")}`;
  if (completeness === "complete") return "0 found, complete";
  return couldNot(reason);
}

/** Whether exactly these were found and can be used; undefined when that is not known. */
export function finds(lookup: Lookup | undefined, pushes: readonly BranchPush[]): boolean | undefined {
  if (lookup?.completeness !== "complete") return undefined;
  const usable = lookup.found.filter(({ state }) => state === "usable").map(({ digest }) => digest);
  const wanted = pushes.map(({ made }) => made.digest);
  return usable.length === wanted.length && wanted.every((digest) => usable.includes(digest));
}
