// Oddities of a document that do not stop its reading, as sentences for the reader. A hostile one has many.
const MAX_TOLD = 100;
const MAX_SENTENCE = 400;

/** Appends a sentence, cut to 400 characters; past 100 of them only that there are more. */
export function tell(told: string[], sentence: string): void {
  if (told.length < MAX_TOLD) told.push(cut(sentence));
  else if (told.length === MAX_TOLD) told.push("There are more oddities than are listed here.");
}

/** Registry text of any length in a sentence. */
export function cut(text: string): string {
  return text.length <= MAX_SENTENCE ? text : `${text.slice(0, MAX_SENTENCE)}…`;
}
