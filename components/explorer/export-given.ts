// What is exported, from what the page knows and the reader chose. Pure.
import type { GraphExport } from "#lib/export";
import { filterGraph, foldGraph, type Lens, overallCompleteness, withoutImpliedEdges } from "#lib/graph";
import type { DrawnGraph } from "../graph/drawn-graph.ts";
import { drawnGraph } from "../graph/elements.ts";
import type { ExplorationView } from "./exploration-view.ts";
import type { AskedReference } from "./scene.ts";
import type { Address } from "./use-address.ts";
import { type Explored, lensNameOf } from "./use-explored.ts";

export type ExportChoice = Pick<Address, "lens" | "kind" | "platform" | "way">;

const ALL: ExportChoice = { lens: "everything", kind: [], platform: [], way: [] };

/** Whether what is on the screen is less than what is known, or faint in parts. */
export function isNarrowed({ lens, kind, platform, way }: ExportChoice): boolean {
  return lens !== "everything" || kind.length + platform.length + way.length > 0;
}

/** `everything`: without the reader's lens and filters. */
export function givenOf(
  view: ExplorationView,
  { scene, outside }: Pick<Explored, "scene" | "outside">,
  reference: AskedReference,
  choice: ExportChoice,
  everything: boolean,
): GraphExport {
  const { lens, kind, platform, way } = everything ? ALL : choice;
  const filter = { kinds: kind, platforms: platform, ways: way };
  const { nodes, edges } = filterGraph(scene.graph, filter);
  return {
    reference: reference.text,
    resolved: view.resolved,
    rootId: view.rootId,
    graph: { nodes, edges },
    lens,
    outside: everything ? new Set() : outside,
    filter,
    completeness: view.completeness ?? overallCompleteness(scene.graph.nodes, view.findings),
    isOver: view.phase === "done",
    findings: view.findings,
    exportedAt: new Date().toISOString(),
  };
}

/** The cards and lines of an export: folded as on the screen, or as at first where all is exported. */
export function drawnOf(
  given: GraphExport,
  { scene, folded, now }: Explored,
  everything: boolean,
): DrawnGraph {
  const parts = everything ? foldGraph(withoutImpliedEdges(given.graph), new Set()) : folded;
  const lens: Lens = given.lens;
  return drawnGraph(parts, { scene, outside: given.outside, lensName: lensNameOf(lens), now });
}
