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

type Edge = { ref: string; relation: string };

/** Relations that are read from the other end: "A is a dependency of B". */
const BACKWARD = /(?:_|\b)(?:of|by)$/i;

/** Undefined where the report has no relations of packages. */
export function dependenciesOf({ tables }: Pick<Report, "tables">): Dependencies | undefined {
  const table = tables.find(({ id }) => id === "dependencies");
  const packages = tables.find(({ id }) => id === "packages");
  if (!table || !packages || placeOf(table, "from") < 0 || placeOf(table, "to") < 0) return undefined;
  const names = namesOf(packages);
  const below = new Map<string, Edge[]>();
  const needed = new Set<string>();
  const [from, to, how] = [placeOf(table, "from"), placeOf(table, "to"), placeOf(table, "relation")];
  for (const row of table.rows) {
    const relation = String(row[how] ?? "");
    const ends = [String(row[from] ?? ""), String(row[to] ?? "")];
    const [above = "", ref = ""] = BACKWARD.test(relation) ? ends.reverse() : ends;
    const edges = below.get(above);
    if (edges) edges.push({ ref, relation });
    else below.set(above, [{ ref, relation }]);
    if (ref !== above) needed.add(ref);
  }
  const tops = [...below.keys()].filter((ref) => !needed.has(ref));
  return {
    // Where all need each other no one is above the rest: any begins.
    roots: tops.length > 0 ? tops : [...below.keys()].slice(0, 1),
    of: (ref) => below.get(ref) ?? [],
    nameOf: (ref) => names.get(ref) ?? { name: ref, version: "" },
    total: table.total,
    held: table.rows.length,
  };
}

function namesOf(packages: Table): Map<string, { name: string; version: string }> {
  const [ref, name, version] = ["ref", "name", "version"].map((id) => placeOf(packages, id));
  const names = new Map<string, { name: string; version: string }>();
  for (const row of packages.rows) {
    const key = row[ref ?? -1];
    if (typeof key !== "string") continue;
    names.set(key, { name: String(row[name ?? -1] ?? key), version: String(row[version ?? -1] ?? "") });
  }
  return names;
}

function placeOf({ columns }: Table, id: string): number {
  return columns.findIndex((column) => column.id === id);
}
