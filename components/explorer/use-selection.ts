"use client";
// The one selection that graph, tree, table and inspector share, and which groups are open.
import { useCallback, useMemo, useRef, useState } from "react";
import type { FoldedGraph } from "#lib/graph";
import type { Anchor } from "../graph/graph-canvas.ts";
import type { SetAddress } from "./use-address.ts";

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

/** `selected` is what the address has now. */
export function useSelection(selected: string | undefined, setAddress: SetAddress): Selection {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<Anchor>();
  const [isInspectorOpen, setInspectorOpen] = useState(true);
  const latest = useRef(selected);
  latest.current = selected;
  const select = useCallback(
    (id: string | undefined, by: "click" | "key") => {
      if (id !== undefined) setInspectorOpen(true);
      if (id === latest.current) return;
      // A step back is worth a click; the arrows would fill the history.
      setAddress({ node: id ?? null }, { history: by === "click" ? "push" : "replace" });
    },
    [setAddress],
  );
  const toggleGroup = useCallback((id: string, members: readonly string[]) => {
    const first = members[0] ?? id;
    setOpened((before) => {
      const isOpen = before.has(id);
      setAnchor(isOpen ? { from: first, to: id } : { from: id, to: first });
      return isOpen ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id]);
    });
  }, []);
  const foldAll = useCallback(() => {
    setAnchor(undefined);
    setOpened(new Set());
  }, []);
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
