// Moving over the tree by keyboard, as the ARIA pattern for trees has it. Pure.
import type { TreeRow } from "./tree-rows.ts";

export type TreeStep = { move?: number; toggle?: number };

/** What a key does at row `at`: where the focus goes, or which row opens or closes; undefined: nothing. */
export function treeStep(key: string, at: number, rows: readonly TreeRow[]): TreeStep | undefined {
  const row = rows[at];
  if (!row) return undefined;
  switch (key) {
    case "ArrowDown":
      return { move: Math.min(at + 1, rows.length - 1) };
    case "ArrowUp":
      return { move: Math.max(at - 1, 0) };
    case "Home":
      return { move: 0 };
    case "End":
      return { move: rows.length - 1 };
    case "ArrowRight":
      if (!row.isExpandable) return undefined;
      return row.isExpanded ? { move: at + 1 } : { toggle: at };
    case "ArrowLeft":
      if (row.isExpanded) return { toggle: at };
      return { move: parentOf(at, rows) };
    default:
      return undefined;
  }
}

function parentOf(at: number, rows: readonly TreeRow[]): number {
  const level = rows[at]?.level ?? 1;
  const parent = rows.slice(0, at).findLastIndex((row) => row.level < level);
  return parent < 0 ? at : parent;
}
