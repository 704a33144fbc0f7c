// A folded group in the inspector: its members, each a way to itself.
import { X } from "lucide-react";
import type { FoldGroup } from "#lib/graph";
import { Button, IconButton } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { factOf, nameOf, type Scene, shortIdOf } from "./node-words.ts";

const LISTED = 100;

export function GroupInspector({
  group,
  scene,
  now,
  onOpen,
  onSelect,
  onClose,
}: {
  group: FoldGroup;
  scene: Scene;
  now: number;
  onOpen: () => void;
  onSelect: (id: string) => void;
  onClose: () => void;
}) {
  const members = group.members.flatMap((id) => scene.nodes.get(id) ?? []);
  const about = group.parent === undefined ? undefined : scene.nodes.get(group.parent);
  return (
    <>
      <header className="grid grid-cols-[26px_minmax(0,1fr)_auto] gap-x-2.5 px-4 pt-3 pb-2">
        <KindIcon kind={group.kind} size={26} />
        <div>
          <h2 id="inspector-title" tabIndex={-1} className="text-14 font-semibold outline-none">
            {countOf(group.count, KIND_WORDS[group.kind].one, KIND_WORDS[group.kind].many)}
          </h2>
          <p className="text-12 text-ink-2">folded into one{about && `, about ${nameOf(about, scene)}`}</p>
        </div>
        <IconButton label="Close the inspector" onClick={onClose} className="-mt-1 -mr-1.5">
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div className="px-4 pb-3">
        <Button onClick={onOpen}>Open the group</Button>
      </div>
      <ul className="border-t border-line">
        {members.slice(0, LISTED).map((node) => (
          <li key={node.id}>
            <button
              type="button"
              className="flex min-h-8 w-full items-center gap-2 border-b border-line px-4 text-left text-12 hover:bg-hover focus-visible:outline-offset-[-2px]"
              onClick={() => onSelect(node.id)}
            >
              <span className="min-w-0 flex-1 overflow-hidden text-ellipsis whitespace-nowrap">
                {nameOf(node, scene)}
                <span className="pl-2 text-ink-3">{factOf(node, scene, now)}</span>
              </span>
              <span className="font-mono text-ink-2">{shortIdOf(node)}</span>
            </button>
          </li>
        ))}
      </ul>
      {members.length > LISTED && (
        <p className="px-4 py-2 text-12 text-ink-3">
          and {members.length - LISTED} more, listed in the table
        </p>
      )}
    </>
  );
}
