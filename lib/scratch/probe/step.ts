// What a step of the active probe is: a question that only a push can answer.
import type { Capabilities, CapabilityName } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { WritableRepository } from "#lib/registry";
import type { ProbeContent } from "./content.ts";

/** As in the order of questions; A3 is asked before A4 is pushed. */
export type StepId =
  | "A1"
  | "A2"
  | "A3"
  | "A4"
  | "A5"
  | "A6"
  | "A7"
  | "A8"
  | "A9"
  | "A10"
  | "A11"
  | "A12"
  | "A13";

/** The answer to a step's question. `observed` is a sentence's worth; `facts` are name and value. */
export type Judged = {
  outcome: "yes" | "no" | "unknown" | "not-run";
  observed: string;
  facts?: [string, string][];
  exchanges: string[];
  capabilities?: Partial<Capabilities>;
};

export type StepResult = Judged & { id: StepId; title: string; asks: string; durationMs: number };

/** What one probe works with, and what its first steps learnt for the later ones. */
export type Trial = {
  run: string;
  /** Writes down what is pushed. */
  repository: WritableRepository;
  content: ProbeContent;
  signal: AbortSignal;
  /** Milliseconds after a push at which the list is looked at. */
  pollAtMs: readonly number[];
  /** Whether a plain image was taken: the control for every refusal of a special one. */
  image?: "taken" | "refused";
  /** Whether a manifest with a subject was. */
  subject?: "taken" | "refused";
  /** Reading found no referrers API. */
  readNoApi: boolean;
  /** What the referrers API is, as far as a list of the image's own referrers told. */
  api?: "lists" | "absent";
};

/**
 * The image's referrers, read when the last of them was listed or the waiting was over. `isCurrent`: it names what
 * was pushed last, so that what is not in it will not come either.
 */
export type Listing =
  | { items: Descriptor[]; isCurrent: boolean; paged: boolean; exchanges: string[] }
  | { items?: undefined; reason: string; exchanges: string[] };

/** What the pushing itself came to, and how to judge it once the list is there. */
export type Begun = { known: Judged; look?: (listing: Listing) => Promise<Judged> | Judged };

export type Step = {
  id: StepId;
  title: string;
  /** A question that is answered with yes or no. */
  asks: string;
  /** The capabilities that are not known when the step comes to nothing. */
  decides: CapabilityName[];
  /** Pushes. What it throws is the step's own matter: the others go on. */
  begin: (trial: Trial) => Promise<Begun>;
};

export function idsOf(...answers: { exchanges: { id: string }[] }[]): string[] {
  return [...new Set(answers.flatMap(({ exchanges }) => exchanges.map(({ id }) => id)))];
}
