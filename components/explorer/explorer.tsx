"use client";
// The explorer of one reference: asks, and shows what comes in three equal views of one selection.
import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import type { ExploreRequest } from "#lib/api";
import { STRATEGY_IDS } from "#lib/evidence";
import { useKey } from "../ui/use-key.ts";
import { useMedia } from "../ui/use-media.ts";
import { ExplorerViews } from "./explorer-views.tsx";
import { ExportMenu } from "./export-menu.tsx";
import type { GraphDrawing } from "./export-picture.ts";
import { ImageHeader } from "./image-header.tsx";
import { InspectorPane } from "./inspector-pane.tsx";
import { LogDrawer } from "./log-drawer.tsx";
import { rememberExploration } from "./remember.ts";
import type { AskedReference } from "./scene.ts";
import { ToolBar } from "./tool-bar.tsx";
import { useAddress, useSoundAddress, type ViewName } from "./use-address.ts";
import { useExploration } from "./use-exploration.ts";
import { useExplored } from "./use-explored.ts";
import { cardOf, useSelection } from "./use-selection.ts";
import { WaysStatus } from "./ways-status.tsx";

/** Another reference begins anew: nothing of the last one's drawing or groups stays. */
export function Explorer({ reference }: { reference: AskedReference }) {
  return <ExplorerOfOne key={reference.text} reference={reference} />;
}

function ExplorerOfOne({ reference }: { reference: AskedReference }) {
  useSoundAddress();
  const { address, setAddress } = useAddress();
  const { ask, other } = address;
  const request = useMemo((): ExploreRequest => {
    const strategies = ask === "all" ? { strategies: [...STRATEGY_IDS] } : {};
    return { reference: reference.text, otherRepositories: other, ...strategies };
  }, [reference.text, other, ask]);
  const asked = useExploration(request);
  const { view, isAsking } = asked;
  const selected = address.node ?? undefined;
  const selection = useSelection(address, setAddress);
  const opener = useRef<Element>(null);
  const drawing: GraphDrawing = useRef(undefined);
  const { lens, kind, platform, way } = address;
  const choice = useMemo(() => ({ lens, kind, platform, way }), [lens, kind, platform, way]);
  // The tools show at once what was chosen; the views follow in slices.
  const shownChoice = useDeferredValue(choice);
  const explored = useExplored(view, reference, shownChoice, selection.opened);
  const isSmall = useMedia("(width <= 760px)");
  const isNarrow = useMedia("(width <= 1100px)");
  const viewName: ViewName = address.view ?? (isSmall ? "tree" : "graph");
  const shownView = useDeferredValue(viewName);
  // Without an image there is nothing to view, and no way was asked: the panel says the rest.
  const isRefused = asked.problem !== undefined && view.nodes.size === 0;
  const logged = view.exchanges.length > 0 ? view.exchanges : (asked.problem?.exchanges ?? []);
  const opensLog = shownView === "graph" && !isSmall && (isAsking || logged.length > 0);
  const isLogOpen = (address.log ?? (opensLog ? "open" : "closed")) === "open";

  useKey("g", () => setAddress({ view: "graph" }, { history: "push" }));
  useKey("t", () => setAddress({ view: "tree" }, { history: "push" }));
  useKey("b", () => setAddress({ view: "table" }, { history: "push" }));
  useKey("w", () => setAddress({ view: "who" }, { history: "push" }));
  useEffect(() => rememberExploration(view, explored.scene, reference), [view, explored.scene, reference]);

  const showsInspector =
    view.nodes.size > 0 &&
    selection.isInspectorOpen &&
    (selected !== undefined || !isNarrow) &&
    // Who sees what has a panel of its own: why.
    shownView !== "who";
  const actions = {
    stop: asked.stop,
    askAgain: asked.askAgain,
    askAll: () => setAddress({ ask: "all" }, { history: "push" }),
    showLog: () => setAddress({ log: "open" }, { history: "replace" }),
  };
  const openInspector = (id: string) => {
    opener.current = document.activeElement;
    selection.select(id, "click");
    requestAnimationFrame(() => document.getElementById("inspector-title")?.focus());
  };
  const closeInspector = () => {
    selection.select(undefined, "key");
    selection.openInspector(false);
    // The focus goes back to where the reader was, or the keys would begin at the top of the page again.
    requestAnimationFrame(() => focusAgain(opener.current));
  };
  const inspectedId = selected ?? view.rootId;
  return (
    <div
      className={`relative grid h-[calc(100dvh-44px)] grid-rows-[auto_minmax(0,1fr)_auto] small:block small:h-auto ${
        showsInspector
          ? "grid-cols-[minmax(0,1fr)_392px] narrow:grid-cols-[minmax(0,1fr)] small:pb-[176px]"
          : "grid-cols-[minmax(0,1fr)]"
      }`}
    >
      <div className="col-span-full min-w-0 border-b border-line bg-surface">
        <ImageHeader reference={reference} view={view} scene={explored.scene} />
        {!isRefused && (
          <ToolBar
            view={viewName}
            address={address}
            setAddress={setAddress}
            explored={explored}
            exports={
              <ExportMenu
                view={view}
                explored={explored}
                reference={reference}
                choice={shownChoice}
                drawing={drawing}
              />
            }
            ways={<WaysStatus view={view} scene={explored.scene} isAsking={isAsking} actions={actions} />}
          />
        )}
      </div>
      <ExplorerViews
        view={shownView}
        address={address}
        setAddress={setAddress}
        asked={asked}
        explored={explored}
        reference={reference}
        lens={shownChoice.lens}
        filterKey={JSON.stringify([shownChoice.kind, shownChoice.platform, shownChoice.way])}
        selected={selected}
        card={cardOf(selected, explored.folded)}
        selection={selection}
        openInspector={openInspector}
        drawing={drawing}
        actions={actions}
        clearFilters={() => setAddress({ kind: null, platform: null, way: null }, { history: "push" })}
        lookIn={(repository) => setAddress({ other: [...other, repository] }, { history: "push" })}
        isSmall={isSmall}
      />
      {showsInspector && inspectedId !== undefined && (
        <InspectorPane
          id={inspectedId}
          view={view}
          explored={explored}
          tab={address.tab}
          onTab={(tab) => setAddress({ tab }, { history: "replace" })}
          selection={selection}
          onClose={closeInspector}
        />
      )}
      <LogDrawer
        view={{ ...view, exchanges: logged }}
        isAsking={isAsking}
        isOpen={isLogOpen}
        onToggle={(open) => setAddress({ log: open ? "open" : "closed" }, { history: "replace" })}
        only={address.outcome}
        onOnly={(outcome) => setAddress({ outcome }, { history: "push" })}
        highlighted={useRequestsBehind(selected, view, explored)}
        isSmall={isSmall}
      />
    </div>
  );
}

/** What had the focus, if it is still there; else the view. */
function focusAgain(before: Element | null): void {
  const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
  const view = document.querySelector<HTMLElement>("[role=tree] [tabindex='0'], [role=application]");
  (isThere ? before : view)?.focus();
}

/** Ids of the requests that read a node or led to it. */
function useRequestsBehind(
  selected: string | undefined,
  { findings }: ReturnType<typeof useExploration>["view"],
  { scene }: ReturnType<typeof useExplored>,
): ReadonlySet<string> {
  return useMemo(() => {
    if (selected === undefined) return new Set<string>();
    const ids = new Set(scene.nodes.get(selected)?.exchanges);
    for (const { target, foundBy } of scene.upward.get(selected) ?? []) {
      for (const finding of findings) {
        if (finding.subject !== target || !foundBy.includes(finding.strategy)) continue;
        for (const id of finding.exchanges) ids.add(id);
      }
    }
    return ids;
  }, [selected, findings, scene]);
}
