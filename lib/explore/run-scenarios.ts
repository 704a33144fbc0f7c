// The use case behind the upgrade path's page: rows run on demo registries, or in a scratch repository.
import type { z } from "zod";
import type { ScenarioEvent, ScenarioRun, scenariosRequestSchema } from "#lib/api";
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { Session } from "#lib/registry";
import { type Run, runExtra, runOnDemo, runOnScratch, scratchTarget } from "#lib/scenarios";
import { requireEmpty } from "#lib/scratch";
import { SEED_SCENARIOS } from "#lib/upgrade";
import { type Context, context } from "./context.ts";
import { type ScratchPlace, scratchPlace } from "./scratch-place.ts";

type Request = z.output<typeof scenariosRequestSchema>;

export type ScenarioOptions = {
  /** Ends the run when the caller leaves; what was pushed is cleared away all the same. */
  signal: AbortSignal;
  /** From the first row's "begin" on; "done" is the caller's to send. */
  emit: (event: ScenarioEvent) => void;
  onExchange: (exchange: Exchange) => void;
};

/** Demo registries answer in milliseconds; a real one is sent up to a thousand requests. */
const DEMO_MS = 60_000;
const SCRATCH_MS = 600_000;
const ALL = SEED_SCENARIOS.map(({ number }) => number);

/**
 * Runs rows one after the other; without a choice the seed's eighteen.
 * @throws ExplorerError "bad-request" for a registry without a repository and the like, "writes-off" for a named one
 * while writes are off, "scratch-in-use" when its repository is not known to be empty and that was not said,
 * "too-busy" while another run writes to it, and "ledger-failed". What a registry does to a row is in the row's run.
 */
export async function runScenarios(request: Request, options: ScenarioOptions): Promise<ScenarioRun[]> {
  const place = placeOf(request);
  const shared = await context();
  const { settings, explorations } = shared;
  if (place && !settings.writes) {
    throw new ExplorerError("writes-off", { detail: "This server only reads: REFSCOPE_WRITES is off." });
  }
  if (!place && !settings.demo) {
    throw new ExplorerError("bad-request", {
      detail: "REFSCOPE_DEMO is off, so there are no demo registries: name a registry and a repository.",
    });
  }
  const limit = AbortSignal.timeout(place ? SCRATCH_MS : DEMO_MS);
  const bounded = { ...options, signal: AbortSignal.any([options.signal, limit]) };
  return explorations.run(options.signal, () =>
    place ? onScratch(shared, place, request, bounded) : onDemo(request, bounded),
  );
}

/** Where it shall be written to; undefined for the demo registries. */
function placeOf({ registry, repository, extras = [] }: Request): ScratchPlace | undefined {
  if (registry === undefined && repository === undefined) return undefined;
  if (registry === undefined || repository === undefined) {
    const missing = registry === undefined ? "registry" : "repository";
    throw new ExplorerError("bad-request", {
      detail: `${missing}: name it too. A scratch repository is named by both; without both the demo registries are used.`,
    });
  }
  if (extras.length > 0) {
    throw new ExplorerError("bad-request", {
      detail: "extras: they run on demo registries alone. Leave out registry and repository.",
    });
  }
  return scratchPlace(registry, repository);
}

async function onDemo(
  { scenarios, extras = [], reading = "proposal-e" }: Request,
  { signal, emit }: ScenarioOptions,
): Promise<Run[]> {
  const numbers = scenarios ?? (extras.length > 0 ? [] : ALL);
  const runs = await runOnDemo(numbers, { reading, signal, emit });
  for (const name of new Set(extras)) runs.push(await runExtra(name, { signal, emit }));
  return runs;
}

async function onScratch(
  { client, writeCredentials: credentials, ledger, scratching }: Context,
  { registry, repository }: ScratchPlace,
  { scenarios = ALL, reading = "oci-1.1", notEmpty = false }: Request,
  { signal, emit, onExchange }: ScenarioOptions,
): Promise<Run[]> {
  const open = (session: Session) => client.openForWriting(registry, repository, session, { credentials });
  const whole = open({ signal, onExchange });
  const heard = (session: Session): Session => ({
    ...session,
    onExchange: (exchange) => {
      onExchange(exchange);
      session.onExchange(exchange);
    },
  });
  const target = scratchTarget(registry, repository, {
    ...{ open: (session) => open(heard(session)), ledger, isUsed: notEmpty },
  });
  return scratching.run([whole], async () => {
    if (!notEmpty) await requireEmpty(whole);
    return runOnScratch(scenarios, target, { reading, signal, emit });
  });
}
