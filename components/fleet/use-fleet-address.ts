"use client";
// What the reader chose on the fleet page, kept in the address: reload and back keep it.
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { CAPABILITIES } from "#lib/evidence";
import { FLEET_SORTS, FLEET_STATES, ORIGINS } from "./fleet-rows.ts";

const PARSERS = {
  q: parseAsString.withDefault(""),
  origin: parseAsStringLiteral(ORIGINS),
  state: parseAsArrayOf(parseAsStringLiteral(FLEET_STATES)).withDefault([]),
  capability: parseAsArrayOf(parseAsStringLiteral(CAPABILITIES)).withDefault([]),
  /** Absent: persons' registries first, newest first, then the demo's. */
  sort: parseAsStringLiteral(FLEET_SORTS),
  desc: parseAsBoolean.withDefault(false),
  /** Hosts of the registries to compare, two at most. */
  compare: parseAsArrayOf(parseAsString).withDefault([]),
};

/** `history: "push"` makes a change one that "back" undoes. */
export function useFleetAddress() {
  const [address, setAddress] = useQueryStates(PARSERS);
  return useMemo(() => ({ address, setAddress }), [address, setAddress]);
}

export type FleetAddress = ReturnType<typeof useFleetAddress>["address"];
export type SetFleetAddress = ReturnType<typeof useFleetAddress>["setAddress"];
