"use client";
// The graph as a tree, its full equal: the same nodes, the same selection, all by keyboard.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { classes } from "../ui/classes.ts";
import { TREE_COLUMNS, TreeRowView } from "./tree-row.tsx";
import { type TreeRow, treeRows, waysTo } from "./tree-rows.ts";
import { treeStep } from "./tree-walk.ts";
import type { Explored } from "./use-explored.ts";

const ROW = { large: 28, small: 36 };

export type TreeViewProps = {
  explored: Explored;
  lensName: string;
  opened: ReadonlySet<string>;
  onToggleGroup: (id: string, members: readonly string[]) => void;
  selected: string | undefined;
  onSelect: (id: string, by: "click" | "key") => void;
  /** Enter: the inspector. */
  onOpen: (id: string) => void;
  isSmall: boolean;
};

export function TreeView(props: TreeViewProps) {
  const { explored, selected, onSelect, onOpen, isSmall } = props;
  const { rows, toggle } = useTree(props);
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const height = isSmall ? ROW.small : ROW.large;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const selectedAt = rows.findIndex((row) => row.node?.id === selected);
  useEffect(() => {
    if (selectedAt >= 0) virtual.scrollToIndex(selectedAt);
  }, [selectedAt, virtual]);

  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === focused),
    focused === undefined ? selectedAt : 0,
  );

  const focusRow = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setFocused(row.key);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus(),
    );
    if (row.node) onSelect(row.node.id, "key");
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[at];
    const step = treeStep(event.key, at, rows);
    if (step?.move !== undefined) focusRow(step.move);
    else if (step?.toggle !== undefined && row) toggle(row);
    else if (event.key === "Enter" && row) row.node ? onOpen(row.node.id) : toggle(row);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex h-full min-h-0 flex-col bg-surface small:h-auto">
      <div
        aria-hidden="true"
        className={classes(
          "grid h-7 flex-none items-center gap-4 border-b border-line-2 px-gutter text-12 text-ink-3 small:hidden",
          TREE_COLUMNS,
        )}
      >
        <span>Artifact</span>
        <span>Found by</span>
        <span>State</span>
        <span className="text-right narrow:hidden">Size</span>
        <span className="narrow:hidden">Digest</span>
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto small:max-h-[70dvh]">
        <div
          role="tree"
          aria-label="What refers to this image"
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            const index = event.target.closest<HTMLElement>("[data-index]")?.dataset.index;
            if (index !== undefined) setFocused(rows[Number(index)]?.key);
          }}
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <TreeRowView
                key={row.key}
                row={row}
                index={index}
                style={{ transform: `translateY(${start}px)`, height }}
                explored={explored}
                lensName={props.lensName}
                isSelected={row.node !== undefined && row.node.id === selected}
                isFocusable={index === at}
                onClick={() => {
                  setFocused(row.key);
                  if (row.node) onSelect(row.node.id, "click");
                  else toggle(row);
                }}
                onToggle={() => toggle(row)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The rows, and opening and closing them. What is selected elsewhere is opened up to. */
function useTree({ explored, opened, onToggleGroup, selected }: TreeViewProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const { shown, scene } = explored;
  const rows = useMemo(() => treeRows(shown, scene, { closed, opened }), [shown, scene, closed, opened]);
  // What a link selects may come late, or fold into a group as more of its kind come.
  const isHidden =
    selected !== undefined &&
    !rows.some((row) => row.node?.id === selected) &&
    shown.nodes.some(({ id }) => id === selected);
  const latest = useRef({ closed, opened });
  latest.current = { closed, opened };
  const followed = useRef<string>(undefined);
  const isFollowing = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection opens the way to it until the reader opens or closes a row, or no row could stay closed
  useEffect(() => {
    if (followed.current === selected && !isFollowing.current) return;
    followed.current = selected;
    isFollowing.current = true;
    if (selected === undefined || !isHidden) return;
    const { keys, groups } = waysTo(selected, shown, scene);
    if (keys.some((key) => latest.current.closed.has(key))) {
      setClosed(new Set([...latest.current.closed].filter((key) => !keys.includes(key))));
    }
    for (const group of groups) if (!latest.current.opened.has(group)) onToggleGroup(group, []);
  }, [selected, isHidden]);
  const toggle = (row: TreeRow) => {
    isFollowing.current = false;
    if (row.group) {
      onToggleGroup(
        row.group.id,
        row.group.members.map(({ id }) => id),
      );
    } else if (row.isExpandable) {
      setClosed(
        row.isExpanded
          ? new Set([...closed, row.key])
          : new Set([...closed].filter((key) => key !== row.key)),
      );
    }
  };
  return { rows, toggle };
}
