"use client";
// The tables of a report over the whole page: to search, to sort, to read across. What is chosen stands in the address.
import { useDeferredValue, useMemo, useState } from "react";
import type { Inspected } from "#lib/api";
import type { Table } from "#lib/inspect";
import { classes } from "../ui/classes.ts";
import { Dialog } from "../ui/dialog.tsx";
import { countOf, formatCount, visibleText } from "../ui/format.ts";
import { Segmented } from "../ui/segmented.tsx";
import { useMedia } from "../ui/use-media.ts";
import { DataTable } from "./data-table.tsx";
import { hasDependencies } from "./dependencies.ts";
import { DependencyTree } from "./dependency-tree.tsx";
import { RowDetail } from "./row-detail.tsx";
import { SourceMark } from "./source-mark.tsx";
import { headlineOf, type Proof, proofOf } from "./standing.ts";
import { orderOf, type Parts, partsOf, sortOf, type TableAddress } from "./table-words.ts";
import { useRowOrder } from "./use-row-order.ts";

export type SetTable = (change: Partial<TableAddress>) => void;

const TREE = "dependency-tree";

/** Open while the address names one of its tables. */
export function TableDialog({
  report,
  address,
  onChange,
}: {
  report: Inspected;
  address: TableAddress;
  onChange: SetTable;
}) {
  const { tables } = report;
  const proof = useMemo(() => proofOf(report), [report]);
  const hasTree = hasDependencies(report);
  const isOpen = address.table !== null;
  // The frame comes first, and the rows in a task of their own.
  const isFramed = useDeferredValue(isOpen);
  const isTree = address.table === TREE && hasTree;
  const table = tables.find(({ id }) => id === address.table);
  const segments = [
    ...tables.map(({ id, title, total }) => ({
      value: id,
      content: `${visibleText(title)} ${formatCount(total)}`,
    })),
    ...(hasTree ? [{ value: TREE, content: "Dependency tree" }] : []),
  ];
  const close = () => onChange({ table: null, within: null, seek: "", order: null });
  return (
    <Dialog
      open={isTree || table !== undefined}
      onOpenChange={(open) => !open && close()}
      title={visibleText(report.title)}
      note={<span className="line-clamp-1 small:hidden">{visibleText(headlineOf(report))}</span>}
      fills
    >
      {segments.length > 1 && (
        <div className="flex-none overflow-x-auto border-b border-line px-4 py-1.5">
          <Segmented
            label="Table"
            segments={segments}
            value={isTree ? TREE : (table?.id ?? "")}
            onChange={(id) => onChange({ table: id, within: null, seek: "", order: null })}
            segmentClassName="small:h-9"
          />
        </div>
      )}
      {isTree && <DependencyTree report={report} />}
      {!isTree && table && isFramed && (
        <OpenTable key={table.id} table={table} proof={proof} address={address} onChange={onChange} />
      )}
    </Dialog>
  );
}

function OpenTable({
  table,
  proof,
  address,
  onChange,
}: {
  table: Table;
  proof: Proof;
  address: TableAddress;
  onChange: SetTable;
}) {
  const isSmall = useMedia("(width <= 760px)");
  const [opened, setOpened] = useState<number>();
  const parts = useMemo(() => partsOf(table), [table]);
  const find = useDeferredValue(address.seek);
  const sort = useMemo(() => sortOf(table, address.order), [table, address.order]);
  const within = address.within;
  const only = useMemo(
    () => (within === null || !parts ? undefined : { column: parts.column, value: within }),
    [within, parts],
  );
  const { order, isWorking } = useRowOrder(table, { find, only, sort });
  const shown = order?.length ?? table.rows.length;
  const cells = opened === undefined ? undefined : table.rows[opened];
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-1.5">
        <input
          type="search"
          value={address.seek}
          onChange={(event) => onChange({ seek: event.target.value })}
          aria-label={`Search in ${table.title}`}
          placeholder="Search every column"
          spellCheck={false}
          className="h-7 w-64 max-w-full rounded-control border border-line-3 bg-surface px-2 text-12 placeholder:text-ink-3 small:h-9 small:w-full small:text-[16px]"
        />
        <span role="status" className="text-12 text-ink-3">
          {shown < table.rows.length
            ? `${formatCount(shown)} of ${countOf(table.rows.length, "row")}`
            : countOf(shown, "row")}
          {table.rows.length < table.total && `; the report has ${formatCount(table.total)}`}
        </span>
        <span className="ml-auto">
          <SourceMark of={{ source: table.source }} proof={proof} />
        </span>
        {parts && <PartButtons parts={parts} within={within} onChange={onChange} />}
      </div>
      <DataTable
        table={table}
        order={order}
        isWorking={isWorking}
        sort={sort}
        onSort={(next) => onChange({ order: orderOf(table, next) })}
        opened={opened}
        onOpen={setOpened}
        isSmall={isSmall}
      />
      {shown === 0 && !isWorking && (
        <p className="flex-none px-4 py-3 text-ink-2">No row fits what is chosen.</p>
      )}
      {cells && <RowDetail columns={table.columns} cells={cells} onClose={() => setOpened(undefined)} />}
    </>
  );
}

/** "npm 120": each shows its rows alone, and all again when it is pressed once more. */
export function PartButtons({
  parts: { counts, more },
  within,
  onChange,
}: {
  parts: Parts;
  within: string | null;
  onChange: SetTable;
}) {
  return (
    <span className="flex w-full flex-wrap items-center gap-1">
      {counts.map(([value, count]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === within}
          onClick={() => onChange({ within: value === within ? null : value })}
          className={classes(
            "inline-flex h-6 max-w-[240px] items-center gap-1 rounded-control border px-2 text-12 small:h-9",
            value === within
              ? "border-accent-line bg-accent-bg font-semibold"
              : "border-line-2 bg-surface text-ink-2 hover:bg-hover",
          )}
        >
          <span className="truncate">{visibleText(value) || "none"}</span>
          <span className="text-ink-3">{formatCount(count)}</span>
        </button>
      ))}
      {more > 0 && <span className="text-12 text-ink-3">and {formatCount(more)} more, by search</span>}
    </span>
  );
}
