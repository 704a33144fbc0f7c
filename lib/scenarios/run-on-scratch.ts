// Runs the rows that are about a named registry's kind, in its scratch repository; the others are told as not run.
import { type Reading, type RegistryKind, type SeedScenario, stateWords } from "#lib/upgrade";
import { Recorder } from "./recorder.ts";
import { findKind, type KindFound } from "./registry-kind.ts";
import { rowOf, rowsNumbered } from "./rows.ts";
import { finish, headOf, type RowOptions, runRow } from "./run-row.ts";
import type { Run } from "./shapes.ts";
import type { Target } from "./target.ts";

/** One after the other: they share the repository. Throws "cancelled", and what `Target.use` throws. */
export async function runOnScratch(
  numbers: readonly number[],
  target: Target,
  options: RowOptions,
): Promise<Run[]> {
  const found = await findKind(target, options.signal);
  const runs: Run[] = [];
  for (const scenario of rowsNumbered(numbers)) {
    const isItsRow = scenario.registry === found.kind;
    const told = { ...options, left: runs.length === 0 ? found.leftovers : [] };
    runs.push(isItsRow ? await runRow(scenario, target, told) : notRun(scenario, target, found, told));
  }
  return runs;
}

/** A row that was not played, with the answer that says why. */
function notRun(
  scenario: SeedScenario,
  target: Target,
  { kind, said, exchanges }: KindFound,
  { reading, emit, left = [] }: RowOptions,
): Run {
  const head = headOf(scenario);
  const recorder = new Recorder(head.id, emit);
  recorder.adopt(exchanges);
  const what = "is asked what it is";
  recorder.add("registry", { what, outcome: said, exchanges: exchanges.map(({ id }) => id) });
  const outcome = {
    verdict: "not-run" as const,
    expected: rowOf(scenario, reading).expected,
    observed: kind === "unknown" ? "could not check" : `not run: a ${kind}`,
    why: whyNot(scenario, kind, said, reading),
    checks: [],
    leftovers: [...left],
  };
  return finish(head, target, reading, recorder, outcome, emit);
}

function whyNot(
  { number, registry }: SeedScenario,
  kind: RegistryKind | "unknown",
  said: string,
  reading: Reading,
): string {
  if (kind === "unknown") return `Could not check what this registry is: ${said}.`;
  const is = stateWords(kind);
  const other = stateWords(registry);
  const its = rowNumberFor(number, kind);
  const words = `This registry is a ${is.icon} ${is.name}: ${said}. Row ${number} is about a ${other.icon} ${other.name}; row ${its} is its row.`;
  const isNoTree = reading === "oci-1.1" && number > 15;
  return isNoTree ? `${words} By OCI 1.1 both come out alike.` : words;
}

/** The table has the same three consumers for both registries, the bicycle's first. */
function rowNumberFor(number: number, kind: RegistryKind): number {
  return kind === "bicycle" ? number - 3 : number + 3;
}
