// Joins class names, leaving out what is off.

/** `classes("a", on && "b")` is "a b" or "a". */
export function classes(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}

/** What the chosen lens does not show, in rows of text: faint, yet to be read (WCAG 2.2, 1.4.3); the icons fade. */
export const OUTSIDE_THE_LENS = "**:text-ink-3 [&_svg]:opacity-35";
