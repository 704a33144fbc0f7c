"use client";
// From what is known and what the reader chose to what the three views show. All of it pure functions, memoised.
import { useMemo } from "react";
import type { StrategyId } from "#lib/evidence";
import { STRATEGY_IDS } from "#lib/evidence";
import {
  type FoldedGraph,
  filterGraph,
  foldGraph,
  type Graph,
  LENSES,
  type Lens,
  NODE_KINDS,
  type NodeKind,
  summarise,
  throughLens,
  withoutImpliedEdges,
} from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";
import type { DrawnGraph } from "../graph/drawn-graph.ts";
import { drawnGraph } from "../graph/elements.ts";
import { SEED_STAGES } from "../ui/seed-name.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { type AskedReference, sceneOf } from "./scene.ts";
import type { Address } from "./use-address.ts";
import { useOpened } from "./use-opened.ts";

export type Explored = {
  scene: Scene;
  /** After the filters; the lens takes nothing away, it only makes faint. */
  shown: Graph;
  folded: FoldedGraph;
  /** The filters hide all that is attached. */
  isFilteredAway: boolean;
  /** Ids that the lens does not show. */
  outside: ReadonlySet<string>;
  /** Attached artifacts that each lens shows; undefined where it is not known, or not yet. */
  lensCounts: Record<Lens, number | undefined>;
  choices: {
    kinds: { kind: NodeKind; count: number }[];
    platforms: { platform: string; count: number }[];
    ways: { way: StrategyId; count: number }[];
  };
  /** When this was made: ages are counted from here, so that they do not redraw the graph each second. */
  now: number;
};

export function useExplored(
  view: ExplorationView,
  reference: AskedReference,
  address: Pick<Address, "lens" | "kind" | "platform" | "way">,
  opened: ReadonlySet<string>,
): Explored {
  const { lens, kind, platform, way } = address;
  const unopened = useMemo(() => sceneOf(view, reference), [view, reference]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view is a new moment
  const now = useMemo(() => Date.now(), [view]);
  const shown = useMemo(
    () => withoutImpliedEdges(filterGraph(unopened.graph, { kinds: kind, platforms: platform, ways: way })),
    [unopened, kind, platform, way],
  );
  const outside = useMemo(() => outsideOf(unopened, lens), [unopened, lens]);
  const folded = useMemo(() => foldGraph(shown, opened), [shown, opened]);
  const isFiltered = kind.length + platform.length + way.length > 0;
  const isFilteredAway = useMemo(
    () => isFiltered && summarise(shown, []).attached === 0,
    [isFiltered, shown],
  );
  const lensCounts = useMemo(() => countLenses(unopened), [unopened]);
  const choices = useMemo(() => choicesOf(unopened.graph), [unopened]);
  const inspections = useOpened(unopened);
  const scene = useMemo(() => ({ ...unopened, opened: inspections }), [unopened, inspections]);
  return useMemo(
    () => ({ scene, shown, folded, isFilteredAway, outside, lensCounts, choices, now }),
    [scene, shown, folded, isFilteredAway, outside, lensCounts, choices, now],
  );
}

/** Cards and lines: only where the graph is looked at. */
export function useDrawn({ folded, scene, outside, now }: Explored, lens: Lens): DrawnGraph {
  return useMemo(
    () => drawnGraph(folded, { scene, outside, lensName: lensNameOf(lens), now }),
    [folded, scene, outside, lens, now],
  );
}

/** "rat (current)"; "" for everything. */
export function lensNameOf(lens: Lens): string {
  return lens === "everything" ? "" : `${SEED_STAGES[lens].name} (${SEED_STAGES[lens].stage})`;
}

function outsideOf(scene: Scene, lens: Lens): Set<string> {
  const { graph } = scene;
  if (lens === "everything" || !isLensKnown(scene, lens)) return new Set();
  const inside = new Set(throughLens(graph, lens).nodes.map((node) => node.id));
  // Of what could not be read nobody knows who could.
  const known = graph.nodes.filter(({ state }) => state === "present" || state === "missing");
  return new Set(known.map((node) => node.id).filter((id) => !inside.has(id)));
}

/** What a rat finds needs no API; of the others nothing can be said where nobody knows whether there is one. */
function isLensKnown({ graph, isDone, isApiKnown }: Scene, lens: Lens): boolean {
  if (lens === "everything") return graph.nodes.length > 0;
  return isDone && (isApiKnown || lens === "rat");
}

function countLenses(scene: Scene): Explored["lensCounts"] {
  const counts = LENSES.map((lens) => [
    lens,
    isLensKnown(scene, lens) ? summarise(throughLens(scene.graph, lens), []).attached : undefined,
  ]);
  return Object.fromEntries(counts);
}

function choicesOf(graph: Graph): Explored["choices"] {
  const kinds = new Tally<NodeKind>();
  const platforms = new Tally<string>();
  const ways = new Tally<StrategyId>();
  for (const node of graph.nodes) {
    for (const kind of new Set([node.kind, ...(node.carries ?? [])])) kinds.add(kind);
    if (node.platform) platforms.add(node.platform);
    for (const way of node.foundBy) ways.add(way);
  }
  return {
    kinds: NODE_KINDS.map((kind) => ({ kind, count: kinds.of(kind) })).filter(hasAny),
    platforms: [...platforms.counts].map(([platform, count]) => ({ platform, count })),
    ways: STRATEGY_IDS.map((way) => ({ way, count: ways.of(way) })).filter(hasAny),
  };
}

class Tally<T> {
  readonly counts = new Map<T, number>();

  add(value: T): void {
    this.counts.set(value, this.of(value) + 1);
  }

  of(value: T): number {
    return this.counts.get(value) ?? 0;
  }
}

function hasAny({ count }: { count: number }): boolean {
  return count > 0;
}
