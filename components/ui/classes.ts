// Joins class names, leaving out what is off.

/** `classes("a", on && "b")` is "a b" or "a". */
export function classes(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
