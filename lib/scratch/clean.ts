// Takes away what a run pushed, and says what could not be taken away.
import { setTimeout as sleep } from "node:timers/promises";
import type { WritableRepository } from "#lib/registry";
import { askToDelete } from "./delete-entry.ts";
import type { Ending, Entry, Kind } from "./entry.ts";
import { lookFor } from "./presence.ts";
import type { RunRecord } from "./run-record.ts";

/** A thing and what became of it. `exchanges` are ids. */
export type Cleaned = { entry: Entry; ending: Ending };
export type Left = { entry: Entry; reason: string; exchanges: string[] };
export type Cleaning = { cleaned: Cleaned[]; left: Left[] };

export type CleanOptions = {
  /** The repository of an entry, to write to until the cleaning's own time is over. */
  open: (entry: Entry) => WritableRepository;
  signal: AbortSignal;
  /** How long to wait before each further round over what is left: what was busy may not be any more. */
  pausesMs?: number[];
};

const PAUSES_MS = [1000, 3000];
const TOO_LATE = "the time for cleaning up was over before its turn";
/** Tags go before what they name, and manifests before the blobs that they need. */
const ORDER: Kind[] = ["tag", "manifest", "blob"];

/** An attempt that left it there. `isFinal`: the registry refuses, so that asking again is of no use. */
type Attempt = Left & { isFinal: boolean };

/**
 * Removes all that the run has outstanding: each thing is deleted and then looked for, whatever the registry said.
 * Never throws; what is left stays in the run's file.
 */
export async function cleanUp(record: RunRecord, options: CleanOptions): Promise<Cleaning> {
  const { signal, pausesMs = PAUSES_MS } = options;
  const cleaned: Cleaned[] = [];
  const attemptAll = async (due: (Pick<Attempt, "entry"> & Partial<Attempt>)[]): Promise<Attempt[]> => {
    const left: Attempt[] = [];
    for (const { entry, ...before } of due) {
      const attempt = await remove(record, entry, before, options);
      if (attempt) left.push(attempt);
      else cleaned.push({ entry, ending: await record.gone(entry) });
    }
    return left;
  };
  let left = await attemptAll(inOrder(record.outstanding()).map((entry) => ({ entry })));
  for (const pause of [0, ...pausesMs]) {
    // A tag that cannot be deleted is gone with its manifest, so it is looked for after that.
    const isWorthIt = left.some((one) => (pause === 0 ? isRefusedTag(one) : !one.isFinal));
    if (!isWorthIt) continue;
    if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => {});
    left = await attemptAll(left);
  }
  return { cleaned, left: left.map(({ entry, reason, exchanges }) => ({ entry, reason, exchanges })) };
}

/** The last pushed goes first: whatever is referred to outlives what refers to it. */
function inOrder(entries: Entry[]): Entry[] {
  const latest = entries.toReversed();
  return ORDER.flatMap((kind) => latest.filter((entry) => entry.kind === kind));
}

function isRefusedTag({ entry, isFinal }: Attempt): boolean {
  return isFinal && entry.kind === "tag";
}

/** Undefined when it is not there any more. `before` is what an earlier attempt came to. */
async function remove(
  record: RunRecord,
  entry: Entry,
  before: Partial<Attempt>,
  { open, signal }: CleanOptions,
): Promise<Attempt | undefined> {
  const { reason = TOO_LATE, exchanges = [], isFinal = false } = before;
  if (signal.aborted) return { entry, reason, exchanges, isFinal: true };
  if (isFinal && entry.kind !== "tag") return { entry, reason, exchanges, isFinal };
  const target = open(entry);
  const asked = isFinal ? undefined : await askToDelete(target, entry);
  if (asked?.isDone) record.deleted(entry);
  const presence = await lookFor(target, entry.kind, entry.name, `clean up: is ${entry.what} gone?`);
  if (presence.there === "no") return undefined;
  // What was not even sent says less than what came before.
  const isUnsent = asked?.exchanges.length === 0 && before.reason !== undefined;
  if (!asked || isUnsent) return { entry, reason, exchanges, isFinal };
  const stays =
    presence.there === "yes"
      ? "it is still there"
      : `whether it is gone: ${presence.reason.replace(/\.$/, "")}`;
  return {
    entry,
    reason: `${asked.reason}; ${stays}`,
    exchanges: [...new Set([...asked.exchanges, ...presence.exchanges])],
    isFinal: asked.isFinal,
  };
}
