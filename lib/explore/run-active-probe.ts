// One active probe of one repository: reads, sees that the repository is empty, pushes, cleans up.
import type { ActiveProbe, Probe } from "#lib/api";
import { probe } from "#lib/discovery";
import type { WritableRepository } from "#lib/registry";
import { activeProbe, inScratch, type RunRecord, requireEmpty } from "#lib/scratch";
import { endingsOf, leftThings } from "./cleaning-words.ts";

export type ActiveProbeParts = {
  run: string;
  /** Begins the run's record, when nothing stands against pushing any more. */
  begin: (run: string) => Promise<RunRecord>;
  /** The scratch repository, bound to a signal. */
  open: (signal: AbortSignal) => WritableRepository;
  signal: AbortSignal;
  /** Said in so many words: it may hold something. */
  notEmpty: boolean;
};

const READ_MS = 60_000;
const PUSH_MS = 90_000;

type Found = Omit<ActiveProbe, "exchanges" | "dryRun" | "plan">;

/**
 * @throws ExplorerError before anything is pushed: when the registry cannot be asked at all, and scratch-in-use.
 * After that a step that fails says so, and what could not be removed is in `leftovers`.
 */
export async function runActiveProbe(parts: ActiveProbeParts): Promise<Found> {
  const { run, begin, open, signal, notEmpty } = parts;
  const began = new Date();
  const reading = open(AbortSignal.any([signal, AbortSignal.timeout(READ_MS)]));
  const found = await probe({ registry: reading.reading, repository: reading.repository, signal });
  if (!notEmpty) await requireEmpty(reading);
  const { upgrade, tags } = found;
  // A gap is told only where something was compared.
  const compared = upgrade.reindexGap === undefined ? 0 : 1;
  const passive = {
    capabilities: upgrade.capabilities,
    reindexGap: upgrade.reindexGap,
    tagEvidence: { digestTags: tags?.digestTags ?? 0, compared },
  };
  const record = await begin(run);
  const { value, cleaning } = await inScratch(
    { record, open, signal, workMs: PUSH_MS },
    (repository, working) => activeProbe({ run, repository, passive, signal: working }),
  );
  const probed: Omit<Probe, "exchanges"> = {
    registry: reading.host,
    repository: reading.repository,
    subject: found.subject,
    at: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
    claims: found.claims,
    upgrade: value.upgrade,
    extensions: found.extensions,
    notes: [...found.notes, ...value.notes],
    tags,
    hasPushed: true,
  };
  const steps = value.steps.map(({ capabilities: _, ...step }) => step);
  return {
    ...probed,
    run,
    steps,
    pushed: endingsOf(record.all(), cleaning),
    leftovers: leftThings(cleaning),
  };
}
