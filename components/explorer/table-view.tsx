"use client";
// Every node as a row: to search, to sort, to read across.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { isTagOnly, type Scene, stateOf } from "../artifact/node-words.ts";
import { classes, OUTSIDE_THE_LENS } from "../ui/classes.ts";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, formatBytes, visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Tag } from "../ui/tag.tsx";
import {
  sortName,
  sortOf,
  type TableColumn,
  type TableRow,
  type TableSort,
  tableRows,
} from "./table-rows.ts";
import type { Address, SetAddress } from "./use-address.ts";
import type { Explored } from "./use-explored.ts";

// Columns that leave when the table (@) or the window is too narrow for them; the inspector says the same.
const LEAVES = {
  type: "@max-[1000px]:hidden narrow:hidden small:hidden",
  about: "@max-[900px]:hidden narrow:hidden small:hidden",
  size: "@max-[800px]:hidden narrow:hidden small:hidden",
};

// At 1048 px, which is 1440 px beside the inspector, each holds its usual words; what is more is shared out.
const HEADS: { column: TableColumn; title: string; width: string; leaves?: string }[] = [
  {
    column: "name",
    title: "Artifact",
    width: "w-[calc(218px+max(0px,100cqw-1048px)*0.3)] @max-[800px]:w-auto narrow:w-auto",
  },
  { column: "kind", title: "Kind", width: "w-[80px]", leaves: LEAVES.about },
  {
    column: "about",
    title: "About",
    width: "w-[calc(82px+max(0px,100cqw-1048px)*0.2)]",
    leaves: LEAVES.about,
  },
  {
    column: "found",
    title: "Found by",
    width: "w-[calc(180px+max(0px,100cqw-1048px)*0.2)] narrow:w-[24%]",
  },
  { column: "state", title: "State", width: "w-[154px]" },
  { column: "size", title: "Size", width: "w-[70px]", leaves: LEAVES.size },
  { column: "type", title: "Type", width: "w-auto", leaves: LEAVES.type },
  { column: "digest", title: "Digest", width: "w-[174px]" },
];

/** Under this many rows all are drawn, so that the browser's own search finds each. */
const ALL_DRAWN = 200;

export function TableView({
  explored,
  selected,
  onSelect,
  address,
  setAddress,
  isSmall,
}: {
  explored: Explored;
  selected: string | undefined;
  onSelect: (id: string, by: "click" | "key") => void;
  address: Pick<Address, "find" | "sort">;
  setAddress: SetAddress;
  isSmall: boolean;
}) {
  const { shown, scene, outside } = explored;
  const query = address.find;
  const sort = useMemo(() => sortOf(address.sort), [address.sort]);
  const setSort = (next: TableSort | undefined) =>
    setAddress({ sort: sortName(next) }, { history: "replace" });
  const rows = useMemo(() => tableRows(shown, scene, query, sort), [shown, scene, query, sort]);
  const scroller = useRef<HTMLDivElement>(null);
  const height = isSmall ? 56 : 28;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: rows.length <= ALL_DRAWN ? ALL_DRAWN : 12,
  });
  const selectedAt = rows.findIndex((row) => row.node.id === selected);
  useEffect(() => {
    if (selectedAt >= 0) virtual.scrollToIndex(selectedAt);
  }, [selectedAt, virtual]);

  const items = virtual.getVirtualItems();
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface small:h-auto">
      <div className="flex flex-none items-center gap-3 border-b border-line px-gutter py-1.5">
        <input
          type="search"
          value={query}
          onChange={(event) => setAddress({ find: event.target.value || null }, { history: "replace" })}
          aria-label="Search in the table"
          placeholder="Search names, types, digests"
          spellCheck={false}
          className="h-7 w-72 max-w-full rounded-control border border-line-3 bg-surface px-2 text-12 placeholder:text-ink-3 small:h-9 small:flex-1"
        />
        <span role="status" className="text-12 text-ink-3">
          {rowWords(rows, scene)}
        </span>
      </div>
      <div ref={scroller} className="@container min-h-0 flex-1 overflow-auto small:max-h-[70dvh]">
        <table
          aria-label="What refers to this image"
          aria-rowcount={rows.length + 1}
          className="w-full table-fixed border-separate border-spacing-0 text-[12.5px] leading-[18px] small:block"
        >
          <thead className="sticky top-0 z-10 bg-surface small:hidden">
            <tr aria-rowindex={1}>
              {HEADS.map((head) => (
                <Head key={head.column} {...head} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody className="small:block">
            <Space height={items[0]?.start ?? 0} />
            {items.map(({ index }) => {
              const row = rows[index];
              return (
                row && (
                  <Row
                    key={row.node.id}
                    row={row}
                    index={index}
                    scene={scene}
                    isSelected={index === selectedAt}
                    isOutside={outside.has(row.node.id)}
                    onSelect={() => onSelect(row.node.id, "click")}
                  />
                )
              );
            })}
            <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
        {rows.length === 0 && <p className="px-gutter py-3 text-ink-2">No row has “{query}” in it.</p>}
      </div>
    </div>
  );
}

/** "21 rows, 3 of them the image and its platforms": so that the rest is what is counted as attached elsewhere. */
function rowWords(rows: readonly TableRow[], { rootId, upward }: Scene): string {
  const frame = rows.filter(
    ({ node: { id, kind } }) =>
      id === rootId ||
      (kind === "image" && (upward.get(id) ?? []).some(({ relation }) => relation === "contains")),
  );
  const words = countOf(rows.length, "row");
  if (frame.length === 0) return words;
  return `${words}, ${frame.length === 1 ? "1 of them the image" : `${frame.length} of them the image and its platforms`}`;
}

/** Stands for the rows that are scrolled away. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="small:block">
      <td colSpan={HEADS.length} style={{ height }} className="small:block" />
    </tr>
  );
}

function Head({
  column,
  title,
  width,
  leaves,
  sort,
  onSort,
}: (typeof HEADS)[number] & {
  sort: TableSort | undefined;
  onSort: (sort: TableSort | undefined) => void;
}) {
  const isSorted = sort?.column === column;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : "none"}
      className={classes(
        "h-7 border-b border-line-2 px-1.5 text-left first:pl-gutter last:pr-gutter",
        width,
        leaves,
        column === "size" && "text-right",
      )}
    >
      <button
        type="button"
        className={classes(
          "inline-flex min-h-6 items-center gap-1 text-12 hover:text-ink",
          isSorted ? "font-semibold text-ink" : "font-normal text-ink-3",
        )}
        onClick={() => onSort(nextSort(column, sort))}
      >
        {title}
        {isSorted &&
          (sort.isDescending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
      </button>
    </th>
  );
}

/** First click, second click, third click: one way, the other, not at all. Sizes begin with the largest. */
function nextSort(column: TableColumn, sort: TableSort | undefined): TableSort | undefined {
  const first = column === "size";
  if (sort?.column !== column) return { column, isDescending: first };
  return sort.isDescending === first ? { column, isDescending: !first } : undefined;
}

const CELL =
  "h-7 overflow-hidden border-b border-line px-1.5 text-ellipsis whitespace-nowrap first:pl-gutter last:pr-gutter small:block small:h-auto small:self-center small:border-0 small:px-0 small:first:pl-0 small:last:pr-0";

function Row({
  row,
  index,
  scene,
  isSelected,
  isOutside,
  onSelect,
}: {
  row: TableRow;
  index: number;
  scene: Scene;
  isSelected: boolean;
  isOutside: boolean;
  onSelect: () => void;
}) {
  const { mark, tone, word } = stateOf(row.node, scene);
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isSelected || undefined}
      onClick={onSelect}
      className={classes(
        "small:grid small:h-14 small:grid-cols-[minmax(0,1fr)_auto] small:content-center small:gap-x-3 small:gap-y-0.5 small:border-b small:border-line small:px-gutter",
        isSelected ? "bg-accent-bg" : "hover:bg-hover",
        isOutside && OUTSIDE_THE_LENS,
      )}
    >
      <td
        className={classes(
          CELL,
          isSelected && "inset-shadow-[2px_0_0_var(--color-accent)] small:inset-shadow-none",
        )}
      >
        <button
          type="button"
          // Its press comes up to the row.
          title={row.name}
          className="flex min-h-6 max-w-full items-center gap-2 text-left font-medium focus-visible:outline-offset-[-2px]"
        >
          <KindIcon kind={row.node.kind} size={18} />
          <span className="overflow-hidden text-ellipsis">{row.name}</span>
        </button>
      </td>
      <td className={classes(CELL, "text-12 text-ink-2", LEAVES.about)}>{row.kind}</td>
      <td title={row.about} className={classes(CELL, "text-12 text-ink-2", LEAVES.about)}>
        {row.about}
      </td>
      <td title={row.found} className={classes(CELL, "text-12 text-ink-2 small:order-3")}>
        {isTagOnly(row.node, scene) ? <Tag tone="warn">tag only</Tag> : row.found}
      </td>
      <td className={classes(CELL, "small:order-2 small:text-right")}>
        <Mark mark={mark} tone={tone}>
          {word}
        </Mark>
      </td>
      <td className={classes(CELL, "text-right text-ink-3", LEAVES.size)}>
        {row.size === undefined ? "" : formatBytes(row.size)}
      </td>
      <td
        title={visibleText(row.type)}
        className={classes(CELL, "font-mono text-11 text-ink-2", LEAVES.type)}
      >
        {visibleText(row.type.replace(/^application\//, ""))}
      </td>
      <td className={classes(CELL, "small:order-4 small:text-right")}>
        {row.node.digest && <DigestText digest={row.node.digest} />}
      </td>
    </tr>
  );
}
