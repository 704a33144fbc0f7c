// Runs one row of the seed's table at one target, and writes it down as a run.
import type { Reading, SeedScenario } from "#lib/upgrade";
import { judge, observedLine } from "./judge.ts";
import { perform } from "./performance.ts";
import { cut, Recorder } from "./recorder.ts";
import { rowOf } from "./rows.ts";
import type { Check, Emit, RowHead, Run } from "./shapes.ts";
import type { Place, Target } from "./target.ts";

/** `left`: what was left over before the row began, and has not been told yet. */
export type RowOptions = { reading: Reading; signal: AbortSignal; emit: Emit; left?: readonly string[] };

/** What the seed's table says of a row. */
export function headOf(scenario: SeedScenario): RowHead {
  const { number, producer, registry, consumer, description, supported } = scenario;
  return {
    id: String(number),
    number,
    producer,
    registry,
    consumer,
    description,
    supportedBySeed: supported,
  };
}

/** Throws "cancelled" when the caller leaves; whatever the registry does is in the run. */
export async function runRow(scenario: SeedScenario, target: Target, options: RowOptions): Promise<Run> {
  const { reading, signal, emit, left = [] } = options;
  const head = headOf(scenario);
  const { expected, why, watch, promises } = rowOf(scenario, reading);
  const recorder = new Recorder(head.id, emit);
  const { producer, consumer } = scenario;
  const { value: seen, leftovers } = await inPlace(target, head.id, recorder, signal, (place) =>
    perform(head.id, place, { producer, consumer, reading, watch }, recorder),
  );
  const checks = promises.map((promise) => promise(seen, recorder));
  const outcome = {
    ...judge(scenario, seen, checks, why),
    expected,
    observed: observedLine(scenario, seen),
    checks,
    leftovers: [...left, ...leftovers],
  };
  return finish(head, target, reading, recorder, outcome, emit);
}

/** As `Target.use`; what the target asked and removed on its own account are steps of the row. */
async function inPlace<T>(
  target: Target,
  id: string,
  recorder: Recorder,
  signal: AbortSignal,
  work: (place: Place) => Promise<T>,
): Promise<{ value: T; leftovers: string[] }> {
  const { value, cleared } = await target.use(id, recorder.session(signal), work);
  if (!cleared) return { value, leftovers: [] };
  const { leftovers, removed, exchanges } = cleared;
  const looks = recorder.orphans().filter((orphan) => !exchanges.includes(orphan));
  if (looks.length > 0)
    recorder.add("producer", {
      what: "looked before each push whether it would touch what is there already",
      outcome: "it did not, or was not pushed",
      exchanges: looks,
    });
  const left = leftovers.length === 0 ? "nothing is left" : `${leftovers.length} could not be removed`;
  recorder.add("producer", {
    what: "clears away what was pushed",
    outcome: `${removed} removed, ${left}`,
    exchanges,
  });
  return { value, leftovers };
}

export type Outcome = Pick<Run, "verdict" | "expected" | "observed" | "why" | "leftovers"> & {
  checks: readonly Check[];
};

/** Ends the row, tells it, and gives it. */
export function finish(
  head: RowHead,
  target: Pick<Target, "registry" | "repositoryFor">,
  reading: Reading,
  recorder: Recorder,
  { checks, ...outcome }: Outcome,
  emit: Emit,
): Run {
  const run: Run = {
    ...head,
    reading,
    target: { registry: target.registry, repository: target.repositoryFor(head.id) },
    ...outcome,
    observed: cut(outcome.observed),
    why: cut(outcome.why),
    holds: outcome.verdict === "holds",
    checks: checks.map(({ expected, observed, holds }) => ({
      expected,
      observed: cut(observed),
      holds: holds ?? null,
    })),
    steps: recorder.steps,
    exchanges: recorder.exchanges(),
    startedAt: recorder.began.toISOString(),
    durationMs: Date.now() - recorder.began.getTime(),
  };
  emit({ type: "run", run });
  return run;
}
