"use client";
// Everything about one artifact: how it hangs there, what it says, its bytes, and the commands that show the same.
import { X } from "lucide-react";
import { Tabs } from "radix-ui";
import type { Finding } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { IconButton } from "../ui/button.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { commandsFor } from "./commands.ts";
import { Facts } from "./facts.tsx";
import { findingNumbers } from "./finding-numbers.ts";
import { ManifestView } from "./manifest-view.tsx";
import type { DigestTarget } from "./node-link.tsx";
import { factOf, nameOf, RELATION_WORDS, type Scene } from "./node-words.ts";
import { StateBox, type StateVerdict } from "./state-box.tsx";

export type InspectorTabName = "facts" | "manifest" | "commands";

const TABS: { value: InspectorTabName; title: string }[] = [
  { value: "facts", title: "Facts" },
  { value: "manifest", title: "Manifest" },
  { value: "commands", title: "Commands" },
];

export function Inspector({
  node,
  scene,
  findings,
  verdict,
  now,
  tab,
  onTab,
  onSelect,
  onClose,
}: {
  node: Node;
  scene: Scene;
  findings: readonly Finding[];
  /** What to say of the node's state, where more is known than the node itself tells. */
  verdict?: StateVerdict;
  now: number;
  tab: InspectorTabName;
  onTab: (tab: InspectorTabName) => void;
  onSelect: (id: string) => void;
  onClose: () => void;
}) {
  const registry = scene.resolved?.registry ?? "";
  const target: DigestTarget = {
    registry,
    repository: node.repository,
    isNode: (digest) => scene.nodes.has(digest),
    select: onSelect,
  };
  return (
    <>
      <header className="grid grid-cols-[26px_minmax(0,1fr)_auto] gap-x-2.5 px-4 pt-3 pb-2">
        <KindIcon kind={node.kind} size={26} />
        <div>
          <h2 id="inspector-title" tabIndex={-1} className="text-14 font-semibold break-words outline-none">
            {nameOf(node, scene)}
          </h2>
          <p className="text-12 break-words text-ink-2">{headlineOf(node, scene, now)}</p>
        </div>
        <IconButton label="Close the inspector" onClick={onClose} className="-mt-1 -mr-1.5">
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <StateBox node={node} scene={scene} verdict={verdict} />
      <Tabs.Root
        value={tab}
        onValueChange={(value) => onTab(TABS.find((other) => other.value === value)?.value ?? "facts")}
      >
        <Tabs.List aria-label="Inspector" className="flex gap-4 border-b border-line px-4">
          {TABS.map(({ value, title }) => (
            <Tabs.Trigger
              key={value}
              value={value}
              className="-mb-px min-h-7 border-b-2 border-transparent text-12 text-ink-2 hover:text-ink data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink small:min-h-9 small:text-13"
            >
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="facts">
          <Facts node={node} scene={scene} target={target} numbers={findingNumbers(findings, scene)} />
        </Tabs.Content>
        <Tabs.Content value="manifest">
          <ManifestView node={node} target={target} />
        </Tabs.Content>
        <Tabs.Content value="commands">
          <Commands node={node} scene={scene} registry={registry} />
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}

function Commands({ node, scene, registry }: { node: Node; scene: Scene; registry: string }) {
  const asked = node.exchanges.flatMap((id) => scene.exchanges.get(id)?.exchange ?? []);
  const any = [...scene.exchanges.values()].find(({ exchange }) => exchange.url.includes("/v2/"))?.exchange;
  const commands = commandsFor(node, registry, asked.at(-1) ?? any);
  if (commands.length === 0)
    return <p className="px-4 py-3 text-ink-2">Nothing with a digest, so nothing to fetch.</p>;
  return (
    <ul className="grid gap-2.5 px-4 py-3">
      {commands.map(({ title, line }) => (
        <li key={title}>
          <p className="pb-1 text-12 text-ink-3">{title}</p>
          <CommandLine command={line} wrap />
        </li>
      ))}
    </ul>
  );
}

/** "Provenance, refers to checkout:2.4.1, 48 kB". */
function headlineOf(node: Node, scene: Scene, now: number): string {
  const edge = (scene.upward.get(node.id) ?? [])[0];
  const otherId = edge && (edge.relation === "contains" ? edge.source : edge.target);
  const other = otherId === undefined ? undefined : scene.nodes.get(otherId);
  const link = edge && other ? `${RELATION_WORDS[edge.relation]} ${nameOf(other, scene)}` : "asked for";
  return [KIND_WORDS[node.kind].title, link, factOf(node, scene, now)].filter(Boolean).join(", ");
}
