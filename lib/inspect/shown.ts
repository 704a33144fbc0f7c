// Text from a registry, made fit to be looked at: bounded, on one line, and without characters that change how the
// rest is read. Nothing here makes it safe as markup: it is only ever text.

/** Everything but ASCII's visible characters: most text has none, and is passed on untouched. */
const NOT_PLAIN = /[^ -~]/;
const SPACES = /[\t\n\r\u0085\u2028\u2029]+/g;
/** Controls, direction marks and other invisible format characters, private ones, halves of surrogate pairs. */
const ODD = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** What is shown of a text, and the first character that was replaced, as "U+202E". */
export type Shown = { text: string; odd?: string };

/** At most `most` characters of the text, with an ellipsis where there are more. */
export function shown(text: string, most: number): Shown {
  const cut = text.length > most ? `${beginning(text, most - 1)}…` : text;
  if (!NOT_PLAIN.test(cut)) return { text: cut };
  let odd: string | undefined;
  const line = cut.replace(SPACES, " ").replace(ODD, (character) => {
    odd ??= `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    return "\uFFFD";
  });
  return odd === undefined ? { text: line } : { text: line, odd };
}

/** The first `length` characters, or one less where that would split a pair. */
export function beginning(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** "1 package", "2 packages". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
