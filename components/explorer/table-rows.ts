// The nodes as the table lists them: searched and sorted. Pure.
import type { Graph, Node } from "#lib/graph";
import { nameOf, rankOf, type Scene, sizeOf, stateOf } from "../artifact/node-words.ts";
import { namesOfWays } from "../artifact/way-words.ts";
import { KIND_WORDS } from "../ui/kind-icon.tsx";

export const TABLE_COLUMNS = ["name", "kind", "about", "found", "state", "size", "type", "digest"] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];
export type TableSort = { column: TableColumn; isDescending: boolean };

export type TableRow = {
  node: Node;
  name: string;
  kind: string;
  /** Names of what it is about, or is contained in. */
  about: string;
  found: string;
  state: string;
  size: number | undefined;
  type: string;
  digest: string;
};

/** `query` is looked for in every text of a row; no sort keeps the graph's own order. */
export function tableRows(graph: Graph, scene: Scene, query: string, sort?: TableSort): TableRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = graph.nodes
    .map((node) => rowOf(node, scene))
    .filter((row) => words.every((word) => textOf(row).includes(word)));
  if (!sort) return rows;
  return rows
    .map((row, place) => ({ row, place }))
    .sort((a, b) => compare(a.row, b.row, sort) || a.place - b.place)
    .map(({ row }) => row);
}

function rowOf(node: Node, scene: Scene): TableRow {
  const upward = (scene.upward.get(node.id) ?? []).toSorted(
    (a, b) => rankOf(a.relation, node.kind, node, scene) - rankOf(b.relation, node.kind, node, scene),
  );
  const about = upward.flatMap((edge) => {
    const other = scene.nodes.get(edge.relation === "contains" ? edge.source : edge.target);
    return other ? nameOf(other, scene) : [];
  });
  const isRoot = node.id === scene.rootId;
  const isContained = upward.some((edge) => edge.relation === "contains");
  return {
    node,
    name: nameOf(node, scene),
    kind: KIND_WORDS[node.kind].one,
    about: [...new Set(about)].join(", "),
    found: namesOfWays(node.foundBy, scene.titles) || (isRoot ? "asked for" : isContained ? "contains" : ""),
    state: stateOf(node, scene).word,
    size: sizeOf(node),
    type: node.artifactType ?? node.mediaType,
    digest: node.digest,
  };
}

function textOf({ name, kind, about, found, state, type, digest }: TableRow): string {
  return [name, kind, about, found, state, type, digest].join("\n").toLowerCase();
}

/** What is not known stands last, whichever way is sorted first. */
function compare(a: TableRow, b: TableRow, { column, isDescending }: TableSort): number {
  const [left, right] = [a[column], b[column]];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  const sign = isDescending ? -1 : 1;
  if (typeof left === "number" && typeof right === "number") return sign * (left - right);
  return left === right ? 0 : String(left) < String(right) ? -sign : sign;
}

/** "size", or "-size" where the largest stands first: a sort as the address has it. */
export const TABLE_SORTS = TABLE_COLUMNS.flatMap((column) => [column, `-${column}`] as const);
export type TableSortName = (typeof TABLE_SORTS)[number];

export function sortOf(name: TableSortName | null): TableSort | undefined {
  const column = TABLE_COLUMNS.find((other) => other === name?.replace(/^-/, ""));
  return column && { column, isDescending: name !== column };
}

export function sortName(sort: TableSort | undefined): TableSortName | null {
  return sort ? (sort.isDescending ? `-${sort.column}` : sort.column) : null;
}
