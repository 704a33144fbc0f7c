"use client";
// What the reader chose, kept in the address: a page is a link, and reload and back keep it.
import { useSearchParams } from "next/navigation";
import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useMemo } from "react";
import { STRATEGY_IDS } from "#lib/evidence";
import { LENSES, NODE_KINDS } from "#lib/graph";
import { LOG_OUTCOMES } from "./log-rows.ts";
import { TABLE_SORTS } from "./table-rows.ts";

export const VIEWS = ["graph", "tree", "table", "who"] as const;
export type ViewName = (typeof VIEWS)[number];
export const INSPECTOR_TABS = ["content", "facts", "manifest", "raw", "commands"] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

const PARSERS = {
  /** Absent: the graph, on a phone the tree. */
  view: parseAsStringLiteral(VIEWS),
  lens: parseAsStringLiteral(LENSES).withDefault("everything"),
  /** The selected node's id. */
  node: parseAsString,
  /** Absent: the content of what is opened, of all else the facts. */
  tab: parseAsStringLiteral(INSPECTOR_TABS),
  /** Which of an artifact's documents is shown; which of its tables is open, and what of that is shown. */
  report: parseAsInteger.withDefault(0),
  table: parseAsString,
  within: parseAsString,
  seek: parseAsString.withDefault(""),
  order: parseAsString,
  /** Ids of the groups that are open. */
  open: parseAsArrayOf(parseAsString).withDefault([]),
  kind: parseAsArrayOf(parseAsStringLiteral(NODE_KINDS)).withDefault([]),
  platform: parseAsArrayOf(parseAsString).withDefault([]),
  way: parseAsArrayOf(parseAsStringLiteral(STRATEGY_IDS)).withDefault([]),
  /** The table: what is searched for, and by which column it is sorted. */
  find: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(TABLE_SORTS),
  /** Absent: open under the graph, closed elsewhere. */
  log: parseAsStringLiteral(["open", "closed"]),
  /** The log: requests of this outcome alone. */
  outcome: parseAsStringLiteral(LOG_OUTCOMES),
  /** "all": also the ways that nothing advertises. */
  ask: parseAsStringLiteral(["all"]),
  /** Repositories where referrers may be kept besides. */
  other: parseAsArrayOf(parseAsString).withDefault([]),
  /** Who can see this: the chosen column, whether only rows that differ are shown, and how the generations read. */
  client: parseAsString,
  rows: parseAsStringLiteral(["all", "differs"]).withDefault("all"),
  reading: parseAsStringLiteral(["oci-1.1", "proposal-e"]).withDefault("oci-1.1"),
};

/**
 * The names of what an address says and nobody here knows: a view that does not exist, a column that is not there. Of a
 * list that is partly known, that part holds.
 */
export function unknownIn(params: Pick<URLSearchParams, "get">): string[] {
  return Object.entries(PARSERS).flatMap(([name, parser]) => {
    const said = params.get(name);
    if (said === null || said === "") return [];
    const read = parser.parse(said);
    return read === null || (Array.isArray(read) && read.length === 0) ? [name] : [];
  });
}

/** What belongs to one artifact alone, and goes with it. */
export const NOTHING_OPEN = { report: null, table: null, within: null, seek: null, order: null } as const;

/** `history: "push"` makes a change one that "back" undoes. */
export function useAddress() {
  const [address, setAddress] = useQueryStates(PARSERS);
  return useMemo(() => ({ address, setAddress }), [address, setAddress]);
}

/** An address says what is shown: what it cannot mean is taken out of it, and leaves no step in the history. */
export function useSoundAddress(): void {
  const params = useSearchParams();
  const { setAddress } = useAddress();
  useEffect(() => {
    const unknown = unknownIn(params);
    if (unknown.length === 0) return;
    setAddress(Object.fromEntries(unknown.map((name) => [name, null])), { history: "replace" });
  }, [params, setAddress]);
}

export type Address = ReturnType<typeof useAddress>["address"];
export type SetAddress = ReturnType<typeof useAddress>["setAddress"];
