"use client";
// Everything about one artifact: what is in it and who signed that, how it hangs there, its bytes, and the commands that
// show the same.
import { X } from "lucide-react";
import { Tabs } from "radix-ui";
import type { Finding } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { attachedSignatures } from "../inspection/attached-signatures.ts";
import { InspectionContent } from "../inspection/inspection-content.tsx";
import { OpeningBox, OpeningRows, ProblemBox, ProblemRows } from "../inspection/opening-states.tsx";
import { RawView } from "../inspection/raw-view.tsx";
import { TableDialog } from "../inspection/table-dialog.tsx";
import type { TableAddress } from "../inspection/table-words.ts";
import { type Opening, openingOf, useInspection } from "../inspection/use-inspection.ts";
import { VerdictBox } from "../inspection/verdict-box.tsx";
import { verifyCommands } from "../inspection/verify-commands.ts";
import { IconButton } from "../ui/button.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { visibleText } from "../ui/format.ts";
import { Seamed } from "../ui/key-values.tsx";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { type Command, commandsFor } from "./commands.ts";
import { Facts } from "./facts.tsx";
import { findingNumbers } from "./finding-numbers.ts";
import { ManifestView } from "./manifest-view.tsx";
import type { DigestTarget } from "./node-link.tsx";
import { factOf, imageDigests, nameOf, RELATION_WORDS, type Scene } from "./node-words.ts";
import { oddityOf, StateBox, type StateVerdict } from "./state-box.tsx";

export type InspectorTabName = "content" | "facts" | "manifest" | "raw" | "commands";

const TABS: { value: InspectorTabName; title: string }[] = [
  { value: "content", title: "Content" },
  { value: "facts", title: "Facts" },
  { value: "manifest", title: "Manifest" },
  { value: "raw", title: "Raw" },
  { value: "commands", title: "Commands" },
];
/** What is not opened has neither. */
const OF_CONTENT = new Set<InspectorTabName>(["content", "raw"]);

/** Which document and which table is shown, as the address keeps it. */
export type Shown = TableAddress & { report: number };

type Props = {
  node: Node;
  scene: Scene;
  findings: readonly Finding[];
  /** What to say of the node's state, where more is known than the node itself tells. */
  verdict?: StateVerdict;
  now: number;
  /** Null: the first that there is. */
  tab: InspectorTabName | null;
  onTab: (tab: InspectorTabName) => void;
  shown: Shown;
  onShow: (change: Partial<Shown>) => void;
  onSelect: (id: string) => void;
  onClose: () => void;
};

export function Inspector(props: Props) {
  const { node, scene, findings, verdict, now, tab, onTab, shown, onShow, onSelect, onClose } = props;
  const registry = scene.resolved?.registry ?? "";
  const target: DigestTarget = {
    registry,
    repository: node.repository,
    isNode: (digest) => scene.nodes.has(digest),
    select: onSelect,
  };
  const request = openingOf(node, scene);
  const opening = useInspection(request);
  const tabs = TABS.filter(({ value }) => request !== undefined || !OF_CONTENT.has(value));
  const current = tabs.find(({ value }) => value === tab) ?? tabs[0];
  const oddity = request && oddityOf(node, scene);
  const reports = opening.inspection?.reports ?? [];
  const chosen = reports[shown.report] ? shown.report : 0;
  const report = reports[chosen];
  const signatures = attachedSignatures(node.id, scene);
  return (
    <>
      <Header node={node} scene={scene} now={now} onClose={onClose} />
      {request === undefined ? (
        <StateBox node={node} scene={scene} verdict={verdict} />
      ) : (
        <OpenedBox
          opening={opening}
          signatures={signatures.length}
          chosen={chosen}
          onChoose={(index) => onShow({ report: index, table: null, within: null, seek: "", order: null })}
        />
      )}
      {oddity && <StateBox node={node} scene={scene} verdict={oddity} />}
      <Tabs.Root
        value={current?.value}
        onValueChange={(value) => onTab(TABS.find((other) => other.value === value)?.value ?? "facts")}
      >
        <Tabs.List aria-label="Inspector" className="flex gap-4 border-b border-line px-4">
          {tabs.map(({ value, title }) => (
            <Tabs.Trigger
              key={value}
              value={value}
              className="-mb-px min-h-7 border-b-2 border-transparent text-12 text-ink-2 hover:text-ink data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink small:min-h-9 small:text-13"
            >
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="content">
          {opening.inspection && report ? (
            <InspectionContent
              key={chosen}
              inspection={opening.inspection}
              report={report}
              signatures={signatures}
              image={{ digests: imageDigests(scene), repository: node.repository }}
              target={target}
              now={now}
              onOpenTable={onShow}
              isAsking={opening.isAsking}
              onRetry={opening.again}
            />
          ) : (
            <Unopened opening={opening} />
          )}
        </Tabs.Content>
        <Tabs.Content value="facts">
          <Facts node={node} scene={scene} target={target} numbers={findingNumbers(findings, scene)} />
        </Tabs.Content>
        <Tabs.Content value="manifest">
          <ManifestView node={node} target={target} />
        </Tabs.Content>
        <Tabs.Content value="raw">
          {report ? <RawView key={chosen} report={report} target={target} /> : <Unopened opening={opening} />}
        </Tabs.Content>
        <Tabs.Content value="commands">
          <Commands node={node} scene={scene} registry={registry} opening={opening} chosen={chosen} />
        </Tabs.Content>
      </Tabs.Root>
      {report && <TableDialog report={report} address={shown} onChange={onShow} />}
    </>
  );
}

function Header({ node, scene, now, onClose }: Pick<Props, "node" | "scene" | "now" | "onClose">) {
  return (
    <header className="grid grid-cols-[26px_minmax(0,1fr)_auto] gap-x-2.5 px-4 pt-3 pb-2">
      <KindIcon kind={node.kind} size={26} />
      <div className="min-w-0">
        <h2 id="inspector-title" tabIndex={-1} className="text-14 font-semibold break-words outline-none">
          {nameOf(node, scene)}
        </h2>
        <p className="text-12 break-words text-ink-2">{headlineOf(node, scene, now)}</p>
      </div>
      <IconButton label="Close the inspector" onClick={onClose} className="-mt-1 -mr-1.5">
        <X size={16} aria-hidden />
      </IconButton>
      {node.artifactType && (
        <p className="col-span-2 col-start-2 font-mono text-11 wrap-anywhere text-ink-3">
          <Seamed text={visibleText(node.artifactType)} />
        </p>
      )}
    </header>
  );
}

function OpenedBox({
  opening: { inspection, problem },
  signatures,
  chosen,
  onChoose,
}: {
  opening: Opening;
  signatures: number;
  chosen: number;
  onChoose: (index: number) => void;
}) {
  if (inspection)
    return (
      <VerdictBox reports={inspection.reports} signatures={signatures} chosen={chosen} onChoose={onChoose} />
    );
  return problem ? <ProblemBox problem={problem} /> : <OpeningBox />;
}

function Unopened({ opening: { problem, isAsking, again } }: { opening: Opening }) {
  return problem && !isAsking ? <ProblemRows problem={problem} onRetry={again} /> : <OpeningRows />;
}

function Commands({
  node,
  scene,
  registry,
  opening: { inspection },
  chosen,
}: Pick<Props, "node" | "scene"> & { registry: string; opening: Opening; chosen: number }) {
  const asked = node.exchanges.flatMap((id) => scene.exchanges.get(id)?.exchange ?? []);
  const any = [...scene.exchanges.values()].find(({ exchange }) => exchange.url.includes("/v2/"))?.exchange;
  const exchange = asked.at(-1) ?? any;
  const report = inspection?.reports[chosen];
  const isPlain = exchange?.url.startsWith("http://") ?? false;
  const commands: Command[] = [
    ...(inspection && report ? verifyCommands(inspection, report, isPlain) : []),
    ...commandsFor(node, registry, exchange),
  ];
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
