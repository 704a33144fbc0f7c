"use client";
// The packages that differ, a row each.
import type { PackageRow } from "#lib/compare";
import { visibleText } from "../ui/format.ts";
import { CHANGE_WORDS, listed } from "./compare-words.ts";
import { VirtualTable } from "./virtual-table.tsx";

const COLUMNS = [
  { title: "Package", className: "w-[34%]" },
  { title: "Ecosystem", className: "w-[10%]" },
  { title: "Left", className: "w-[18%]" },
  { title: "Right", className: "w-[18%]" },
  { title: "Change", className: "w-[8%]" },
  { title: "Licence", className: "w-[12%]" },
];

export function PackageTable({ rows }: { rows: readonly PackageRow[] }) {
  return (
    <VirtualTable
      label="Packages that differ"
      columns={COLUMNS}
      count={rows.length}
      rowHeight={28}
      rowClassName="small:grid small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-3 small:px-3 small:py-1.5"
      keyOf={(at) => `${rows[at]?.ecosystem} ${rows[at]?.name}`}
      row={(at) => <Cells row={rows[at]} />}
    />
  );
}

const CELL =
  "h-7 truncate border-b border-line px-3 text-12 small:block small:h-auto small:border-0 small:px-0 small:whitespace-normal small:break-words";

function Cells({ row }: { row: PackageRow | undefined }) {
  if (!row) return null;
  const { name, ecosystem, change, left, right, licenceChanged } = row;
  const licence = licenceChanged ? `${listed(left.licences)} → ${listed(right.licences)}` : "";
  const { word, about } = CHANGE_WORDS[change];
  return (
    <>
      <th scope="row" title={visibleText(name)} className={`${CELL} text-left font-medium`}>
        {visibleText(name)}
      </th>
      <td className={`${CELL} text-ink-3 small:hidden!`}>{visibleText(ecosystem ?? "")}</td>
      <td title={listed(left.versions)} className={`${CELL} font-mono small:order-3`}>
        {listed(left.versions)}
        <span className="hidden small:inline"> → {listed(right.versions)}</span>
      </td>
      <td title={listed(right.versions)} className={`${CELL} font-mono small:hidden!`}>
        {listed(right.versions)}
      </td>
      <td title={about} className={`${CELL} text-ink-2 small:order-2`}>
        {word}
      </td>
      <td title={licence} className={`${CELL} text-ink-2 small:order-4 small:col-span-2 small:empty:hidden!`}>
        {licence}
      </td>
    </>
  );
}
