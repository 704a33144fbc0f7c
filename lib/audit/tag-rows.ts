// One row a plain tag: how what is attached to its image was made, and when the image says that it was made.
import { type Generation, generationOf, type Made } from "#lib/upgrade";
import type { Compared } from "./compare.ts";
import type { Image, UnreadTag } from "./images.ts";
import type { MadeAt } from "./made-at.ts";

/**
 * `made` counts what is attached in each way; with `isWhole` false there may be more. `state` is that of the tag's
 * manifest. `refersTo`: the tag names a referrer, which is no image of its own.
 */
export type TagRow = {
  tag: string;
  state: "read" | UnreadTag["state"];
  generation: Generation;
  made: Made;
  isWhole: boolean;
  digest?: string;
  mediaType?: string;
  refersTo?: string;
  created?: string;
  createdBy?: MadeAt["createdBy"];
  /** False while the config that may tell a time was not read. */
  isTimeRead: boolean;
  reason?: string;
};

export class TagRows {
  readonly #rows = new Map<string, TagRow>();
  readonly #tell: (row: TagRow) => void;

  constructor(tell: (row: TagRow) => void) {
    this.#tell = tell;
  }

  /** An image was compared: a row for each of its tags. */
  add({ tags, ...image }: Image, { made, isWhole }: Compared): void {
    const { digest, mediaType, refersTo, created, timeSource } = image;
    for (const tag of tags) {
      this.#put({
        ...{ tag, state: "read", generation: generationOf(made, isWhole), made, isWhole, digest, mediaType },
        isTimeRead: timeSource === undefined,
        ...(refersTo === undefined ? {} : { refersTo }),
        ...(created === undefined ? {} : { created, createdBy: "annotation" }),
      });
    }
  }

  addUnread({ tag, state, reason }: UnreadTag): void {
    this.#put({ tag, state, generation: "unknown", made: {}, isWhole: false, isTimeRead: true, reason });
  }

  /** The config of an image that was compared was read; `madeAt` is the time that it told. */
  date({ tags }: Image, madeAt: MadeAt | undefined): void {
    for (const tag of tags) {
      const row = this.#rows.get(tag);
      if (row) this.#put({ ...row, ...madeAt, isTimeRead: true });
    }
  }

  /** In the order of their tags. */
  all(): TagRow[] {
    return [...this.#rows.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  }

  #put(row: TagRow): void {
    this.#rows.set(row.tag, row);
    this.#tell(row);
  }
}
