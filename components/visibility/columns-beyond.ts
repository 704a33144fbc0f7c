// How many columns of a table lie beyond its edges. Pure.

/** Less than this of a column is hidden by rounding alone. */
const SLACK = 4;

/**
 * In pixels, as the browser drew it. `stays`: of the first column, which stays in view; the others move under it and
 * are all of one width.
 */
export type Scrolled = {
  scrollLeft: number;
  clientWidth: number;
  scrollWidth: number;
  stays: number;
  columns: number;
};

/** A column counts on a side where any of it is hidden there. */
export function columnsBeyond(scrolled: Scrolled): { left: number; right: number } {
  const { scrollLeft, clientWidth, scrollWidth } = scrolled;
  const count = (hidden: number) => Math.max(0, Math.ceil((hidden - SLACK) / widthOf(scrolled)));
  return { left: count(scrollLeft), right: count(scrollWidth - clientWidth - scrollLeft) };
}

/** How far one step goes: a pane of columns, the last of them still in view so that the reader keeps the thread. */
export function paneOf(scrolled: Scrolled): number {
  const width = widthOf(scrolled);
  const seen = Math.floor((scrolled.clientWidth - scrolled.stays) / width);
  return Math.max(1, seen - 1) * width;
}

function widthOf({ scrollWidth, stays, columns }: Scrolled): number {
  return Math.max(1, (scrollWidth - stays) / Math.max(1, columns));
}
