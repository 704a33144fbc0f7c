"use client";
// The fleet: a registry a row, its state in both readings, its step, and the thirteen capabilities.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { CAPABILITY_COLUMNS, CAPABILITY_GROUPS, columnTitle, isFirst } from "./capability-columns.ts";
import { FleetRow } from "./fleet-row.tsx";
import type { FleetSort, Known } from "./fleet-rows.ts";

type Sort = { by: FleetSort | null; isDescending: boolean };
export type SetSort = (by: FleetSort | null, isDescending: boolean) => void;

// Each row is some thirty elements with its marks: a browser draws a hundred at once, five hundred slowly.
const DRAWN = 100;

const WORDS: { by: FleetSort; title: string; width: string }[] = [
  { by: "registry", title: "Registry", width: "w-auto" },
  { by: "proposal-e", title: "Proposal E, literal", width: "w-[164px]" },
  { by: "oci-1.1", title: "OCI 1.1", width: "w-[124px]" },
  { by: "step", title: "Step", width: "w-[68px]" },
  { by: "seen", title: "Seen", width: "w-[80px]" },
];

export function FleetTable({
  rows,
  sort,
  setSort,
  compared,
  onCompare,
  rendered,
}: {
  rows: readonly Known[];
  sort: Sort;
  setSort: SetSort;
  compared: readonly string[];
  onCompare: (registry: string, isChosen: boolean) => void;
  rendered: number;
}) {
  const [drawn, setDrawn] = useState(DRAWN);
  const left = rows.length - drawn;
  return (
    <>
      <div className="overflow-x-auto small:overflow-visible">
        <table
          aria-label="Registries by state and capability"
          className="w-full min-w-[1390px] table-fixed border-separate border-spacing-0 small:block small:min-w-0"
        >
          <thead className="small:hidden">
            <tr>
              <th rowSpan={2} className={`${HEAD} sticky left-0 z-10 w-8 bg-surface`}>
                <span className="sr-only">Compare</span>
              </th>
              {WORDS.map(({ by, title, width }) => (
                <SortHead
                  key={by}
                  by={by}
                  sort={sort}
                  setSort={setSort}
                  rowSpan={2}
                  className={classes(
                    width,
                    "align-bottom",
                    by === "registry" && "sticky left-8 z-10 bg-surface",
                  )}
                >
                  {title}
                </SortHead>
              ))}
              {CAPABILITY_GROUPS.map(({ title, columns }) => (
                <th
                  key={title}
                  scope="colgroup"
                  colSpan={columns.length}
                  style={{ width: columns.length * 53 }}
                  className="border-l border-line pt-1.5 pl-1.5 text-left text-11 font-normal whitespace-nowrap text-ink-3"
                >
                  {title}
                </th>
              ))}
            </tr>
            <tr>
              {CAPABILITY_COLUMNS.map(({ name, short }) => (
                <SortHead
                  key={name}
                  by={name}
                  sort={sort}
                  setSort={setSort}
                  title={columnTitle(name)}
                  className={classes(
                    "px-0.5! align-bottom text-center!",
                    isFirst(name) && "border-l border-l-line",
                  )}
                >
                  <span className="text-11 leading-[13px]">{short}</span>
                </SortHead>
              ))}
            </tr>
          </thead>
          <tbody className="small:block">
            {rows.slice(0, drawn).map((known) => (
              <FleetRow
                key={known.registry}
                known={known}
                isCompared={compared.includes(known.registry)}
                canCompare={compared.length < 2}
                onCompare={onCompare}
                rendered={rendered}
              />
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <div className="border-t border-line px-1 py-0.5">
          <Button look="quiet" dense onClick={() => setDrawn(drawn + DRAWN)}>
            Show {Math.min(DRAWN, left)} more of {left}
          </Button>
        </div>
      )}
    </>
  );
}

const HEAD = "border-b border-line-2 px-2 pb-1 text-left text-12 font-normal text-ink-3";

function SortHead({
  by,
  sort,
  setSort,
  rowSpan,
  title,
  className,
  children,
}: {
  by: FleetSort;
  sort: Sort;
  setSort: SetSort;
  rowSpan?: number;
  title?: string;
  className?: string;
  children: React.ReactNode;
}) {
  const isSorted = sort.by === by;
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      rowSpan={rowSpan}
      title={title}
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : "none"}
      className={classes(HEAD, className)}
    >
      <button
        type="button"
        onClick={() => {
          // First one way, then the other, then as it was.
          if (!isSorted) setSort(by, false);
          else if (sort.isDescending) setSort(null, false);
          else setSort(by, true);
        }}
        className={classes(
          "inline-flex min-h-6 items-center gap-0.5 hover:text-ink",
          isSorted && "font-semibold text-ink",
        )}
      >
        {children}
        {isSorted && <Arrow size={11} aria-hidden className="flex-none" />}
      </button>
    </th>
  );
}
