// Times as documents write them.
import type { Draft } from "./draft.ts";

/** RFC 3339, or a date alone; a space for the T, and no offset, as some write it. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|z| ?[+-]\d{2}:?\d{2})?)?$/;
const DAY = 24 * 60 * 60 * 1000;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Milliseconds since 1970; a problem, and undefined, where the text is no time or one that cannot be meant. */
export function dateOf(draft: Draft, what: string, text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const time = TIME.test(text) ? Date.parse(inUtc(text)) : Number.NaN;
  if (!Number.isNaN(time) && time >= EARLIEST && time < LATEST) return time;
  draft.problem(`${what} is not a time that can be meant: ${text.slice(0, 64)}.`);
  return undefined;
}

/** As Date.parse takes it: milliseconds, and UTC where no offset is given. */
function inUtc(text: string): string {
  const exact = text
    .replace(" ", "T")
    .replace(" ", "")
    .replace(/(\.\d{3})\d+/, "$1");
  return /T.*[Zz+-]|^[\d-]{10}$/.test(exact) ? exact : `${exact}Z`;
}

/** "today", "1 day", "34 days"; a problem when the time has not come yet. */
export function ageOf(draft: Draft, what: string, text: string | undefined): string | undefined {
  const time = dateOf(draft, what, text);
  if (time === undefined) return undefined;
  const days = Math.floor((draft.tools.now - time) / DAY);
  if (days < -1) draft.problem(`${what} lies in the future: ${text}.`);
  if (days <= 0) return "today";
  return days === 1 ? "1 day" : `${days} days`;
}
