// A list of referrers as one way gave it, before anything on it was read.
import type { Completeness } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { Asked, Way } from "./shapes.ts";

/** What a list names: an entry of its own, or a tag whose manifest is not known yet. */
export type Entry = { descriptor: Descriptor; tag?: string } | { descriptor?: undefined; tag: string };

export type Listed = {
  by: Way;
  said: Asked["said"];
  entries: Entry[];
  completeness: Completeness;
  reason: string;
  exchanges: string[];
};

/** What was asked, without what it gave. */
export function askedOf({ by, said, reason, exchanges }: Listed): Asked {
  return { way: by, said, reason, exchanges };
}

/** "1 entry", "2 entries". */
export function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}
