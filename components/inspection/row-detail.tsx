// All that a report says in one row, uncut.
import { X } from "lucide-react";
import { IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Seamed } from "../ui/key-values.tsx";
import { CellText, cellWords } from "./cell-text.tsx";
import type { Cell, Column } from "./table-words.ts";

/** Cells that are empty are left out. What is copied is what is shown. */
export function RowDetail({
  columns,
  cells,
  onClose,
}: {
  columns: readonly Column[];
  cells: readonly Cell[];
  onClose: () => void;
}) {
  const [first] = cells;
  return (
    <section
      aria-label="The chosen row"
      className="max-h-[40%] flex-none overflow-auto border-t border-line-2 bg-surface px-4 py-2"
    >
      <header className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 py-1 text-13 font-semibold wrap-anywhere">
          <Seamed text={cellWords(first) || "(empty)"} />
        </h3>
        <IconButton dense label="Close the row" onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </header>
      <dl className="grid grid-cols-[112px_minmax(0,1fr)_auto] gap-x-2 text-12 leading-6 small:grid-cols-[88px_minmax(0,1fr)_auto]">
        {columns.map(({ id, title }, at) => {
          const cell = cells[at];
          // A rank is for sorting alone.
          if (id === "rank" || cell === null || cell === undefined || cell === "") return null;
          return (
            <div key={id} className="col-span-3 grid grid-cols-subgrid">
              <dt className="text-ink-3">{title}</dt>
              <dd className="min-w-0 wrap-anywhere">
                <CellText id={id} cell={cell} wraps />
              </dd>
              <dd>
                <CopyButton text={cellWords(cell)} what={title} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
