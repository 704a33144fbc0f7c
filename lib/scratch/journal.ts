// One run's lines on disk: each is there, for good, before the caller goes on.
import { type FileHandle, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ExplorerError } from "#lib/errors";
import { type Line, lineSchema } from "./entry.ts";

/** A run of the largest kind writes a few hundred lines. */
const MAX_BYTES = 8 * 1024 * 1024;
/** More than a line can have. */
const MAX_LINE = 64 * 1024;
const NEWLINE = 0x0a;

/** What a file says. `damaged`: whole lines that mean nothing; the torn end of a killed process is none of them. */
export type Told = { lines: Line[]; damaged: number };

/** An append-only file. Lines that are written at once are written one after the other. */
export class Journal {
  private readonly path: string;
  private file: FileHandle | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Resolves once the lines are on disk. Throws ledger-failed; then they may be there in part, which is nothing. */
  append(lines: Line[]): Promise<void> {
    const written = this.last.then(() => this.write(lines));
    this.last = written.catch(() => {});
    return written;
  }

  async close(): Promise<void> {
    await this.last;
    await this.file?.close();
    this.file = undefined;
  }

  /** Nothing in it matters any more. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
  }

  private async write(lines: Line[]): Promise<void> {
    try {
      this.file ??= await this.openFile();
      await this.dropTornEnd(this.file);
      const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      const { size } = await this.file.stat();
      if (size + bytes.length > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes for one run`);
      await this.file.appendFile(bytes);
      await this.file.datasync();
    } catch (cause) {
      throw new ExplorerError("ledger-failed", {
        detail: `What is about to be pushed could not be written down (${wordsOf(cause).slice(0, 200)}), so it was not pushed.`,
        cause,
      });
    }
  }

  private async openFile(): Promise<FileHandle> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(this.path, "a+", 0o600);
    // The file's name must outlive a power cut as well as its lines.
    const directory = await open(folder, "r");
    await directory.sync().finally(() => directory.close());
    return file;
  }

  /** The end of a line that was never whole: whoever wrote it was killed, or the disk was full. */
  private async dropTornEnd(file: FileHandle): Promise<void> {
    const { size } = await file.stat();
    const start = Math.max(0, size - MAX_LINE);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const end = start + buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
    if (end < size) await file.truncate(end);
  }
}

/** Reads a run's file. What cannot be read at all is one damaged line: something may stand in it. */
export async function readJournal(path: string): Promise<Told> {
  try {
    const { size } = await stat(path);
    if (size > 2 * MAX_BYTES) return { lines: [], damaged: 1 };
    return readLines(await readFile(path, "utf8"));
  } catch {
    return { lines: [], damaged: 1 };
  }
}

export function readLines(text: string): Told {
  const told: Told = { lines: [], damaged: 0 };
  const whole = text.split("\n");
  // Nothing was sent for a line that has no end: it is written before the request.
  whole.pop();
  for (const line of whole) {
    if (line.trim() === "") continue;
    const parsed = lineSchema.safeParse(readJson(line));
    if (parsed.success) told.lines.push(parsed.data);
    else told.damaged++;
  }
  return told;
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown cause";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
