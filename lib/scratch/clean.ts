// Takes away what a run pushed, and says what could not be taken away.
import { setTimeout as sleep } from "node:timers/promises";
import { asExplorerError } from "#lib/errors";
import type { WritableRepository } from "#lib/registry";
import { askToDelete } from "./delete-entry.ts";
import { requireEmpty } from "./emptiness.ts";
import { asTold, type Ending, type Entry, type Kind } from "./entry.ts";
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
  /** How long after it was begun a push without an answer may still arrive. */
  arrivesWithinMs?: number;
};

const PAUSES_MS = [1000, 3000];
/** A request is waited for for 30 seconds; what stands between here and the registry may hold it longer. */
const ARRIVES_WITHIN_MS = 120_000;
const MAY_ARRIVE = "its push was not answered, and may still arrive: look again in two minutes";
const SHARED =
  "its bytes do not name this run, and others here may have come to use them, so it was not deleted";
const TOO_LATE = "the time for cleaning up was over before its turn";
/** Tags go before what they name, and manifests before the blobs that they need. */
const ORDER: Kind[] = ["tag", "manifest", "blob"];

/** An attempt that left it there. `isFinal`: the registry refuses, so that asking again is of no use. */
type Attempt = Left & { isFinal: boolean };

/**
 * Removes all that the run has outstanding: each thing is deleted and then looked for, whatever the registry said.
 * What is not there is gone, but for what may still be under way. Never throws; what is left stays in the run's file.
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
  const told = (entry: Entry) => asTold(entry, record.isPending(entry));
  return {
    cleaned: cleaned.map(({ entry, ending }) => ({ entry: told(entry), ending })),
    left: left.map(({ entry, reason, exchanges }) => ({ entry: told(entry), reason, exchanges })),
  };
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
  options: CleanOptions,
): Promise<Attempt | undefined> {
  const { signal, arrivesWithinMs = ARRIVES_WITHIN_MS } = options;
  const { reason = TOO_LATE, exchanges = [], isFinal = false } = before;
  if (signal.aborted) return { entry, reason, exchanges, isFinal: true };
  if (isFinal && entry.kind !== "tag") return { entry, reason, exchanges, isFinal };
  const target = openSafely(options, entry);
  if ("reason" in target) return { entry, ...target, isFinal: true };
  if (entry.shared && !(await isEmpty(target))) return { entry, reason: SHARED, exchanges, isFinal: true };
  if (entry.kind === "tag" && record.isPending(entry)) await noteWhatItNames(record, entry, target);
  const asked = isFinal ? undefined : await askToDelete(target, entry);
  if (asked?.isDone) record.deleted(entry);
  const presence = await lookFor(target, entry.kind, entry.name, `clean up: is ${entry.what} gone?`);
  if (presence.there === "no") {
    if (!record.isPending(entry) || Date.now() - Date.parse(entry.at) >= arrivesWithinMs) return undefined;
    const all = [...new Set([...(asked?.exchanges ?? exchanges), ...presence.exchanges])];
    return { entry, reason: MAY_ARRIVE, exchanges: all, isFinal: false };
  }
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

function openSafely(
  { open }: CleanOptions,
  entry: Entry,
): WritableRepository | { reason: string; exchanges: string[] } {
  try {
    return open(entry);
  } catch (thrown) {
    const { message, exchanges } = asExplorerError(thrown);
    return { reason: message.replace(/\.$/, ""), exchanges };
  }
}

/** Others can only have come to use what is there through something that is there. */
function isEmpty(target: WritableRepository): Promise<boolean> {
  return requireEmpty(target).then(
    () => true,
    () => false,
  );
}

/** Whoever was killed before the registry's answer was read does not know under which digest it keeps what was sent. */
async function noteWhatItNames(record: RunRecord, tag: Entry, target: WritableRepository): Promise<void> {
  const { registry, repository, name: reference } = tag;
  try {
    const purpose = "clean up: what does the tag name?";
    const answer = await target.reading.resolve(repository, reference, { purpose });
    if (!answer.found) return;
    const thing = { registry, repository, kind: "manifest", name: answer.value.digest } as const;
    if (record.has(thing)) return;
    await record.note([{ ...thing, what: `what ${tag.what} names`, claimed: true }]);
    record.answered([thing]);
  } catch {
    // The tag's own deletion tells what is wrong.
  }
}
