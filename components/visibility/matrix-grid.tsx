"use client";
// Artifacts by clients: a grid that the arrows walk. Its first column and its heads stay in view.
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, useEffect, useRef } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityColumn, VisibilityRow } from "#lib/visibility";
import { classes } from "../ui/classes.ts";
import { ColumnHead } from "./column-head.tsx";
import { ColumnsCue } from "./columns-cue.tsx";
import { type Place, placeAfter, withRow } from "./grid-keys.ts";
import { columnName, isFirstClient } from "./matrix-facts.ts";
import { MatrixRow } from "./matrix-row.tsx";

const ROW_HEIGHT = 30;
const [ARTIFACT_WIDTH, CLIENT_WIDTH] = [304, 116];
/** Under this many rows all are drawn, so that the browser's own search finds each. */
const ALL_DRAWN = 60;

export type MatrixGridProps = {
  visibility: Visibility;
  /** Indexes of the rows that are shown. */
  shown: readonly number[];
  /** What stands where none is. */
  empty: string;
  /** What each artifact is attached to, in words. */
  aboutOf: (row: VisibilityRow) => string;
  place: Place;
  onPlace: (place: Place) => void;
};

export function MatrixGrid({ visibility, shown, empty, aboutOf, place, onPlace }: MatrixGridProps) {
  const { columns, rows } = visibility;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: shown.length <= ALL_DRAWN ? ALL_DRAWN : 8,
    // The chosen cell is the one that Tab leads to: its row stays, however far it is scrolled away.
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), place.row),
  });
  const move = (to: Place) => {
    onPlace(to);
    if (to.row >= 0) virtual.scrollToIndex(to.row);
    // Its row may be drawn only after the scroll.
    requestAnimationFrame(() => requestAnimationFrame(() => focusAt(scroller.current, to)));
  };
  // A link may choose what lies far to the right.
  const first = useRef(place);
  useEffect(() => {
    const { row, column } = first.current;
    if (row >= 0) virtual.scrollToIndex(row);
    const head = scroller.current?.querySelector(`[data-place="-1 ${column}"]`);
    if (column > 0) head?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [virtual]);
  const items = virtual.getVirtualItems();
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <ColumnsCue pane={scroller} columns={columns.length} noun={{ one: "client", many: "clients" }} />
      <div
        ref={scroller}
        className="min-h-0 flex-1 scroll-pt-[76px] scroll-pl-[304px] overflow-auto bg-surface"
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the table is a grid, since arrows walk it
          role="grid"
          aria-label="Who can see what is attached"
          aria-rowcount={shown.length + 1}
          aria-colcount={columns.length + 1}
          // A width of its own: without one the longest name would make its column.
          style={{ width: ARTIFACT_WIDTH + columns.length * CLIENT_WIDTH }}
          className="table-fixed border-separate border-spacing-0 text-12"
          onKeyDown={(event) => {
            const to = placeAfter(event, place, { rows: shown.length, columns: columns.length });
            if (!to) return;
            event.preventDefault();
            move(to);
          }}
        >
          <thead className="sticky top-0 z-20">
            <tr aria-rowindex={1}>
              <th
                scope="col"
                className="sticky left-0 z-10 w-[304px] border-r border-b border-line-2 bg-surface pb-1.5 pl-gutter text-left align-bottom text-12 font-normal text-ink-3"
              >
                Artifact
              </th>
              {columns.map((column, at) => (
                <Head
                  key={column.id}
                  column={column}
                  at={at}
                  rows={rows.length}
                  isFirstClient={isFirstClient(columns, at)}
                  isHere={place.row === -1 && place.column === at}
                  onPlace={onPlace}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ index, start }, i) => (
              <Fragment key={rows[shown[index] ?? -1]?.id ?? index}>
                <Space height={start - (items[i - 1]?.end ?? 0)} columns={columns.length} />
                <MatrixRow
                  index={index}
                  row={shown[index] ?? -1}
                  visibility={visibility}
                  aboutOf={aboutOf}
                  column={place.row === index ? place.column : undefined}
                  onPlace={onPlace}
                />
              </Fragment>
            ))}
            <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={columns.length} />
          </tbody>
        </table>
        {shown.length === 0 && <p className="px-gutter py-3 text-ink-2">{empty}</p>}
      </div>
    </div>
  );
}

function focusAt(scroller: HTMLDivElement | null, { row, column }: Place): void {
  scroller?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`)?.focus();
}

function Head({
  column,
  at,
  rows,
  isFirstClient,
  isHere,
  onPlace,
}: {
  column: VisibilityColumn;
  at: number;
  rows: number;
  isFirstClient: boolean;
  isHere: boolean;
  onPlace: (place: Place) => void;
}) {
  return (
    <th
      scope="col"
      aria-colindex={at + 2}
      aria-selected={isHere}
      tabIndex={isHere ? 0 : -1}
      data-place={`-1 ${at}`}
      title={`${columnName(column)} (${column.runs})`}
      onFocus={() => onPlace({ row: -1, column: at })}
      className={classes(
        "h-[76px] w-[116px] cursor-default overflow-hidden border-b border-line-2 px-2 pb-1.5 align-bottom focus-visible:outline-offset-[-2px]",
        at > 0 && "border-l",
        isFirstClient ? "border-l-line-2" : "border-l-line",
        isHere ? "bg-accent-bg" : "bg-surface hover:bg-hover",
      )}
    >
      <ColumnHead column={column} rows={rows} />
    </th>
  );
}

/** Stands for the rows that are scrolled away. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={columns + 1} style={{ height }} />
    </tr>
  );
}
