"use client";
// What is attached: to both, to one alone, or of the same kind with other content.
import { useMemo } from "react";
import type { Comparison } from "#lib/api";
import type { ReferrerRow } from "#lib/compare";
import { namesOfWays, wayTitles } from "../artifact/way-words.ts";
import { classes } from "../ui/classes.ts";
import { DigestText } from "../ui/digest-text.tsx";
import { visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { absenceLook, rowLook, rowTitle, SIDE_WORDS } from "./compare-words.ts";
import type { SideName } from "./side-names.ts";
import { VirtualTable } from "./virtual-table.tsx";

const TITLES = wayTitles(undefined);

export function ReferrersPanel({
  comparison,
  shown,
  onShown,
  onExchange,
}: {
  comparison: Comparison;
  shown: "differs" | "all";
  onShown: (shown: "differs" | "all") => void;
  onExchange: (id: string) => void;
}) {
  const { referrers } = comparison;
  const differing = useMemo(() => referrers.filter(({ state }) => state !== "same"), [referrers]);
  const rows = shown === "all" ? referrers : differing;
  return (
    <Panel
      title="Referrers"
      note="Matched by digest, then by kind, type and what they are about."
      actions={
        <Segmented
          label="Referrers shown"
          value={shown}
          onChange={onShown}
          segments={[
            { value: "differs", content: <Counted word="Differs" count={differing.length} /> },
            { value: "all", content: <Counted word="All" count={referrers.length} /> },
          ]}
        />
      }
    >
      {rows.length === 0 ? (
        <p className="px-3 py-2.5 text-ink-2">
          {referrers.length === 0
            ? "Nothing was found attached on either side."
            : `All ${referrers.length} that were found are on both sides, with the same digest.`}
        </p>
      ) : (
        <VirtualTable
          label="Referrers of both images"
          columns={[
            { title: "Artifact", className: "w-[26%]" },
            { title: "About", className: "w-[13%]" },
            { title: "Left", className: "w-[23%]" },
            { title: "Right", className: "w-[23%]" },
            { title: "Verdict", className: "w-[15%]" },
          ]}
          count={rows.length}
          rowHeight={44}
          rowClassName="small:grid small:grid-cols-[36px_minmax(0,1fr)_auto] small:gap-x-2 small:gap-y-0.5 small:px-3 small:py-2"
          keyOf={(at) => keyOf(rows[at])}
          row={(at) => <Cells row={rows[at]} onExchange={onExchange} />}
        />
      )}
    </Panel>
  );
}

function keyOf(row: ReferrerRow | undefined): string {
  return `${row?.left?.digest} ${row?.right?.digest}`;
}

const CELL = "border-b border-line px-3 py-1 align-top text-12 small:block small:border-0 small:p-0";

function Cells({ row, onExchange }: { row: ReferrerRow | undefined; onExchange: (id: string) => void }) {
  if (!row) return null;
  const { mark, tone, word } = rowLook(row);
  return (
    <>
      <th
        scope="row"
        title={rowTitle(row)}
        className={`${CELL} text-left font-normal small:col-span-2 small:col-start-1 small:row-start-1`}
      >
        <span className="flex items-start gap-2">
          <KindIcon kind={row.kind} size={18} />
          <span className="min-w-0">
            <span className="block truncate font-medium">{visibleText(row.title)}</span>
            <span className="block truncate text-11 text-ink-3 small:hidden">
              {visibleText(row.predicateType ?? row.artifactType ?? "")}
            </span>
          </span>
        </span>
      </th>
      <td className={`${CELL} truncate text-ink-2 small:col-span-2 small:col-start-2 small:row-start-2`}>
        <span className="hidden small:inline">on </span>
        {visibleText(row.about)}
      </td>
      <SideCell side="left" row={row} onExchange={onExchange} className="small:row-start-3" />
      <SideCell side="right" row={row} onExchange={onExchange} className="small:row-start-4" />
      <td className={`${CELL} small:col-start-3 small:row-start-1 small:text-right`}>
        <Mark mark={mark} tone={tone}>
          {word}
        </Mark>
      </td>
    </>
  );
}

function SideCell({
  side,
  row,
  onExchange,
  className,
}: {
  side: SideName;
  row: ReferrerRow;
  onExchange: (id: string) => void;
  className: string;
}) {
  const one = row[side];
  const other = one ? undefined : row.other;
  const isOpen = other?.verdict === "could-not-check";
  const exchange = (one ?? other)?.exchanges.at(-1);
  return (
    <td
      className={classes(
        CELL,
        "small:col-span-3 small:grid small:grid-cols-[36px_minmax(0,1fr)] small:gap-x-2",
        isOpen && "hatched",
        className,
      )}
    >
      <span className="hidden text-ink-3 small:inline">{SIDE_WORDS[side]}</span>
      <span className="min-w-0">
        {one ? (
          <DigestText digest={one.digest} />
        ) : (
          other && (
            <Mark mark={absenceLook(other).mark} tone={absenceLook(other).tone}>
              {absenceLook(other).word}
            </Mark>
          )
        )}
        <span className="flex gap-x-2 text-11 text-ink-3">
          <span
            className="truncate small:whitespace-normal"
            title={other ? visibleText(other.reason) : undefined}
          >
            {one ? namesOfWays(one.foundBy, TITLES) : other ? visibleText(other.reason) : ""}
          </span>
          {exchange !== undefined && (
            <button
              type="button"
              className="flex-none hover:text-accent hover:underline"
              aria-label={`Request behind ${rowTitle(row)}, ${side}`}
              onClick={() => onExchange(exchange)}
            >
              request
            </button>
          )}
        </span>
      </span>
    </td>
  );
}

function Counted({ word, count }: { word: string; count: number }) {
  return (
    <>
      {word} <span className="font-normal text-ink-3">{count}</span>
    </>
  );
}
