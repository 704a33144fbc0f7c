// Reads what trust is made of, and remembers what it looked at, so that a change can be seen later.
import type { Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ExplorerError } from "#lib/errors";

/** Trusted roots have some 10 KiB, a certificate has 2. */
const MAX_BYTES = 4 * 1024 * 1024;

export type Read = { bytes: Buffer; asOf: string };

export class Reader {
  /** By path, as it was when it was looked at: "gone", or what changes with it. `UNREAD` equals nothing: it is tried again. */
  readonly #seen = new Map<string, string>();

  /** @throws ExplorerError "bad-request" where it cannot be read, or is no file of that size. */
  async file(path: string, what: string): Promise<Read> {
    const about = await this.#look(path, what);
    if (!about?.isFile())
      throw fault(path, `${what} cannot be read`, "Check the path, and that this user may read it.");
    if (about.size > MAX_BYTES)
      throw fault(
        path,
        `${what} has ${about.size} bytes, more than any has`,
        "Check that it is the right file.",
      );
    try {
      return { bytes: await readFile(path), asOf: about.mtime.toISOString() };
    } catch (cause) {
      throw this.#unread(path, what, cause);
    }
  }

  /**
   * The names in a folder, sorted; undefined where there is no such folder.
   * @throws ExplorerError "bad-request" where there is one, or may be, that cannot be read.
   */
  async folder(path: string): Promise<string[] | undefined> {
    const about = await this.#look(path, "the folder");
    if (!about?.isDirectory()) return undefined;
    try {
      return (await readdir(path)).sort();
    } catch (cause) {
      throw this.#unread(path, "the folder", cause);
    }
  }

  /** @throws ExplorerError "bad-request" where that cannot be told. */
  async exists(path: string): Promise<boolean> {
    return (await this.#look(path, "the file")) !== undefined;
  }

  /** Whether anything that was looked at is not as it was. */
  async hasChanged(): Promise<boolean> {
    const looks = await Promise.all(
      [...this.#seen].map(async ([path, before]) => before === UNREAD || (await stampAt(path)) !== before),
    );
    return looks.some(Boolean);
  }

  /** Undefined for what is not there. */
  async #look(path: string, what: string): Promise<Stats | undefined> {
    try {
      const about = await stat(path);
      this.#seen.set(path, stampOf(about));
      return about;
    } catch (cause) {
      if (!isAbsence(cause)) throw this.#unread(path, what, cause);
      this.#seen.set(path, GONE);
      return undefined;
    }
  }

  #unread(path: string, what: string, cause: unknown): ExplorerError {
    this.#seen.set(path, UNREAD);
    return fault(path, `${what} could not be read`, "Check that this user may read it.", cause);
  }
}

const GONE = "gone";
const UNREAD = "unread";

/** Nothing else says that it is not there. */
function isAbsence(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && ["ENOENT", "ENOTDIR"].includes(String(cause.code));
}

async function stampAt(path: string): Promise<string> {
  try {
    return stampOf(await stat(path));
  } catch (cause) {
    return isAbsence(cause) ? GONE : UNREAD;
  }
}

/** Who replaces a file may keep its size and its time; when it was last touched in any way is the system's own. */
function stampOf({ mtimeMs, ctimeMs, size, ino, dev }: Stats): string {
  return [mtimeMs, ctimeMs, size, ino, dev].join(" ");
}

/** A sentence that names the file, what is wrong with it and what to do. The name is enough: paths are nobody's business. */
export function fault(path: string, what: string, todo: string, cause?: unknown): ExplorerError {
  return new ExplorerError("bad-request", { detail: `${basename(path)}: ${what}. ${todo}`, cause });
}
