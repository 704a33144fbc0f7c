"use client";
// A report's table in the narrow pane: its first rows, and the way to all of them.
import { Maximize2 } from "lucide-react";
import { useMemo } from "react";
import type { Table } from "#lib/inspect";
import { Button } from "../ui/button.tsx";
import { formatCount, visibleText } from "../ui/format.ts";
import { cellWords } from "./cell-text.tsx";
import { emptyColumns } from "./column-widths.ts";
import { SourceMark } from "./source-mark.tsx";
import type { Proof } from "./standing.ts";
import { PartButtons, type SetTable } from "./table-dialog.tsx";
import { firstRows, partsOf } from "./table-words.ts";

const [ROWS, COLUMNS] = [5, 3];

export function TableSection({
  table,
  proof,
  hasRows,
  onOpen,
  children,
}: {
  table: Table;
  proof: Proof;
  /** Whether its first rows tell anything by themselves. */
  hasRows: boolean;
  onOpen: SetTable;
  /** What is to be said before the rows. */
  children?: React.ReactNode;
}) {
  const parts = useMemo(() => (hasRows ? partsOf(table) : undefined), [table, hasRows]);
  const columns = useMemo(() => {
    const empty = emptyColumns(table);
    return table.columns.flatMap(({ hidden }, at) => (hidden || empty.has(at) ? [] : [at])).slice(0, COLUMNS);
  }, [table]);
  const title = visibleText(table.title);
  return (
    <section className="border-b border-line px-4 py-2 last:border-b-0">
      <header className="flex items-center gap-2 pb-1">
        <h3 className="min-w-0 truncate text-12 leading-5 font-semibold">
          {title} <span className="font-normal text-ink-3">{formatCount(table.total)}</span>
        </h3>
        <SourceMark of={{ source: table.source }} proof={proof} />
        <Button dense className="ml-auto" onClick={() => onOpen({ table: table.id })}>
          <Maximize2 size={12} aria-hidden />
          Open<span className="sr-only"> the table {title}</span>
        </Button>
      </header>
      {children}
      {parts && (
        <div className="pb-1.5">
          <PartButtons
            parts={parts}
            within={null}
            onChange={({ within }) => onOpen({ table: table.id, within: within ?? null })}
          />
        </div>
      )}
      {hasRows && <FirstRows table={table} columns={columns} />}
    </section>
  );
}

function FirstRows({ table, columns }: { table: Table; columns: readonly number[] }) {
  const rows = useMemo(() => firstRows(table, ROWS), [table]);
  return (
    <>
      <table
        aria-label={`The first rows of ${visibleText(table.title)}`}
        className="w-full table-fixed text-12 leading-5"
      >
        <thead className="sr-only">
          <tr>
            {columns.map((at) => (
              <th key={at} scope="col">
                {table.columns[at]?.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never change order
            <tr key={at}>
              {columns.map((column, n) => (
                <td
                  key={column}
                  title={cellWords(row[column])}
                  className={n === 0 ? "truncate pr-2" : "truncate pr-2 text-ink-2 last:pr-0"}
                >
                  {cellWords(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.total > ROWS && (
        <p className="text-11 leading-[18px] text-ink-3">and {formatCount(table.total - ROWS)} more</p>
      )}
    </>
  );
}
