"use client";
// Which two images are compared, and what of it is shown, kept in the address: a comparison is a link.
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { CHANGES } from "./compare-words.ts";

const PARSERS = {
  left: parseAsString.withDefault(""),
  right: parseAsString.withDefault(""),
  /** Repositories of each side's registry where referrers may be kept besides. */
  leftOther: parseAsArrayOf(parseAsString).withDefault([]),
  rightOther: parseAsArrayOf(parseAsString).withDefault([]),
  /** Referrers: those that differ, or all of them. */
  rows: parseAsStringLiteral(["differs", "all"]).withDefault("differs"),
  /** The platform whose packages are shown; absent: the first that could be compared. */
  platform: parseAsString,
  change: parseAsArrayOf(parseAsStringLiteral(CHANGES)).withDefault([]),
  q: parseAsString.withDefault(""),
};

/** `history: "push"` makes a change one that "back" undoes. */
export function useCompareAddress() {
  const [address, setAddress] = useQueryStates(PARSERS);
  return useMemo(() => ({ address, setAddress }), [address, setAddress]);
}

export type CompareAddress = ReturnType<typeof useCompareAddress>["address"];
export type SetCompareAddress = ReturnType<typeof useCompareAddress>["setAddress"];
