"use client";
// Where the inspector stands: beside the view, over it where there is little room, on a phone a sheet from below that
// shows headline and verdict until it is pulled up.
import { useState } from "react";
import { GroupInspector } from "../artifact/group-inspector.tsx";
import { Inspector } from "../artifact/inspector.tsx";
import { classes } from "../ui/classes.ts";
import { verdictOf } from "./completeness.ts";
import type { ExplorationView } from "./exploration-view.ts";
import { type InspectorTab, useAddress } from "./use-address.ts";
import type { Explored } from "./use-explored.ts";
import type { Selection } from "./use-selection.ts";

export function InspectorPane({
  id,
  view,
  explored,
  tab,
  onTab,
  selection,
  onClose,
}: {
  id: string;
  view: ExplorationView;
  explored: Explored;
  tab: InspectorTab | null;
  onTab: (tab: InspectorTab) => void;
  selection: Selection;
  onClose: () => void;
}) {
  const { scene, folded, now } = explored;
  const [isTall, setTall] = useState(false);
  const { address, setAddress } = useAddress();
  const node = scene.nodes.get(id);
  const group = node ? undefined : folded.groups.find((other) => other.id === id);
  if (!node && !group) return null;
  const select = (other: string) => selection.select(other, "click");
  return (
    <aside
      aria-label="Inspector"
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
      className={classes(
        "col-start-2 row-span-2 row-start-2 flex min-h-0 flex-col overflow-auto border-l border-line bg-surface",
        "narrow:absolute narrow:inset-y-0 narrow:right-0 narrow:z-20 narrow:w-[392px]",
        "small:fixed small:inset-x-0 small:top-auto small:bottom-0 small:w-auto small:rounded-t-panel small:border-t small:border-l-0 small:border-line-2",
        isTall ? "small:h-[76dvh]" : "small:h-[176px]",
      )}
    >
      <button
        type="button"
        aria-expanded={isTall}
        aria-label={isTall ? "Make the inspector small" : "Make the inspector tall"}
        className="hidden h-6 flex-none place-items-center small:grid"
        onClick={() => setTall(!isTall)}
      >
        <span className="h-1 w-9 rounded-full bg-line-3" />
      </button>
      {node && (
        <Inspector
          key={node.id}
          node={node}
          scene={scene}
          findings={view.findings}
          verdict={
            node.id === scene.rootId && node.state === "present"
              ? verdictOf(view, scene, view.phase === "asking")
              : undefined
          }
          now={now}
          tab={tab}
          onTab={onTab}
          shown={address}
          onShow={(change) => setAddress(change, { history: change.table ? "push" : "replace" })}
          onSelect={select}
          onClose={onClose}
        />
      )}
      {group && (
        <GroupInspector
          group={group}
          scene={scene}
          now={now}
          onOpen={() => selection.toggleGroup(group.id, group.members)}
          onSelect={select}
          onClose={onClose}
        />
      )}
    </aside>
  );
}
