// Two steps that every parser of a structured header takes.

/** The index of the first character at or after `from` that is neither space nor tab. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/**
 * The content of a quoted string (RFC 9110, 5.6.4) whose opening quote is just before `from`, unescaped, and the
 * index after its closing quote. An unclosed one ends with the text.
 */
export function readQuoted(text: string, from: number): { text: string; end: number } {
  let content = "";
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === "\\") at++;
    content += text[at] ?? "";
    at++;
  }
  return { text: content, end: at + 1 };
}
