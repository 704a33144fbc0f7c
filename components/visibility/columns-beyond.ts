// How many columns of the grid lie beyond its edges. Pure.

/** In pixels, as the grid draws them: the artifacts' column stays in view, the clients' move under it. */
export const WIDTHS = { artifact: 268, client: 116 } as const;

/** Less than this of a column is hidden by rounding alone. */
const SLACK = 4;

export type Scrolled = { scrollLeft: number; clientWidth: number; scrollWidth: number };

/** A column counts on a side where any of it is hidden there. */
export function columnsBeyond({ scrollLeft, clientWidth, scrollWidth }: Scrolled): {
  left: number;
  right: number;
} {
  const columns = (hidden: number) => Math.max(0, Math.ceil((hidden - SLACK) / WIDTHS.client));
  return { left: columns(scrollLeft), right: columns(scrollWidth - clientWidth - scrollLeft) };
}

/** How far one step goes: a pane of columns, the last of them still in view so that the reader keeps the thread. */
export function paneOf({ clientWidth }: Scrolled): number {
  const seen = Math.floor((clientWidth - WIDTHS.artifact) / WIDTHS.client);
  return Math.max(1, seen - 1) * WIDTHS.client;
}
