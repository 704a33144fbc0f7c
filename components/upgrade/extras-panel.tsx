"use client";
// The rows besides the document's eighteen, each with what it is about.
import { Play } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { EXTRA_ROWS } from "./extra-rows.ts";
import { OpenableRow, type RowState } from "./openable-row.tsx";
import { moveBetweenRows } from "./row-keys.ts";

const HEAD =
  "border-b border-line-2 px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3";
const COLUMNS = 4;

export function ExtrasPanel({
  note,
  stateOf,
  canRun,
  onRunAll,
}: {
  note: string;
  stateOf: (id: string) => RowState;
  canRun: boolean;
  onRunAll: () => void;
}) {
  return (
    <Panel
      title="Besides the eighteen"
      note={note}
      className="overflow-hidden"
      actions={
        <Button dense disabled={!canRun} onClick={onRunAll}>
          <Play size={12} aria-hidden /> Run these {EXTRA_ROWS.length}
        </Button>
      }
    >
      <table
        aria-label="Rows besides the document's eighteen"
        onKeyDown={moveBetweenRows}
        className="w-full border-separate border-spacing-0 small:block"
      >
        <thead className="small:hidden">
          <tr>
            <th className={HEAD}>What happens</th>
            <th className={`${HEAD} w-[26%]`}>Observed</th>
            <th className={`${HEAD} w-[104px]`}>Verdict</th>
            <th className={`${HEAD} w-9`}>
              <span className="sr-only">Run</span>
            </th>
          </tr>
        </thead>
        <tbody className="small:block">
          {EXTRA_ROWS.map(({ id, title, about }) => (
            <OpenableRow
              key={id}
              id={id}
              name={`“${title}”`}
              columns={COLUMNS}
              state={stateOf(id)}
              about="Not run yet."
              description={
                <>
                  <span className="font-medium">{title}</span>
                  <span className="block max-w-[820px] text-12 text-ink-2">{about}</span>
                </>
              }
            />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
