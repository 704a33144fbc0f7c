"use client";
// A table of any length: up to 200 rows all are drawn, so that the browser's own search finds each; more are drawn as
// they come into view.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { classes } from "../ui/classes.ts";

const ALL_DRAWN = 200;
/** Up to this many rows the table is as high as they are. */
const UNCUT = 30;
const HEAD =
  "sticky top-0 z-10 h-7 border-b border-line-2 bg-surface px-3 text-left text-12 font-normal whitespace-nowrap text-ink-3";

export type TableHead = { title: string; className: string };

/** `row` gives a row's cells, the first of them its header. On a phone a row is a block of its own height. */
export function VirtualTable({
  label,
  columns,
  count,
  rowHeight,
  rowClassName,
  keyOf,
  row,
}: {
  label: string;
  columns: TableHead[];
  count: number;
  rowHeight: number;
  rowClassName: string;
  keyOf: (index: number) => string;
  row: (index: number) => React.ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = count > ALL_DRAWN;
  const virtual = useVirtualizer({
    count,
    enabled: isLong,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const drawn = isLong ? items.map(({ index }) => index) : Array.from({ length: count }, (_, index) => index);
  const before = isLong ? (items[0]?.start ?? 0) : 0;
  const after = isLong ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys as well
      tabIndex={0}
      aria-label={label}
      className={classes("overflow-auto", count > UNCUT && "max-h-[560px] small:max-h-[70dvh]")}
    >
      <table
        aria-label={label}
        aria-rowcount={count + 1}
        className="w-full min-w-[760px] table-fixed border-separate border-spacing-0 small:block small:min-w-0"
      >
        <thead className="small:hidden">
          <tr aria-rowindex={1}>
            {columns.map(({ title, className }) => (
              <th key={title} scope="col" className={classes(HEAD, className)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="small:block">
          <Space height={before} columns={columns.length} />
          {drawn.map((index) => (
            <tr
              key={keyOf(index)}
              ref={isLong ? virtual.measureElement : undefined}
              data-index={index}
              aria-rowindex={index + 2}
              className={classes("hover:bg-hover small:border-b small:border-line", rowClassName)}
            >
              {row(index)}
            </tr>
          ))}
          <Space height={after} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows that are scrolled away. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr className="small:block">
      <td colSpan={columns} style={{ height }} className="small:block" />
    </tr>
  );
}
