// One row as it is run: what happens on the way, and what it comes to.
import type { Exchange } from "#lib/evidence";
import type { Consumer, Producer, Reading, RegistryKind } from "#lib/upgrade";

export type Actor = "producer" | "registry" | "consumer";

/** One thing that was done, and what came of it, in words; `exchanges` are ids of the run's own. */
export type RunStep = { actor: Actor; what: string; outcome: string; exchanges: string[] };

/** `holds` is undefined where it could not be found out. */
export type Check = { expected: string; observed: string; holds: boolean | undefined };

/** What a row is about, by the seed or besides it. */
export type RowHead = {
  /** "1" to "18", or an extra's name. */
  id: string;
  number: number | null;
  producer: Producer;
  registry: RegistryKind;
  consumer: Consumer;
  description: string;
  supportedBySeed: boolean;
};

/** One row, run. "not-run": the registry is of the other kind, or nothing could be found out. */
export type Run = RowHead & {
  reading: Reading;
  target: { registry: string; repository: string };
  expected: string;
  observed: string;
  holds: boolean;
  verdict: "holds" | "differs" | "not-run";
  why: string;
  checks: { expected: string; observed: string; holds: boolean | null }[];
  steps: RunStep[];
  exchanges: Exchange[];
  leftovers: string[];
  startedAt: string;
  durationMs: number;
};

/** A row begins, takes its steps, and ends as a run. */
export type Happening =
  | { type: "begin"; id: string }
  | { type: "step"; id: string; step: RunStep }
  | { type: "exchange"; id: string; exchange: Exchange }
  | { type: "run"; run: Run };
export type Emit = (happening: Happening) => void;
