"use client";
import { useMemo } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityRow } from "#lib/visibility";
import { nameOf, type Scene } from "../artifact/node-words.ts";
import type { Address, SetAddress } from "../explorer/use-address.ts";
// The explorer's fourth view: who can see what is attached, generations first, then named clients.
import { useAsked } from "../use-asked.ts";
import { ArtifactList } from "./artifact-list.tsx";
import type { Place } from "./grid-keys.ts";
import { rowsThatDiffer } from "./matrix-facts.ts";
import { MatrixGrid } from "./matrix-grid.tsx";
import { VisibilityBar } from "./visibility-bar.tsx";
import {
  NothingAttached,
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
  /** Whether the exploration has ended. */
  isReady: boolean;
  isSmall: boolean;
};

export function VisibilityView(props: VisibilityViewProps) {
  const { reference, address, isReady } = props;
  const { other, reading } = address;
  const request = useMemo(
    () => ({ reference, otherRepositories: other, reading }),
    [reference, other, reading],
  );
  const asked = useAsked<Visibility>("/api/visibility", request, isReady);
  const { answer: visibility, problem } = asked;
  if (visibility && visibility.rows.length > 0)
    return <Matrix {...props} visibility={visibility} onAsk={asked.ask} />;
  return (
    <div className="grid content-start justify-items-center overflow-auto px-gutter py-8 small:py-4">
      {visibility ? (
        <NothingAttached isWhole={visibility.completeness === "complete"} onAsk={asked.ask} />
      ) : problem && !asked.isAsking ? (
        <VisibilityProblem problem={problem} onAsk={asked.ask} />
      ) : asked.isAsking || !isReady ? (
        <VisibilityLoading isWaiting={!isReady} onStop={asked.stop} />
      ) : (
        <VisibilityStopped onAsk={asked.ask} />
      )}
    </div>
  );
}

function Matrix({
  visibility,
  scene,
  address,
  setAddress,
  isSmall,
  onAsk,
}: VisibilityViewProps & { visibility: Visibility; onAsk: () => void }) {
  const differing = useMemo(() => rowsThatDiffer(visibility), [visibility]);
  const all = useMemo(() => visibility.rows.map((_, row) => row), [visibility]);
  const shown = address.rows === "differs" ? differing : all;
  const chosen = {
    row: shown.findIndex((row) => visibility.rows[row]?.id === address.node),
    column: Math.max(
      0,
      visibility.columns.findIndex(({ id }) => id === address.client),
    ),
  };
  const isChosen = address.client !== null || chosen.row >= 0;
  const place: Place = isChosen ? chosen : { row: shown.length > 0 ? 0 : -1, column: 0 };
  const choose = ({ row, column }: Place) =>
    setAddress(
      {
        node: visibility.rows[shown[row] ?? -1]?.id ?? null,
        client: visibility.columns[column]?.id ?? null,
      },
      { history: "replace" },
    );
  const aboutOf = (row: VisibilityRow) => aboutWords(row, scene);
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <VisibilityBar
        visibility={visibility}
        differing={differing.length}
        shown={address.rows}
        onShown={(rows) => setAddress({ rows }, { history: "push" })}
        reading={address.reading}
        onReading={(reading) => setAddress({ reading }, { history: "push" })}
        onAsk={onAsk}
      />
      {isSmall ? (
        <ArtifactList visibility={visibility} shown={shown} aboutOf={aboutOf} />
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_360px] narrow:grid-cols-[minmax(0,1fr)] narrow:grid-rows-[minmax(0,1fr)_260px]">
          <div className="flex min-h-0 min-w-0 flex-col">
            <MatrixGrid
              visibility={visibility}
              shown={shown}
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
              onShow={(id) => setAddress({ view: "tree", node: id }, { history: "push" })}
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
