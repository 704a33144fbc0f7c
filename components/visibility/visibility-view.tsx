"use client";
// The explorer's fourth view: who can see what is attached, generations first, then named clients.
import { useCallback, useMemo } from "react";
import type { Visibility, VisibilityRequest } from "#lib/api";
import { STRATEGY_IDS } from "#lib/evidence";
import { followOpened, type VisibilityRow } from "#lib/visibility";
import { nameOf, type Scene } from "../artifact/node-words.ts";
import type { Phase } from "../explorer/exploration-view.ts";
import type { Address, SetAddress } from "../explorer/use-address.ts";
import { useAsked } from "../use-asked.ts";
import { ArtifactList } from "./artifact-list.tsx";
import type { Place } from "./grid-keys.ts";
import { agreementOf, agreementWords } from "./matrix-facts.ts";
import { MatrixGrid } from "./matrix-grid.tsx";
import { openedContents, withOpened } from "./opened-contents.ts";
import { type AskingAgain, VisibilityBar } from "./visibility-bar.tsx";
import {
  NothingAttached,
  type StoppedBy,
  VisibilityLoading,
  VisibilityProblem,
  VisibilityStopped,
} from "./visibility-states.tsx";
import { WhyPanel } from "./why-panel.tsx";

export type VisibilityViewProps = {
  /** What was asked for, as the explorer has it. */
  reference: string;
  scene: Scene;
  address: Address;
  setAddress: SetAddress;
  /** How far the explorer's own exploration is: only after a whole one is anybody asked without a click. */
  phase: Phase;
  isSmall: boolean;
};

export function VisibilityView(props: VisibilityViewProps) {
  const { reference, address, phase } = props;
  const { other, reading, ask } = address;
  const request = useMemo((): VisibilityRequest => {
    const strategies = ask === "all" ? { strategies: [...STRATEGY_IDS] } : {};
    return { reference, otherRepositories: other, reading, ...strategies };
  }, [reference, other, reading, ask]);
  const asked = useAsked<Visibility>("/api/visibility", request, phase === "done");
  const { answer, problem, isAsking } = asked;
  const visibility = useFollowed(answer, props.scene);
  const isWaiting = phase === "asking" && !isAsking;
  if (visibility && visibility.rows.length > 0)
    return <Matrix {...props} visibility={visibility} again={{ ...asked, isWaiting }} />;
  return (
    <div className="grid content-start justify-items-center overflow-auto px-gutter py-8 small:py-4">
      {visibility ? (
        <NothingAttached isWhole={visibility.completeness === "complete"} onAsk={asked.ask} />
      ) : problem && !isAsking ? (
        <VisibilityProblem problem={problem} onAsk={asked.ask} />
      ) : isAsking || isWaiting ? (
        <VisibilityLoading isWaiting={isWaiting} onStop={asked.stop} />
      ) : (
        <VisibilityStopped by={STOPPED_BY[phase]} onAsk={asked.ask} />
      )}
    </div>
  );
}

/** The answer with what was learnt since of the content of what was opened. */
function useFollowed(answer: Visibility | undefined, { opened }: Scene): Visibility | undefined {
  return useMemo(() => {
    if (!answer) return undefined;
    const exchanges = withOpened(answer.exchanges, opened);
    return { ...answer, ...followOpened(answer, openedContents(opened)), exchanges };
  }, [answer, opened]);
}

const STOPPED_BY: Record<Phase, StoppedBy> = {
  asking: "reader",
  done: "reader",
  stopped: "exploration-stopped",
  cut: "exploration-cut",
};

function Matrix({
  visibility,
  scene,
  address,
  setAddress,
  isSmall,
  again,
}: VisibilityViewProps & { visibility: Visibility; again: AskingAgain }) {
  const agreement = useMemo(() => agreementOf(visibility), [visibility]);
  const all = useMemo(() => visibility.rows.map((_, row) => row), [visibility]);
  const shown = address.rows === "differs" ? agreement.differing : all;
  const chosen = {
    row: shown.findIndex((row) => visibility.rows[row]?.id === address.node),
    column: Math.max(
      0,
      visibility.columns.findIndex(({ id }) => id === address.client),
    ),
  };
  const isChosen = address.client !== null || chosen.row >= 0;
  const place: Place = isChosen ? chosen : { row: shown.length > 0 ? 0 : -1, column: 0 };
  // Both are kept as long as what they are made of: a row is drawn again only where it changed.
  const choose = useCallback(
    ({ row, column }: Place) => {
      setAddress(
        {
          node: visibility.rows[shown[row] ?? -1]?.id ?? null,
          client: visibility.columns[column]?.id ?? null,
        },
        { history: "replace" },
      );
    },
    [visibility, shown, setAddress],
  );
  const aboutOf = useCallback((row: VisibilityRow) => aboutWords(row, scene), [scene]);
  const showInTree = (id: string) => setAddress({ view: "tree", node: id }, { history: "push" });
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <VisibilityBar
        visibility={visibility}
        agreement={agreement}
        shown={address.rows}
        onShown={(rows) => setAddress({ rows }, { history: "push" })}
        reading={address.reading}
        onReading={(reading) => setAddress({ reading }, { history: "push" })}
        again={again}
      />
      {isSmall ? (
        <ArtifactList
          visibility={visibility}
          shown={shown}
          empty={agreementWords(agreement)}
          aboutOf={aboutOf}
          node={address.node}
          client={address.client}
          onOpen={(node, client) => setAddress({ node, client }, { history: "replace" })}
          onShow={showInTree}
        />
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_360px] narrow:grid-cols-[minmax(0,1fr)] narrow:grid-rows-[minmax(0,1fr)_260px]">
          <div className="flex min-h-0 min-w-0 flex-col">
            <MatrixGrid
              visibility={visibility}
              shown={shown}
              empty={agreementWords(agreement)}
              aboutOf={aboutOf}
              place={place}
              onPlace={choose}
            />
          </div>
          <aside
            aria-label="Why"
            className="min-h-0 overflow-auto border-l border-line bg-surface narrow:border-t narrow:border-l-0"
          >
            <WhyPanel
              visibility={visibility}
              row={shown[place.row] ?? -1}
              column={place.column}
              onShow={showInTree}
            />
          </aside>
        </div>
      )}
    </div>
  );
}

/** "on SPDX SBOM"; nothing where it is attached to what was asked for. */
function aboutWords({ about }: VisibilityRow, scene: Scene): string {
  const others = about.filter((id) => id !== scene.rootId).flatMap((id) => scene.nodes.get(id) ?? []);
  return others.length === 0 || about.includes(scene.rootId ?? "")
    ? ""
    : `on ${others.map((node) => nameOf(node, scene)).join(", ")}`;
}
