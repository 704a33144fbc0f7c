// Registry text as every format but JSON writes it: one line, bounded, of characters that each of them can hold.

/** More of one value says nothing more to a reader; JSON has it whole. */
const MAX_LENGTH = 1024;

// Control characters (XML 1.0 forbids most of them, and a line end would end a record), halves of pairs, characters
// that are none, and those that turn the direction of writing or cannot be seen (Unicode TR 36, section 2.2).
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/gu;

/** At most `max` characters (code points), the last one an ellipsis when it was cut; what cannot be seen is "\ufffd". */
export function plainText(text: string, max = MAX_LENGTH): string {
  // Two units a character at most: so a text of any length costs no more than what is kept of it.
  const points = Array.from(text.slice(0, 2 * max + 2));
  const isCut = points.length > max;
  const kept = isCut ? `${points.slice(0, max - 1).join("")}…` : points.join("");
  return kept.replace(UNSEEN, "\ufffd");
}

/** The same for ids: each keeps a name of its own, also where two differ only in what cannot be seen. */
export function plainIds(
  ids: Iterable<string>,
  write: (id: string) => string = plainText,
): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of ids) {
    const plain = write(id);
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}~${n}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}
