// Rows by columns: every attached artifact in every client's hands.
import type { Graph } from "#lib/graph";
import type { Account } from "./answers.ts";
import type { ClientRule } from "./client-rule.ts";
import { CLIENT_RULES } from "./client-rules.ts";
import { type GenerationRun, lookAsGeneration } from "./generation.ts";
import { lookAs } from "./look-as.ts";
import { columnOf } from "./sentence.ts";
import type { Verdict, VisibilityColumn, VisibilityMatrix } from "./shapes.ts";
import { type Terrain, terrainOf } from "./terrain.ts";
import { VerdictTable } from "./verdict-table.ts";

/** More rows than this are cut, and counted: the graph is bounded, and so is the matrix. */
const MAX_ROWS = 2000;

type Column = { head: Omit<VisibilityColumn, "counts" | "sentence">; verdicts: ReadonlyMap<string, Verdict> };

/** `runs` are the generations' own runs, in the order of their columns. */
export function visibilityMatrix(
  graph: Graph,
  account: Account,
  runs: readonly GenerationRun[] = [],
): VisibilityMatrix {
  const terrain = terrainOf(graph, account);
  const columns = terrain ? columnsOf(terrain, runs) : [];
  const all = terrain?.rows ?? [];
  const shown = all.slice(0, MAX_ROWS);
  const table = new VerdictTable();
  const cells = shown.map(({ id }) => columns.map(({ verdicts }) => table.indexOf(verdicts.get(id))));
  return {
    rows: shown.map(({ id, digest, kind, title }) => ({
      ...{ id, digest, kind, title },
      about: [...new Set(terrain?.aboutOf.get(id)?.map(({ target }) => target))],
    })),
    columns: columns.map(({ head, verdicts }) =>
      columnOf(
        head,
        shown.flatMap(({ id }) => verdicts.get(id) ?? []),
      ),
    ),
    verdicts: table.all,
    cells,
    leftOut: all.length - shown.length,
  };
}

function columnsOf(terrain: Terrain, runs: readonly GenerationRun[]): Column[] {
  const generations = runs.map(
    (run): Column => ({
      head: { ...run.head, group: "generation" },
      verdicts: lookAsGeneration(run, terrain),
    }),
  );
  return [...generations, ...CLIENT_RULES.map((rule): Column => clientColumn(rule, terrain))];
}

function clientColumn(rule: ClientRule, terrain: Terrain): Column {
  const { id, name, versions, runs, looks, sources, read } = rule;
  const head = { id, group: "client" as const, name, versions, runs, looks, sources: [...sources], read };
  return { head, verdicts: lookAs(rule, terrain) };
}
