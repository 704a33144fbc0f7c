// Foreign text and moments as parts of our sentences.
import { LIMITS } from "./limits.ts";

/** What must not stand in a line: control, direction and private characters, halves of pairs. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text from outside, in one line of bounded length. */
export function shown(text: string): string {
  const line = text.slice(0, LIMITS.text * 2).replace(UNSHOWN, "\uFFFD");
  return line.length > LIMITS.text ? `${line.slice(0, LIMITS.text)}…` : line;
}

/** A name from outside, as long as names get, in one line. */
export function shownName(text: string): string {
  return text.slice(0, LIMITS.name).replace(UNSHOWN, "\uFFFD");
}

/** ISO 8601 to the second; a sentence's part for what is no moment. */
export function moment(at: Date): string {
  return Number.isNaN(at.getTime()) ? "no date" : at.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** "1 entry", "3 entries". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
