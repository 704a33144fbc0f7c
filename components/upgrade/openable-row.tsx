"use client";
// A row of the table and, when it is open, what lies under it.
import { Play } from "lucide-react";
import { useId } from "react";
import type { ScenarioRun } from "#lib/api";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { visibleText } from "../ui/format.ts";
import type { LiveRow } from "./live-run.ts";
import { RowDetail } from "./row-detail.tsx";
import { ROW_BUTTON } from "./row-keys.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** What a row needs besides its own words. */
export type RowState = {
  run: ScenarioRun | undefined;
  live: LiveRow | undefined;
  isOpen: boolean;
  canRun: boolean;
  onToggle: () => void;
  onRun: () => void;
};

export const CELL =
  "h-[29px] border-b border-line px-2.5 py-0.5 align-middle small:block small:h-auto small:border-0 small:p-0";

/**
 * `lead` are the cells before the description, `columns` how many the table has; `name` completes "Run …": "scenario
 * 8"; `about` explains a row that never ran.
 */
export function OpenableRow({
  id,
  name,
  lead,
  columns,
  description,
  about,
  state: { run, live, isOpen, canRun, onToggle, onRun },
}: {
  id: string;
  name: string;
  lead?: React.ReactNode;
  columns: number;
  description: React.ReactNode;
  about: React.ReactNode;
  state: RowState;
}) {
  const detailId = useId();
  return (
    <>
      <tr
        onClick={onToggle}
        className={classes(
          "cursor-pointer transition-colors small:grid small:grid-cols-[26px_minmax(0,1fr)_auto] small:gap-x-1 small:gap-y-0.5 small:border-b small:border-line small:px-3 small:py-2.5",
          isOpen ? "bg-sunken *:border-b-0 small:border-b-0" : "hover:bg-hover",
          isOpen &&
            "*:first:inset-shadow-[2px_0_0_var(--color-accent)] small:inset-shadow-[2px_0_0_var(--color-accent)] small:*:first:inset-shadow-none",
        )}
      >
        {lead}
        <th scope="row" className={`${CELL} text-left font-normal small:col-span-3`}>
          <button
            type="button"
            {...{ [ROW_BUTTON]: id }}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailId : undefined}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
            className="min-h-6 w-full text-left leading-[18px] focus-visible:outline-offset-[-1px] small:py-1"
          >
            {description}
          </button>
        </th>
        <td
          className={classes(
            CELL,
            "text-12 text-ink-2 small:empty:hidden",
            lead ? "small:col-span-3" : "small:col-span-2",
          )}
          title={run && visibleText(run.observed)}
        >
          {run && live?.phase !== "running" && visibleText(run.observed)}
        </td>
        <td
          className={classes(
            CELL,
            "whitespace-nowrap small:col-start-3 small:text-right",
            // Beside what leads the row; a row that begins with its description has it under that.
            lead ? "small:row-start-1" : "small:row-start-2",
          )}
        >
          <VerdictMark run={run} live={live} />
        </td>
        <td className={`${CELL} w-9 pr-1.5! pl-0! text-right small:hidden`}>
          <IconButton
            dense
            label={`Run ${name}`}
            disabled={!canRun}
            onClick={(event) => {
              event.stopPropagation();
              onRun();
            }}
          >
            <Play size={13} aria-hidden />
          </IconButton>
        </td>
      </tr>
      {isOpen && (
        <tr id={detailId} className="bg-sunken small:block">
          <td
            colSpan={columns}
            className="border-b border-line px-2.5 pb-3 inset-shadow-[2px_0_0_var(--color-accent)] small:block small:px-3"
          >
            <RowDetail about={about} run={run} live={live} canRun={canRun} onRun={onRun} />
          </td>
        </tr>
      )}
    </>
  );
}
