"use client";
// The three views, and what stands in their place while there is nothing to view.
import dynamic from "next/dynamic";
import type { Lens } from "#lib/graph";
import { nameOf, RELATION_WORDS } from "../artifact/node-words.ts";
import { countOf } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { VisibilityView } from "../visibility/visibility-view.tsx";
import { EmptyPanel } from "./empty-panel.tsx";
import { EvidenceMatrix } from "./evidence-matrix.tsx";
import type { GraphDrawing } from "./export-picture.ts";
import { LoadingPanel } from "./loading-panel.tsx";
import { NoMatchPanel } from "./no-match-panel.tsx";
import { ProblemPanel } from "./problem-panel.tsx";
import type { AskedReference } from "./scene.ts";
import { TableView } from "./table-view.tsx";
import { TreeView } from "./tree-view.tsx";
import type { Address, SetAddress, ViewName } from "./use-address.ts";
import type { AskedExploration } from "./use-exploration.ts";
import { type Explored, lensNameOf, useDrawn } from "./use-explored.ts";
import type { Selection } from "./use-selection.ts";
import type { WaysActions } from "./ways-status.tsx";

// Cytoscape is large, and nobody needs it before there is a graph.
const GraphView = dynamic(() => import("../graph/graph-view.tsx").then((part) => part.GraphView), {
  ssr: false,
});

// It brings the rules of all named clients, which only the tree asks for here.
const SignatureReasons = dynamic(
  () => import("./signature-reasons.tsx").then((part) => part.SignatureReasons),
  { ssr: false },
);

export type ExplorerViewsProps = {
  view: ViewName;
  address: Address;
  setAddress: SetAddress;
  asked: AskedExploration;
  explored: Explored;
  reference: AskedReference;
  lens: Lens;
  /** Differs where the reader's filters differ. */
  filterKey: string;
  selected: string | undefined;
  /** The card that stands for what is selected. */
  card: string | undefined;
  selection: Selection;
  openInspector: (id: string) => void;
  /** Reads the graph as it stands on the screen. */
  drawing: GraphDrawing;
  actions: WaysActions;
  lookIn: (repository: string) => void;
  clearFilters: () => void;
  isSmall: boolean;
};

export function ExplorerViews(props: ExplorerViewsProps) {
  const { view, asked, explored, reference, actions } = props;
  const { scene } = explored;
  const hasNodes = asked.view.nodes.size > 0;
  if (!hasNodes && asked.problem) {
    return (
      <Place>
        <ProblemPanel problem={asked.problem} reference={reference} askAgain={asked.askAgain} />
      </Place>
    );
  }
  const loading = <LoadingPanel view={asked.view} scene={scene} reference={reference} stop={actions.stop} />;
  if (!hasNodes && asked.isAsking) return <Place>{loading}</Place>;
  if (hasNodes && view === "who") {
    const { address, setAddress, isSmall } = props;
    const shared = { scene, address, setAddress, isSmall };
    return <VisibilityView reference={reference.text} phase={asked.view.phase} {...shared} />;
  }
  const attached = explored.lensCounts.everything ?? 0;
  const isBare = attached === 0;
  const empty =
    !isBare && explored.isFilteredAway ? (
      <NoMatchPanel attached={attached} clear={props.clearFilters} />
    ) : (
      isBare &&
      !asked.isAsking && (
        <EmptyPanel view={asked.view} scene={scene} actions={actions} lookIn={props.lookIn} />
      )
    );
  if (!hasNodes || (empty && asked.view.nodes.size === 1 && view === "graph")) return <Place>{empty}</Place>;
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      {view === "graph" && (
        <Graph
          {...props}
          loading={<Place>{asked.isAsking ? loading : <Drawing attached={attached} />}</Place>}
          empty={empty}
        />
      )}
      {view === "tree" && (
        <>
          <div className="min-h-[120px] flex-1">
            <Tree {...props} />
          </div>
          {empty && <Place>{empty}</Place>}
          {!isBare && (
            <EvidenceMatrix
              view={asked.view}
              scene={scene}
              onSelect={(id) => props.selection.select(id, "click")}
            />
          )}
          {!asked.isAsking && (
            <SignatureReasons
              view={asked.view}
              scene={scene}
              reference={reference}
              onSelect={(id) => props.selection.select(id, "click")}
            />
          )}
        </>
      )}
      {view === "table" && (
        <>
          <div className="min-h-[120px] flex-1">
            <TableView
              explored={explored}
              selected={props.selected}
              onSelect={props.selection.select}
              address={props.address}
              setAddress={props.setAddress}
              isSmall={props.isSmall}
            />
          </div>
          {empty && <Place>{empty}</Place>}
        </>
      )}
    </div>
  );
}

/** All is known, and the places of the cards are being worked out. */
function Drawing({ attached }: { attached: number }) {
  return (
    <p role="status" className="text-12 text-ink-3">
      Laying out {countOf(attached, "artifact")}.
    </p>
  );
}

/** A panel in the middle of the view's place. */
function Place({ children }: { children: React.ReactNode }) {
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] content-start justify-items-center overflow-auto px-gutter py-8 small:py-4">
      {children}
    </div>
  );
}

function Graph({
  asked,
  explored,
  lens,
  filterKey,
  selected,
  card,
  selection,
  openInspector,
  drawing,
  loading,
  empty,
}: ExplorerViewsProps & { loading: React.ReactNode; empty: React.ReactNode }) {
  const { folded } = explored;
  const drawn = useDrawn(explored, lens);
  const { opened, toggleGroup, anchor } = selection;
  const open = (id: string) => {
    const group = folded.groups.find((other) => other.id === id);
    if (group) toggleGroup(id, group.members);
    else openInspector(id);
  };
  return (
    <div className="relative min-h-0 flex-1 small:flex small:flex-none small:flex-col-reverse">
      <div className="relative h-full small:h-[400px]">
        <Crumb selected={selected} explored={explored} />
        <GraphView
          graph={drawn}
          selected={card}
          onSelect={selection.select}
          onOpen={open}
          isGrowing={asked.isAsking}
          anchor={anchor}
          layoutKey={[...opened].sort().join("\n")}
          filterKey={filterKey}
          hasOpenGroups={opened.size > 0}
          onFoldAll={selection.foldAll}
          description={lensNameOf(lens)}
          drawing={drawing}
        >
          {loading}
        </GraphView>
      </div>
      {empty && (
        // Over the graph where there is room beside it, on a phone before it.
        <div className="absolute top-4 right-4 max-h-[calc(100%-32px)] w-[420px] max-w-[calc(100%-32px)] overflow-auto small:static small:max-h-none small:w-auto small:max-w-none small:border-b small:border-line small:p-gutter">
          {empty}
        </div>
      )}
    </div>
  );
}

/** On a phone the ends of a line are seldom both in view, so this says what the selected one refers to. */
function Crumb({ selected, explored: { scene } }: { selected: string | undefined; explored: Explored }) {
  const node = selected === undefined ? undefined : scene.nodes.get(selected);
  const edge = node && (scene.upward.get(node.id) ?? [])[0];
  const other = edge && scene.nodes.get(edge.relation === "contains" ? edge.source : edge.target);
  if (!node) return null;
  return (
    <p className="absolute inset-x-0 top-0 z-10 hidden h-[34px] items-center gap-2 overflow-hidden border-b border-line bg-surface px-gutter text-12 whitespace-nowrap text-ink-2 small:flex">
      <KindIcon kind={node.kind} size={18} />
      <span className="overflow-hidden text-ellipsis">
        {nameOf(node, scene)}{" "}
        {edge && other ? `${RELATION_WORDS[edge.relation]} ${nameOf(other, scene)}` : "was asked for"}
      </span>
    </p>
  );
}

function Tree({ explored, lens, selected, selection, openInspector, isSmall }: ExplorerViewsProps) {
  return (
    <TreeView
      explored={explored}
      lensName={lensNameOf(lens)}
      opened={selection.opened}
      onToggleGroup={selection.toggleGroup}
      selected={selected}
      onSelect={selection.select}
      onOpen={openInspector}
      isSmall={isSmall}
    />
  );
}
