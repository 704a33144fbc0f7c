// A reason, written to stand after a name, as a sentence of its own.
import { visibleText } from "../ui/format.ts";

/** A capital at the start and one full stop at the end; safe to read. */
export function asSentence(reason: string): string {
  const text = visibleText(reason).trim().replace(/\.+$/, "");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
