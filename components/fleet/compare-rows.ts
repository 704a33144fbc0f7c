// Two registries side by side: what differs first, then what is known of one alone, what is alike, what is unknown of both. Pure.
import type { CapabilityName, Exchange, Support } from "#lib/evidence";
import { capabilityRows } from "../registry/capability-words.ts";
import type { Known } from "./fleet-rows.ts";

/** One side of a row: its verdict, the requests it rests on, and when the newest of them was sent. */
export type Side = { support: Support; exchanges: Exchange[]; at: string | undefined };

export type Likeness = "differs" | "one-sided" | "alike" | "both-unknown";

export type CompareRow = {
  name: CapabilityName;
  words: string;
  likeness: Likeness;
  left: Side;
  right: Side;
};

const RANKS: Record<Likeness, number> = { differs: 0, "one-sided": 1, alike: 2, "both-unknown": 3 };

/** Both must have a verdict, and both bring their exchanges; a verdict without exchanges has its own time for an age. */
export function compareRows(left: Known, right: Known): CompareRow[] {
  if (!left.upgrade || !right.upgrade) return [];
  const others = new Map(capabilityRows(right.upgrade).map(({ name, support }) => [name, support]));
  return capabilityRows(left.upgrade)
    .flatMap(({ name, words, support }): CompareRow[] => {
      const other = others.get(name);
      if (!other) return [];
      const sides = { left: sideOf(support, left), right: sideOf(other, right) };
      return [{ name, words, likeness: likenessOf(support, other), ...sides }];
    })
    .sort((a, b) => RANKS[a.likeness] - RANKS[b.likeness]);
}

/** Only two known verdicts can differ, or be alike: what is unknown of one is no difference, and of both no likeness. */
export function likenessOf(a: Support, b: Support): Likeness {
  const unknowns = [a, b].filter(({ support }) => support === "unknown").length;
  if (unknowns > 0) return unknowns === 2 ? "both-unknown" : "one-sided";
  return a.support === b.support ? "alike" : "differs";
}

function sideOf(support: Support, { exchanges = [], at }: Known): Side {
  const cited = exchanges.filter(({ id }) => support.evidence.includes(id));
  const times = cited.map((exchange) => exchange.at).sort();
  return { support, exchanges: cited, at: times.at(-1) ?? (support.evidence.length > 0 ? at : undefined) };
}
