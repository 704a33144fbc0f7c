"use client";
// A report's table, of any length: only the rows in view are drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useEffect, useMemo, useRef } from "react";
import type { Table } from "#lib/inspect";
import { classes } from "../ui/classes.ts";
import { CellText, cellWords } from "./cell-text.tsx";
import { columnWidths, type DrawnColumn, emptyColumns, type PhonePlace } from "./column-widths.ts";
import type { RowChoice } from "./row-order.ts";
import type { Cell, Column } from "./table-words.ts";

const [ROW, PHONE_ROW] = [28, 52];
/** Under this width a row of many columns is no row any more. */
const PX_A_COLUMN = 92;

export type TableSort = RowChoice["sort"];

/** `order`: indexes of the rows to show; absent, all as they came. `opened`: the row whose detail is shown. */
export function DataTable({
  table,
  order,
  isWorking,
  sort,
  onSort,
  opened,
  onOpen,
  isSmall,
}: {
  table: Table;
  order: Uint32Array | undefined;
  isWorking: boolean;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
  opened: number | undefined;
  onOpen: (row: number) => void;
  isSmall: boolean;
}) {
  const { columns, rows } = table;
  const scroller = useRef<HTMLDivElement>(null);
  const widths = useMemo(() => {
    const empty = emptyColumns(table);
    return columnWidths({
      columns: table.columns.map((column, at) =>
        empty.has(at) ? { ...column, hidden: true as const } : column,
      ),
      rows: table.rows,
    });
  }, [table]);
  const count = order?.length ?? rows.length;
  const height = isSmall ? PHONE_ROW : ROW;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [order]);
  const items = virtual.getVirtualItems();
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <table
        aria-label={table.title}
        aria-rowcount={count + 1}
        aria-busy={isWorking}
        style={isSmall ? undefined : { minWidth: widths.length * PX_A_COLUMN }}
        className="w-full table-fixed border-separate border-spacing-0 text-12 leading-[18px] small:block"
      >
        <thead className="sticky top-0 z-10 bg-surface small:hidden">
          <tr aria-rowindex={1}>
            {widths.map(({ at, share }) => (
              <Head key={at} at={at} column={columns[at]} share={share} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="small:block">
          <Space height={items[0]?.start ?? 0} columns={widths.length} />
          {items.map(({ index }) => {
            const row = order ? (order[index] ?? 0) : index;
            return (
              <Row
                key={row}
                row={row}
                index={index}
                cells={rows[row]}
                columns={columns}
                widths={widths}
                isOpen={row === opened}
                onOpen={onOpen}
              />
            );
          })}
          <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={widths.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are scrolled away. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="small:block">
      <td colSpan={columns} style={{ height }} className="p-0 small:block" />
    </tr>
  );
}

function Head({
  at,
  column,
  share,
  sort,
  onSort,
}: {
  at: number;
  column: Column | undefined;
  share: number;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
}) {
  const isSorted = sort?.column === at;
  const next = !isSorted
    ? { column: at, isDescending: false }
    : sort.isDescending
      ? undefined
      : { column: at, isDescending: true };
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : "none"}
      style={{ width: `${share}%` }}
      className="h-7 border-b border-line-2 px-1.5 text-left first:pl-4 last:pr-4"
    >
      <button
        type="button"
        onClick={() => onSort(next)}
        className={classes(
          "inline-flex min-h-6 max-w-full items-center gap-1 text-12 hover:text-ink",
          isSorted ? "font-semibold text-ink" : "font-normal text-ink-3",
        )}
      >
        <span className="truncate">{column?.title}</span>
        {isSorted &&
          (sort.isDescending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
      </button>
    </th>
  );
}

const CELL =
  "h-7 overflow-hidden border-b border-line px-1.5 text-ellipsis whitespace-nowrap text-ink-2 first:pl-4 first:text-ink last:pr-4 small:block small:h-auto small:min-w-0 small:border-0 small:px-0 small:first:pl-0 small:last:pr-0";

/** What is beside takes the room that what it is beside leaves: in the first line little, in the second most. */
const PHONE: Record<PhonePlace, string> = {
  title: "small:col-span-2",
  beside: "small:text-right",
  under: "small:col-start-1",
  "beside-under": "small:col-span-2 small:text-right",
};

/** On a phone four columns in two lines; the detail has them all. */
const Row = memo(function Row({
  row,
  index,
  cells,
  columns,
  widths,
  isOpen,
  onOpen,
}: {
  row: number;
  index: number;
  cells: Cell[] | undefined;
  columns: readonly Column[];
  widths: readonly DrawnColumn[];
  isOpen: boolean;
  onOpen: (row: number) => void;
}) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      onClick={() => onOpen(row)}
      className={classes(
        "small:grid small:h-[52px] small:grid-cols-[fit-content(45%)_minmax(0,1fr)_fit-content(50%)] small:content-center small:gap-x-3 small:border-b small:border-line small:px-4",
        isOpen ? "bg-accent-bg" : "hover:bg-hover",
      )}
    >
      {widths.map(({ at, phone }, n) => {
        const id = columns[at]?.id ?? "";
        const words = cellWords(cells?.[at]);
        return (
          <td key={at} title={words} className={classes(CELL, phone ? PHONE[phone] : "small:hidden")}>
            {n === 0 ? (
              <button
                type="button"
                className="block min-h-6 max-w-full truncate text-left font-medium focus-visible:outline-offset-[-2px]"
              >
                {words || "(empty)"}
              </button>
            ) : (
              <CellText id={id} cell={cells?.[at]} />
            )}
          </td>
        );
      })}
    </tr>
  );
});
