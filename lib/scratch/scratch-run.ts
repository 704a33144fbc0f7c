// One run on a scratch repository: whatever comes of it, it is cleaned up after.
import type { WritableRepository } from "#lib/registry";
import { type Cleaning, cleanUp } from "./clean.ts";
import { recordingRepository } from "./recording.ts";
import type { RunRecord } from "./run-record.ts";

export type ScratchOptions = {
  record: RunRecord;
  /** The repository, bound to a signal. */
  open: (signal: AbortSignal) => WritableRepository;
  /** Ends the work; not the cleaning, which must not be cut short by whoever leaves. */
  signal: AbortSignal;
  workMs: number;
  cleanMs?: number;
  /** See `cleanUp`. */
  pausesMs?: number[];
  arrivesWithinMs?: number;
  /** See `recordingRepository`. */
  isUsed?: boolean;
};

const CLEAN_MS = 60_000;

/**
 * Does the work on a repository that writes down what is pushed (see `recordingRepository`), and cleans up in every
 * outcome. Throws what the work throws, after the cleaning; what is left is then in the ledger.
 */
export async function inScratch<T>(
  options: ScratchOptions,
  work: (repository: WritableRepository, signal: AbortSignal) => Promise<T>,
): Promise<{ value: T; cleaning: Cleaning }> {
  const { record, open, signal, workMs, cleanMs = CLEAN_MS, isUsed } = options;
  const working = AbortSignal.any([signal, AbortSignal.timeout(workMs)]);
  let cleaning: Cleaning = { cleaned: [], left: [] };
  let value: T;
  try {
    value = await work(recordingRepository(open(working), record, { isUsed }), working);
  } finally {
    const time = AbortSignal.timeout(cleanMs);
    const { pausesMs, arrivesWithinMs } = options;
    cleaning = await cleanUp(record, { open: () => open(time), signal: time, pausesMs, arrivesWithinMs });
    await record.close();
  }
  return { value, cleaning };
}
