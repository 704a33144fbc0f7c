// One row of the tree: name and fact, the way it was found, its state, size and digest.
import { ChevronDown, ChevronRight } from "lucide-react";
import type { Node } from "#lib/graph";
import { factOf, isTagOnly, linksOf, nameOf, type Scene, sizeOf, stateOf } from "../artifact/node-words.ts";
import { classes, OUTSIDE_THE_LENS } from "../ui/classes.ts";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, formatAge, formatBytes } from "../ui/format.ts";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Tag } from "../ui/tag.tsx";
import type { TreeGroup, TreeRow } from "./tree-rows.ts";
import type { Explored } from "./use-explored.ts";

export const TREE_COLUMNS =
  "grid-cols-[minmax(0,1fr)_172px_190px_64px_172px] narrow:grid-cols-[minmax(0,1fr)_150px_180px] small:grid-cols-[minmax(0,1fr)_auto]";

/** One row. The tree takes the keys; the row itself is only clicked. */
export function TreeRowView({
  row,
  index,
  style,
  explored: { scene, outside, now },
  lensName,
  isSelected,
  isFocusable,
  onClick,
  onToggle,
}: {
  row: TreeRow;
  index: number;
  style: React.CSSProperties;
  explored: Explored;
  lensName: string;
  isSelected: boolean;
  isFocusable: boolean;
  onClick: () => void;
  onToggle: () => void;
}) {
  const isOutside = row.node
    ? outside.has(row.node.id)
    : row.group.members.every(({ id }) => outside.has(id));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys for all its rows
    <div
      role="treeitem"
      data-index={index}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.isExpandable ? row.isExpanded : undefined}
      aria-selected={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      onClick={onClick}
      style={style}
      className={classes(
        "absolute inset-x-0 top-0 grid cursor-default items-center gap-4 border-b border-line px-gutter text-[12.5px] leading-[18px]",
        "focus-visible:outline-offset-[-2px]",
        TREE_COLUMNS,
        isOutside && OUTSIDE_THE_LENS,
        isSelected ? "bg-accent-bg inset-shadow-[2px_0_0_var(--color-accent)]" : "hover:bg-hover",
      )}
    >
      <span className="flex min-w-0 items-center gap-2 whitespace-nowrap">
        <span aria-hidden="true" className="flex-none" style={{ width: (row.level - 1) * 20 }} />
        <Twist row={row} onToggle={onToggle} />
        {row.node ? (
          <NodeName node={row.node} level={row.level} scene={scene} now={now} isRepeat={row.isRepeat} />
        ) : (
          <GroupName group={row.group} now={now} />
        )}
      </span>
      <span className="flex items-center gap-2 overflow-hidden text-12 whitespace-nowrap text-ink-2 small:hidden">
        <span className="overflow-hidden text-ellipsis">{row.foundBy}</span>
        {row.node && isTagOnly(row.node, scene) && <Tag tone="warn">tag only</Tag>}
      </span>
      <span className="flex items-center justify-start gap-2 overflow-hidden small:justify-end">
        {row.node && <NodeStateMark node={row.node} scene={scene} />}
      </span>
      <span className="overflow-hidden text-right whitespace-nowrap text-ink-3 narrow:hidden">
        {sizeText(row)}
      </span>
      <span className="narrow:hidden">{row.node?.digest && <DigestText digest={row.node.digest} />}</span>
      <span className="sr-only">
        {row.node && linksOf(row.node, scene).join(", ")}
        {isOutside && ` not visible to ${lensName}`}
      </span>
    </div>
  );
}

function Twist({ row, onToggle }: { row: TreeRow; onToggle: () => void }) {
  const Icon = row.isExpanded ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a larger target for the pointer; the keys are the tree's
    <span
      className="-m-1.5 grid size-6 flex-none place-items-center text-ink-3"
      onClick={(event) => {
        if (!row.isExpandable) return;
        event.stopPropagation();
        onToggle();
      }}
    >
      {row.isExpandable && <Icon size={12} aria-hidden />}
    </span>
  );
}

function NodeName({
  node,
  level,
  scene,
  now,
  isRepeat,
}: {
  node: Node;
  level: number;
  scene: Scene;
  now: number;
  isRepeat: boolean;
}) {
  const fact = factOf(node, scene, now, true);
  return (
    <>
      <KindIcon kind={node.kind} size={18} />
      <b
        className={classes("overflow-hidden text-ellipsis", level === 1 ? "font-semibold" : "font-medium")}
        title={nameOf(node, scene)}
      >
        {nameOf(node, scene)}
      </b>
      <span className="overflow-hidden text-12 text-ellipsis text-ink-3 small:hidden">
        {isRepeat ? "also above" : fact}
      </span>
    </>
  );
}

function GroupName({ group, now }: { group: TreeGroup; now: number }) {
  const created = group.members.flatMap(
    (node) => node.annotations.find(([name]) => name === "org.opencontainers.image.created")?.[1] ?? [],
  );
  const newest = created.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  const age = newest === undefined ? undefined : formatAge(newest, now);
  return (
    <>
      <KindIcon kind={group.kind} size={18} />
      <b className="font-medium">{groupTitle(group)}</b>
      {age && <span className="text-12 text-ink-3">newest {age} ago</span>}
    </>
  );
}

function groupTitle({ kind, members }: TreeGroup): string {
  return countOf(members.length, KIND_WORDS[kind].one, KIND_WORDS[kind].many);
}

/** On a phone "tag only" stands here, since there is no column for the way. */
export function NodeStateMark({ node, scene }: { node: Node; scene: Scene }) {
  const { mark, tone, word } = stateOf(node, scene);
  return (
    <>
      {isTagOnly(node, scene) && (
        <span className="hidden small:inline-flex">
          <Tag tone="warn">tag only</Tag>
        </span>
      )}
      <Mark mark={mark} tone={tone}>
        {word}
      </Mark>
    </>
  );
}

function sizeText(row: TreeRow): string {
  if (row.node) {
    const size = sizeOf(row.node);
    return size === undefined ? "" : formatBytes(size);
  }
  const sizes = row.group.members.map(sizeOf);
  const sum = sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
  return sum > 0 ? formatBytes(sum) : "";
}
