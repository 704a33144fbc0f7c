// Moving over a table's rows by keyboard: the arrows go from row to row, Enter opens (a button's own key).
import type { KeyboardEvent } from "react";

/** Marks the button of a row that the arrows reach. */
export const ROW_BUTTON = "data-row";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Where a key leads from row `at` of `count`; undefined: nowhere. */
export function rowStep(key: string, at: number, count: number): number | undefined {
  const step = STEPS[key];
  return step && at >= 0 && count > 0 ? step(at, count - 1) : undefined;
}

/** For the table's own onKeyDown. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(`[${ROW_BUTTON}]`)];
  const at = event.target instanceof HTMLElement ? buttons.indexOf(event.target) : -1;
  const to = rowStep(event.key, at, buttons.length);
  if (to === undefined) return;
  event.preventDefault();
  buttons[to]?.focus();
}
