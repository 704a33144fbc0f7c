"use client";
// Where the inspector stands: beside the view, over it where there is little room, a sheet from below on a phone.
import { GroupInspector } from "../artifact/group-inspector.tsx";
import { Inspector } from "../artifact/inspector.tsx";
import { verdictOf } from "./completeness-panel.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import type { InspectorTab } from "./use-address.ts";
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
  tab: InspectorTab;
  onTab: (tab: InspectorTab) => void;
  selection: Selection;
  onClose: () => void;
}) {
  const { scene, folded, now } = explored;
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
      className="col-start-2 row-span-2 row-start-2 flex min-h-0 flex-col overflow-auto border-l border-line bg-surface narrow:absolute narrow:inset-y-0 narrow:right-0 narrow:z-20 narrow:w-[392px] small:fixed small:inset-x-0 small:top-auto small:bottom-0 small:max-h-[62dvh] small:w-auto small:rounded-t-panel small:border-t small:border-l-0 small:border-line-2"
    >
      <span
        aria-hidden="true"
        className="mx-auto mt-2 hidden h-1 w-9 flex-none rounded-full bg-line-2 small:block"
      />
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
