// Which part of what was pasted is wrong, cut out so that it can be underlined.
import { visibleText } from "../ui/format.ts";

/** As a fault or a problem carries it: `[start, end)` of `text`. */
export type WrongInput = { text: string; start: number; end: number; suggestion?: string };

const AROUND = 60;
const WRONG = 120;

/** The text in three pieces, each short enough for a line or two; what was cut away is an ellipsis. */
export function wrongPart({ text, start, end }: WrongInput): {
  before: string;
  wrong: string;
  after: string;
} {
  const before = text.slice(0, start);
  const wrong = text.slice(start, end);
  const after = text.slice(end);
  return {
    before: visibleText(before.length > AROUND ? `…${before.slice(-AROUND)}` : before),
    wrong: visibleText(wrong.length > WRONG ? `${wrong.slice(0, WRONG)}…` : wrong),
    after: visibleText(after.length > AROUND ? `${after.slice(0, AROUND)}…` : after),
  };
}

/** A fault's sentences as a headline and the rest: "A tag is missing. Read as …" in two. */
export function headlineOf(message: string): { headline: string; rest: string } {
  const end = message.search(/\.\s/);
  if (end < 0) return { headline: message.replace(/\.$/, ""), rest: "" };
  return { headline: message.slice(0, end), rest: message.slice(end + 1).trim() };
}
