"use client";
// The one selection that graph, tree, table and inspector share, and which groups are open.
import { useCallback, useMemo, useRef, useState } from "react";
import type { FoldedGraph } from "#lib/graph";
import type { Anchor } from "../graph/graph-canvas.ts";
import { type Address, NOTHING_OPEN, type SetAddress } from "./use-address.ts";

/** More would make the address longer than servers take: the group that was opened first closes. */
const MAX_OPEN = 24;

export type Selection = {
  select: (id: string | undefined, by: "click" | "key") => void;
  opened: ReadonlySet<string>;
  toggleGroup: (id: string, members: readonly string[]) => void;
  foldAll: () => void;
  /** Which card keeps its place in the layout after a group was opened or closed. */
  anchor: Anchor | undefined;
  isInspectorOpen: boolean;
  openInspector: (isOpen: boolean) => void;
};

/** What is selected and which groups are open stands in the address; this changes it. */
export function useSelection(
  { node, open }: Pick<Address, "node" | "open">,
  setAddress: SetAddress,
): Selection {
  const opened = useMemo(() => new Set(open), [open]);
  const [anchor, setAnchor] = useState<Anchor>();
  const [isInspectorOpen, setInspectorOpen] = useState(true);
  const latest = useRef({ node, opened });
  latest.current = { node, opened };
  const select = useCallback(
    (id: string | undefined, by: "click" | "key") => {
      if (id !== undefined) setInspectorOpen(true);
      if (id === (latest.current.node ?? undefined)) return;
      // A step back is worth a click; the arrows would fill the history.
      setAddress({ ...NOTHING_OPEN, node: id ?? null }, { history: by === "click" ? "push" : "replace" });
    },
    [setAddress],
  );
  const toggleGroup = useCallback(
    (id: string, members: readonly string[]) => {
      const first = members[0] ?? id;
      setAnchor(latest.current.opened.has(id) ? { from: first, to: id } : { from: id, to: first });
      setAddress((before) => ({ open: toggled(before.open, id) }), { history: "replace" });
    },
    [setAddress],
  );
  const foldAll = useCallback(() => {
    setAnchor(undefined);
    setAddress({ open: null }, { history: "replace" });
  }, [setAddress]);
  return useMemo(
    () => ({
      select,
      opened,
      toggleGroup,
      foldAll,
      anchor,
      isInspectorOpen,
      openInspector: setInspectorOpen,
    }),
    [select, opened, toggleGroup, foldAll, anchor, isInspectorOpen],
  );
}

/** The card that stands for a node: itself, or the group it is folded into; undefined when it is filtered away. */
export function cardOf(id: string | undefined, folded: FoldedGraph): string | undefined {
  if (id === undefined) return undefined;
  if (folded.nodes.some((node) => node.id === id)) return id;
  return folded.groups.find(
    (group) => group.id === id || group.members.includes(id) || group.nested.includes(id),
  )?.id;
}

/** The open groups after one was opened or closed, the latest last. */
export function toggled(open: readonly string[], id: string): string[] {
  return open.includes(id) ? open.filter((other) => other !== id) : [...open, id].slice(-MAX_OPEN);
}
