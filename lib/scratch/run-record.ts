// What one run pushed: noted before each push, and struck off when it is gone.
import { ExplorerError } from "#lib/errors";
import { asTold, type Ending, type Entry, entrySchema, keyOf, type Line, type Thing } from "./entry.ts";
import type { Journal, Told } from "./journal.ts";

type NewThing = Omit<Entry, "run" | "at">;

/** What one run pushed, as long as it goes on. */
export interface RunRecord {
  readonly run: string;
  /**
   * Writes down what is about to be pushed. Resolves once that is on disk; throws ledger-failed, also for what could
   * not be read back.
   */
  note(things: NewThing[]): Promise<void>;
  /** The registry has answered the push of these, and is done with it. */
  answered(things: Thing[]): void;
  /** Its last push has no answer that is known: it may still be under way. */
  isPending(thing: Thing): boolean;
  has(thing: Thing): boolean;
  /** The registry said that it deleted it. */
  deleted(thing: Thing): void;
  /** It is not there any more. Never throws. */
  gone(thing: Thing): Promise<Ending>;
  /** Not known to be gone, in the order in which they were pushed. */
  outstanding(): Entry[];
  /** All that was written down, as people are told of it. */
  all(): Entry[];
  /** The run has ended; its file stays only while something is left. Never throws. */
  close(): Promise<void>;
}

/** Writes nothing down: for rehearsals, which push to nobody. */
export function forgetfulRecord(run: string): RunRecord {
  return new JournalledRecord(run, undefined, { lines: [], damaged: 0 }, () => {});
}

/** `onClose` is called when the run has ended. */
export class JournalledRecord implements RunRecord {
  readonly run: string;
  private readonly journal: Journal | undefined;
  private readonly noted: Map<string, Entry>;
  private readonly left: Map<string, Entry>;
  private readonly pending: Set<string>;
  private readonly deletedKeys = new Set<string>();
  private readonly damaged: number;
  private readonly onClose: () => void;

  constructor(run: string, journal: Journal | undefined, { lines, damaged }: Told, onClose: () => void) {
    this.run = run;
    this.journal = journal;
    this.left = outstandingOf(lines);
    this.noted = new Map(this.left);
    this.pending = pendingOf(lines);
    this.damaged = damaged;
    this.onClose = onClose;
  }

  async note(things: NewThing[]): Promise<void> {
    const at = new Date().toISOString();
    // What is pushed once more is under way once more, and remains what it was.
    const entries = things
      .filter((thing) => !this.has(thing) || !this.isPending(thing))
      .map((thing) => readable({ ...(this.noted.get(keyOf(thing)) ?? thing), run: this.run, at }));
    if (entries.length === 0) return;
    await this.journal?.append(entries.map((entry): Line => ({ event: "pushing", ...entry })));
    for (const entry of entries) {
      const key = keyOf(entry);
      this.noted.set(key, entry);
      this.left.set(key, entry);
      this.pending.add(key);
    }
  }

  answered(things: Thing[]): void {
    const over = things.filter((thing) => this.pending.delete(keyOf(thing)));
    if (over.length === 0) return;
    const at = new Date().toISOString();
    const lines = over.map(({ registry, repository, kind, name }): Line => {
      return { event: "answered", registry, repository, kind, name, at };
    });
    // Not waited for: without the line a later cleaning takes the push for unanswered, and waits the longer.
    this.journal?.append(lines).catch(() => {});
  }

  isPending(thing: Thing): boolean {
    return this.pending.has(keyOf(thing));
  }

  has(thing: Thing): boolean {
    return this.noted.has(keyOf(thing));
  }

  deleted(thing: Thing): void {
    this.deletedKeys.add(keyOf(thing));
  }

  async gone({ registry, repository, kind, name }: Thing): Promise<Ending> {
    const thing = { registry, repository, kind, name };
    const how = this.deletedKeys.has(keyOf(thing)) ? "removed" : "absent";
    const line: Line = { event: "gone", ...thing, how, at: new Date().toISOString() };
    // Without the line a later cleaning looks for it once more; to stop this one would leave more behind.
    await this.journal?.append([line]).catch(() => {});
    this.left.delete(keyOf(thing));
    return how;
  }

  outstanding(): Entry[] {
    return [...this.left.values()];
  }

  all(): Entry[] {
    return [...this.noted.values()].map((entry) => asTold(entry, this.isPending(entry)));
  }

  async close(): Promise<void> {
    try {
      // What could not be read is kept for a person to look at.
      if (this.left.size === 0 && this.damaged === 0) await this.journal?.remove();
      else await this.journal?.close();
    } catch {
      // What was done is done; a file that stayed is looked at, and removed, by the next cleaning.
    } finally {
      this.onClose();
    }
  }
}

/** The entry, when it can be read back from its line: one that cannot would be there and not be listed. */
function readable(entry: Entry): Entry {
  if (entrySchema.safeParse(entry).success) return entry;
  throw new ExplorerError("ledger-failed", {
    detail: `${entry.what.slice(0, 64)} has a name that cannot be written down, so it was not pushed.`,
  });
}

/** `outstandingOf`, as people are told of it. */
export function toldOf(lines: Line[]): Entry[] {
  const pending = pendingOf(lines);
  return [...outstandingOf(lines)].map(([key, entry]) => asTold(entry, pending.has(key)));
}

/** What the lines of a file leave: noted, and not gone. */
function outstandingOf(lines: Line[]): Map<string, Entry> {
  const left = new Map<string, Entry>();
  for (const line of lines) {
    if (line.event === "gone") left.delete(keyOf(line));
    if (line.event !== "pushing") continue;
    const { event: _, ...entry } = line;
    left.set(keyOf(entry), entry);
  }
  return left;
}

/** The keys of what the lines of a file leave unanswered. */
function pendingOf(lines: Line[]): Set<string> {
  const pending = new Set<string>();
  for (const line of lines) {
    if (line.event === "pushing") pending.add(keyOf(line));
    else pending.delete(keyOf(line));
  }
  return pending;
}
