// The list of what was pushed: a file a run, which is gone when all of it is gone from the registry.
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ExplorerError } from "#lib/errors";
import { type Entry, isRun } from "./entry.ts";
import { Journal, readJournal, type Told } from "./journal.ts";
import { JournalledRecord, type RunRecord, toldOf } from "./run-record.ts";

/** A run's things that are not known to be gone. */
export type RunLeftovers = {
  run: string;
  /** In the order in which they were pushed; a blob whose upload may be open says so. */
  entries: Entry[];
  /** Lines of its file that cannot be read: what they said may be left as well. */
  damaged: number;
  /** It is still going on, in this process. */
  isRunning: boolean;
};

export interface Ledger {
  /** A new run. Throws bad-request for a name that is none or was used, too-busy when too many left something. */
  begin(run: string): Promise<RunRecord>;
  /** Of every run that left something, or is going on; the oldest first. */
  leftovers(): Promise<RunLeftovers[]>;
  /** A run that ended, to be cleaned. Throws not-found, and too-busy while it is going on. */
  reopen(run: string): Promise<RunRecord>;
}

/** More runs than this with leftovers: nothing more is pushed before some are cleaned. */
const MOST_RUNS = 500;
const ENDING = ".jsonl";

/** One for the process. `directory` is made when the first run pushes something. */
export function openLedger(directory: string): Ledger {
  const running = new Set<string>();
  const pathOf = (run: string) => join(directory, `${run}${ENDING}`);
  const open = (run: string, told: Told): RunRecord => {
    const record = new JournalledRecord(run, new Journal(pathOf(run)), told, () => running.delete(run));
    running.add(run);
    return record;
  };
  return {
    async begin(run) {
      if (!isRun(run)) throw new ExplorerError("bad-request", { detail: "A run is named by 16 hex digits." });
      const files = await filesIn(directory);
      if (files.includes(run) || running.has(run)) {
        throw new ExplorerError("bad-request", {
          detail: "A run of that name was there before: name another.",
        });
      }
      if (files.length >= MOST_RUNS) {
        throw new ExplorerError("too-busy", {
          detail: `${files.length} earlier runs left something on registries: clean up some of them first.`,
        });
      }
      return open(run, { lines: [], damaged: 0 });
    },
    async leftovers() {
      const found = await Promise.all(
        (await filesIn(directory)).map(async (run): Promise<RunLeftovers> => {
          const { lines, damaged } = await readJournal(pathOf(run));
          return { run, entries: toldOf(lines), damaged, isRunning: running.has(run) };
        }),
      );
      const left = found.filter(({ entries, damaged }) => entries.length > 0 || damaged > 0);
      return left.sort((a, b) => ((a.entries[0]?.at ?? "") < (b.entries[0]?.at ?? "") ? -1 : 1));
    },
    async reopen(run) {
      if (running.has(run)) {
        throw new ExplorerError("too-busy", { detail: "This run is still going on.", retryAfterSeconds: 5 });
      }
      // Before anything is waited for: two that come at once must not both have it.
      running.add(run);
      const isKnown = isRun(run) && (await isThere(pathOf(run)));
      const told = isKnown ? await readJournal(pathOf(run)) : undefined;
      if (told) return open(run, told);
      running.delete(run);
      throw new ExplorerError("not-found", { detail: "No run of that name has left anything." });
    },
  };
}

/** The runs that have a file, the first by name when there are too many. */
async function filesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new ExplorerError("ledger-failed", {
      detail: "The list of what was pushed cannot be read.",
      cause: error,
    });
  });
  const runs = names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
  return runs
    .filter(isRun)
    .sort()
    .slice(0, 2 * MOST_RUNS);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
