// Reads what trust is made of, and remembers what it looked at, so that a change can be seen later.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ExplorerError } from "#lib/errors";

/** Trusted roots have some 10 KiB, a certificate has 2. */
const MAX_BYTES = 4 * 1024 * 1024;

export type Read = { bytes: Buffer; asOf: string };

export class Reader {
  /** By path, as it was when it was looked at: "gone", or its time of change and its size. */
  readonly #seen = new Map<string, string>();

  /** @throws ExplorerError "bad-request" where it cannot be read, or is no file of that size. */
  async file(path: string, what: string): Promise<Read> {
    const about = await this.#look(path);
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
      throw fault(path, `${what} cannot be read`, "Check that this user may read it.", cause);
    }
  }

  /** The names in a folder, sorted; undefined where there is no such folder. */
  async folder(path: string): Promise<string[] | undefined> {
    const about = await this.#look(path);
    if (!about?.isDirectory()) return undefined;
    const names = await readdir(path).catch(() => undefined);
    return names?.sort();
  }

  async exists(path: string): Promise<boolean> {
    return (await this.#look(path)) !== undefined;
  }

  /** Whether anything that was looked at is not as it was. */
  async hasChanged(): Promise<boolean> {
    const looks = await Promise.all(
      [...this.#seen].map(async ([path, before]) => stampOf(await statOf(path)) !== before),
    );
    return looks.some(Boolean);
  }

  async #look(path: string) {
    const about = await statOf(path);
    this.#seen.set(path, stampOf(about));
    return about;
  }
}

type About = Awaited<ReturnType<typeof statOf>>;

function statOf(path: string) {
  return stat(path).catch(() => undefined);
}

function stampOf(about: About): string {
  return about === undefined ? "gone" : `${about.mtimeMs} ${about.size} ${about.ino}`;
}

/** A sentence that names the file, what is wrong with it and what to do. The name is enough: paths are nobody's business. */
export function fault(path: string, what: string, todo: string, cause?: unknown): ExplorerError {
  return new ExplorerError("bad-request", { detail: `${basename(path)}: ${what}. ${todo}`, cause });
}
