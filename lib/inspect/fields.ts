import type { Draft } from "./draft.ts";
import { flatten } from "./flatten.ts";

/** A table of every field of a value, path by path. */
export function fieldTable(draft: Draft, id: string, title: string, value: unknown): void {
  const { rows, isCut } = flatten(value);
  draft.rows(
    id,
    title,
    [
      ["field", "Field"],
      ["value", "Value"],
    ],
    rows.filter(([path]) => path !== ""),
  );
  if (isCut) draft.problem(`${title}: only the first fields are listed; the text holds all.`);
}
