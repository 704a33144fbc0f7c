// Reads a list page by page, and keeps what it has when a page fails.
import { ExplorerError } from "#lib/errors";
import type { Reply } from "../auth/authorised-sender.ts";
import type { NextPage } from "../link.ts";
import type { Answer, Listed } from "../registry.ts";
import type { Call } from "./call.ts";

/** How a page is asked for. `isGuess`: no answer named it; it was made up from the last entry. */
type Step = { url: URL; accept: string; isGuess?: boolean };

/** One page, or in words what a 200 was instead of one. `dropped` counts the entries that could not be read. */
export type Page<T> =
  | { items: T[]; dropped?: number; next?: NextPage | { guess: URL } }
  | { notAList: string };

export type PagingOptions<T> = {
  repository?: string;
  first: Step;
  /** Another way to ask for the first page, after a refusal to the first way. */
  otherwise?: (reply: Reply) => Step | undefined;
  /** Makes a page of a 200. Throws malformed-answer. */
  read: (reply: Reply) => Page<T>;
  /** What two equal entries have in common: the second one is dropped. */
  keyOf?: (item: T) => string;
  /** Told of each entry that was dropped for being equal by `keyOf` to an earlier one. */
  onRepeat?: (first: T, repeated: T) => void;
  maxItems: number;
  /** 50 when absent. */
  maxPages?: number;
  /** "tags": for the sentence about where it stopped. */
  noun: string;
};

const MAX_PAGES = 50;
/** Registries that do not page send it all: 200,000 tags, or 40,000 referrers. */
const MAX_PAGE_BYTES = 16 * 1024 * 1024;
/** All pages together, decoded; checked between pages, so the last page read may pass it. */
const MAX_LIST_MIB = 32;

/**
 * All pages from the first to the last, to the caps of pages and items, or 32 MiB. A first page that is refused is a
 * refusal; a later one that is refused, fails, or was there before ends the list, and `truncated` says so, as it
 * does when entries could not be read. Throws for a first page that fails, and "cancelled" always.
 */
export async function readPages<T>(call: Call, options: PagingOptions<T>): Promise<Answer<Listed<T>>> {
  const list = new Gathered(options);
  let step = options.first;
  for (;;) {
    const reply = await askForPage(call, step, list.pages > 0, options);
    if (typeof reply === "string") {
      return call.found(list.cut(`page ${list.pages + 1} could not be read: ${reply}`));
    }
    if (reply.status !== 200) {
      const other = step === options.first ? options.otherwise?.(reply) : undefined;
      if (other) {
        step = other;
        continue;
      }
      if (list.pages === 0) return call.refused(reply);
      return call.found(list.cut(`page ${list.pages + 1} was answered with ${reply.status}`));
    }
    const page = readPage(reply, list.pages, options);
    if ("notAList" in page) {
      if (list.pages === 0) return call.refused(reply, page.notAList);
      return call.found(list.cut(`page ${list.pages + 1} is no list: ${page.notAList}`));
    }
    const next = list.add(step, page, reply.body.length);
    if (!("url" in next)) return call.found(next);
    step = next;
  }
}

/** What was gathered so far. */
class Gathered<T> {
  pages = 0;
  private readonly visited = new Set<string>();
  private readonly items: T[] = [];
  private readonly seen = new Map<string, T>();
  private bytes = 0;
  private dropped = 0;
  private readonly options: PagingOptions<T>;

  constructor(options: PagingOptions<T>) {
    this.options = options;
  }

  cut(reason: string): Listed<T> {
    return this.ended([reason]);
  }

  /** Takes a page of so many bytes in. Says where to go on, or gives the finished list. */
  add(step: Step, page: Extract<Page<T>, { items: T[] }>, bytes: number): Step | Listed<T> {
    const { maxItems, noun } = this.options;
    this.pages++;
    this.bytes += bytes;
    this.dropped += page.dropped ?? 0;
    this.visited.add(step.url.href);
    const before = this.items.length;
    for (const item of page.items) {
      if (this.isRepeated(item)) continue;
      if (this.items.length >= maxItems) return this.cut(`only the first ${maxItems} ${noun} were read`);
      this.items.push(item);
    }
    if (step.isGuess && this.items.length === before) {
      if (page.items.length === 0) return this.whole();
      return this.cut(`the registry gave ${before} ${noun} at once, and no way to more`);
    }
    return this.follow(step, page.next);
  }

  private follow(step: Step, next: NextPage | { guess: URL }): Step | Listed<T> {
    if (!next) return this.whole();
    if ("stop" in next) return this.cut(next.stop);
    if (this.items.length >= this.options.maxItems) {
      return this.cut(`only the first ${this.options.maxItems} ${this.options.noun} were read`);
    }
    if (this.bytes > MAX_LIST_MIB * 1024 * 1024)
      return this.cut(`the list is larger than ${MAX_LIST_MIB} MiB`);
    const { maxPages = MAX_PAGES } = this.options;
    if (this.pages >= maxPages) return this.cut(`only the first ${maxPages} pages were read`);
    const { accept } = step;
    const following =
      "guess" in next ? { url: next.guess, accept, isGuess: true } : { url: next.url, accept };
    if (this.visited.has(following.url.href))
      return this.cut("the list names a page again that was read before");
    return following;
  }

  private whole(): Listed<T> {
    return this.ended([]);
  }

  /** What could not be read may be the very entry that is asked for: a list without it is not the whole list. */
  private ended(reasons: string[]): Listed<T> {
    const { items, pages, dropped } = this;
    const all = [...reasons];
    if (dropped > 0) all.push(`${dropped} ${dropped === 1 ? "entry" : "entries"} could not be read`);
    return { items, pages, ...(all.length > 0 && { truncated: all.join("; ") }) };
  }

  private isRepeated(item: T): boolean {
    const key = this.options.keyOf?.(item);
    if (key === undefined) return false;
    const first = this.seen.get(key);
    if (first === undefined) {
      this.seen.set(key, item);
      return false;
    }
    this.options.onRepeat?.(first, item);
    return true;
  }
}

/** The reply, or why there is none, once the list has begun. */
async function askForPage<T>(
  call: Call,
  step: Step,
  hasBegun: boolean,
  { repository, first }: PagingOptions<T>,
): Promise<Reply | string> {
  try {
    return await call.ask({
      method: "GET",
      url: step.url,
      repository,
      headers: { accept: step.accept },
      maxBytes: MAX_PAGE_BYTES,
      // A list that a registry keeps elsewhere is not its list: GHCR sends referrers to a web page.
      redirects: "same-origin",
      ...(hasBegun && { referredBy: first.url }),
    });
  } catch (error) {
    return afterwards(error, hasBegun);
  }
}

function readPage<T>(reply: Reply, pages: number, { read }: PagingOptions<T>): Page<T> {
  try {
    return read(reply);
  } catch (error) {
    return { notAList: afterwards(error, pages > 0) };
  }
}

/** The fault of a later page, in words; of the first, and a cancellation, itself. */
function afterwards(error: unknown, hasBegun: boolean): string {
  if (!hasBegun || !(error instanceof ExplorerError) || error.code === "cancelled") throw error;
  return error.message;
}
