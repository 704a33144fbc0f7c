// The use cases that write: the active probe, its dry run, and cleaning up after earlier runs.
import type { z } from "zod";
import type {
  ActiveProbe,
  activeProbeRequestSchema,
  Cleaning,
  cleanRequestSchema,
  Leftovers,
} from "#lib/api";
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { WritableRepository } from "#lib/registry";
import { cleanUp, type Entry, newRun, untakenSteps } from "#lib/scratch";
import { assess, unknownCapabilities } from "#lib/upgrade";
import { endingsOf, leftThings, thingOf } from "./cleaning-words.ts";
import { type Context, context } from "./context.ts";
import type { AskOptions } from "./probe-registry.ts";
import { Receipts } from "./receipts.ts";
import { rehearseProbe } from "./rehearse-probe.ts";
import { runActiveProbe } from "./run-active-probe.ts";
import { scratchPlace } from "./scratch-place.ts";

type Request = z.output<typeof activeProbeRequestSchema>;

/** How long a cleaning may take when somebody waits for it alone. */
const CLEAN_MS = 120_000;

/**
 * Pushes to the scratch repository that was named twice, and cleans up there; the verdict is remembered like a
 * probe's. A dry run asks nobody.
 * @throws ExplorerError "writes-off"; "bad-reference" for what is no repository; "scratch-in-use" when the repository is not known to be empty and that was not
 * said; "too-busy" while another run writes there; "ledger-failed" and the faults of a registry that cannot be asked
 * at all: each before anything is pushed.
 */
export async function probeActively(
  request: Request,
  { signal, onExchange }: AskOptions,
): Promise<ActiveProbe> {
  const shared = await context();
  requireWrites(shared);
  const { registry, repository } = scratchPlace(request.registry, request.repository);
  const open = opener(shared, registry, repository);
  const run = request.run ?? newRun();
  const target = open(signal, () => {});
  if (request.dryRun) {
    return shared.explorations.run(signal, () => dryRun(target, run));
  }
  const receipts = new Receipts();
  const openKept = (until: AbortSignal) =>
    open(until, (exchange) => {
      if (receipts.add(exchange)) onExchange(exchange);
    });
  const begin = (name: string) => shared.ledger.begin(name);
  const notEmpty = request.notEmpty ?? false;
  const found = await shared.scratching.run([target], () =>
    shared.explorations.run(signal, () => runActiveProbe({ run, begin, open: openKept, signal, notEmpty })),
  );
  const exchanges = receipts.all();
  const { run: _run, steps: _steps, pushed: _pushed, leftovers: _leftovers, ...probed } = found;
  const standing = shared.known.rememberProbe({ ...probed, exchanges });
  return { ...found, ...standing, exchanges, dryRun: false };
}

/** What runs of this server and of earlier ones may have left. Nobody is asked. */
export async function leftovers(): Promise<Leftovers> {
  const runs = await (await context()).ledger.leftovers();
  return runs.map(({ entries, ...run }) => ({ ...run, things: entries.map(thingOf) }));
}

/**
 * Takes away what a run left; what cannot be taken away stays written down.
 * @throws ExplorerError "writes-off", "not-found" for a run that left nothing, "too-busy" while it is going on, or
 * another one where it pushed to.
 */
export async function cleanLeftovers(
  { run }: z.output<typeof cleanRequestSchema>,
  { signal, onExchange }: AskOptions,
): Promise<Cleaning> {
  const shared = await context();
  requireWrites(shared);
  const record = await shared.ledger.reopen(run);
  const receipts = new Receipts();
  const until = AbortSignal.any([signal, AbortSignal.timeout(CLEAN_MS)]);
  const keep = (exchange: Exchange) => {
    if (receipts.add(exchange)) onExchange(exchange);
  };
  try {
    const entries = record.outstanding();
    const open = ({ registry, repository }: Entry) => opener(shared, registry, repository)(until, keep);
    const places = entries.flatMap((entry) => placeOf(() => open(entry)));
    const cleaning = await shared.scratching.run(places, () => cleanUp(record, { open, signal: until }));
    return {
      run,
      pushed: endingsOf(entries, cleaning),
      leftovers: leftThings(cleaning),
      exchanges: receipts.all(),
    };
  } finally {
    await record.close();
  }
}

/** None where it cannot be opened, which the cleaning says of it. */
function placeOf(open: () => WritableRepository): WritableRepository[] {
  try {
    return [open()];
  } catch {
    return [];
  }
}

type Open = (signal: AbortSignal, onExchange: AskOptions["onExchange"]) => WritableRepository;

/** Throws writes-off before anything is asked. */
function opener(shared: Context, registry: string, repository: string): Open {
  requireWrites(shared);
  const { client, writeCredentials: credentials } = shared;
  return (signal, onExchange) =>
    client.openForWriting(registry, repository, { signal, onExchange }, { credentials });
}

function requireWrites({ settings }: Context): void {
  if (settings.writes) return;
  throw new ExplorerError("writes-off", { detail: "This server only reads: REFSCOPE_WRITES is off." });
}

async function dryRun({ host, repository }: WritableRepository, run: string): Promise<ActiveProbe> {
  const began = new Date();
  const plan = await rehearseProbe(repository, run);
  const nothing = "it was a dry run: nobody was asked";
  return {
    ...{ registry: host, repository, run, dryRun: true, plan },
    ...{
      steps: untakenSteps(nothing),
      pushed: [],
      leftovers: [],
      claims: [],
      exchanges: [],
      notes: [nothing],
    },
    at: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
    upgrade: assess({ registry: host, repository, capabilities: unknownCapabilities(nothing) }),
    extensions: { registry: [], repository: [] },
  };
}
