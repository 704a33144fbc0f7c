// Which package needs which, as a tree that is opened step by step. Pure.
import type { Report, Table } from "#lib/inspect";

export type Dependencies = {
  roots: string[];
  /** What a package needs, and how that is called. */
  of: (ref: string) => { ref: string; relation: string }[];
  nameOf: (ref: string) => { name: string; version: string };
  /** How many relations there are, and how many of them are here. */
  total: number;
  held: number;
};

/** Relations that are read from the other end: "A is a dependency of B". */
const BACKWARD = /(?:_|\b)(?:of|by)$/i;

type Pair = { table: Table; packages: Table };

/** Whether a report tells which of its packages needs which. */
export function hasDependencies(report: Pick<Report, "tables">): boolean {
  return pairOf(report) !== undefined;
}

function pairOf({ tables }: Pick<Report, "tables">): Pair | undefined {
  const table = tables.find(({ id }) => id === "dependencies");
  const packages = tables.find(({ id }) => id === "packages");
  if (!table || !packages || placeOf(table, "from") < 0 || placeOf(table, "to") < 0) return undefined;
  return { table, packages };
}

/** Undefined where the report has no relations of packages. Tens of thousands of rows are only counted through here. */
export function dependenciesOf(report: Pick<Report, "tables">): Dependencies | undefined {
  const pair = pairOf(report);
  if (!pair) return undefined;
  const { table, packages } = pair;
  const ends = endsOf(table);
  const below = new Map<string, number[]>();
  const needed = new Set<string>();
  for (const [at] of table.rows.entries()) {
    const { above, ref } = ends(at);
    const rows = below.get(above);
    if (rows) rows.push(at);
    else below.set(above, [at]);
    if (ref !== above) needed.add(ref);
  }
  const tops = [...below.keys()].filter((ref) => !needed.has(ref));
  return {
    // Where all need each other no one is above the rest: any begins.
    roots: tops.length > 0 ? tops : [...below.keys()].slice(0, 1),
    of: (ref) => (below.get(ref) ?? []).map(ends),
    nameOf: namesOf(packages),
    total: table.total,
    held: table.rows.length,
  };
}

/** How deep the tree stands open at first: two steps, or fewer where more than `most` entries would be drawn. */
export function openDepth({ roots, of }: Pick<Dependencies, "roots" | "of">, most: number): 0 | 1 | 2 {
  if (roots.length > most) return 0;
  const first = roots.flatMap((ref) => of(ref));
  if (roots.length + first.length > most) return 0;
  let drawn = roots.length + first.length;
  for (const { ref } of first) {
    drawn += of(ref).length;
    if (drawn > most) return 1;
  }
  return 2;
}

type Ends = { above: string; ref: string; relation: string };

/** What a row of relations says, turned so that what needs stands above what is needed. */
function endsOf(table: Table): (row: number) => Ends {
  const [from, to, how] = [placeOf(table, "from"), placeOf(table, "to"), placeOf(table, "relation")];
  const relations = new Set(table.rows.map((row) => String(row[how] ?? "")));
  const backward = new Set([...relations].filter((relation) => BACKWARD.test(relation)));
  return (at) => {
    const row = table.rows[at] ?? [];
    const relation = String(row[how] ?? "");
    const isBackward = backward.has(relation);
    const [above, ref] = [
      String(row[isBackward ? to : from] ?? ""),
      String(row[isBackward ? from : to] ?? ""),
    ];
    return { above, ref, relation };
  };
}

function namesOf(packages: Table): Dependencies["nameOf"] {
  const [ref, name, version] = [
    placeOf(packages, "ref"),
    placeOf(packages, "name"),
    placeOf(packages, "version"),
  ];
  const byRef = new Map(packages.rows.map((row) => [row[ref], row]));
  return (wanted) => {
    const row = byRef.get(wanted);
    return { name: String(row?.[name] ?? wanted), version: String(row?.[version] ?? "") };
  };
}

function placeOf({ columns }: Table, id: string): number {
  return columns.findIndex((column) => column.id === id);
}
