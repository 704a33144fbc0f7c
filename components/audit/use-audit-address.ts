"use client";
// How the reader looks at an audit, kept in the address: reload and back keep it.
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { GENERATIONS } from "#lib/upgrade";

const MADE_FORMS = ["picture", "table"] as const;

const PARSERS = {
  /** Tags of these generations alone; none chosen means all. */
  generation: parseAsArrayOf(parseAsStringLiteral(GENERATIONS)).withDefault([]),
  /** How it is told how all was made. */
  made: parseAsStringLiteral(MADE_FORMS).withDefault("picture"),
};

/** `history: "push"` makes a change one that "back" undoes. */
export function useAuditAddress() {
  const [address, setAddress] = useQueryStates(PARSERS);
  return useMemo(() => ({ address, setAddress }), [address, setAddress]);
}
