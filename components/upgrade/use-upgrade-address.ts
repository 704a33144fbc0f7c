"use client";
// What the reader chose on the upgrade page, kept in the address: reload and back keep it.
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { Reading } from "#lib/upgrade";
import { CONSUMERS, PRODUCERS, REGISTRIES, VERDICTS } from "./scenario-rows.ts";

export const TARGETS = ["demo", "scratch"] as const;
export const READINGS = ["proposal-e", "oci-1.1"] as const satisfies readonly Reading[];

const PARSERS = {
  target: parseAsStringLiteral(TARGETS).withDefault("demo"),
  /** Of the scratch repository. Its name's second typing is never kept: it is to be typed anew. */
  host: parseAsString.withDefault(""),
  repository: parseAsString.withDefault(""),
  /** Absent: literal on the demo registries, OCI 1.1 on a real one, which can only be of today. */
  reading: parseAsStringLiteral(READINGS),
  verdict: parseAsStringLiteral(VERDICTS),
  producer: parseAsArrayOf(parseAsStringLiteral(PRODUCERS)).withDefault([]),
  registry: parseAsArrayOf(parseAsStringLiteral(REGISTRIES)).withDefault([]),
  consumer: parseAsArrayOf(parseAsStringLiteral(CONSUMERS)).withDefault([]),
  /** The id of the row that is open. */
  open: parseAsString,
};

/** `history: "push"` makes a change one that "back" undoes. */
export function useUpgradeAddress() {
  const [address, setAddress] = useQueryStates(PARSERS);
  return useMemo(() => ({ address, setAddress }), [address, setAddress]);
}

export type UpgradeAddress = ReturnType<typeof useUpgradeAddress>["address"];
export type SetUpgradeAddress = ReturnType<typeof useUpgradeAddress>["setAddress"];

/** The reading that the page is in. */
export function readingOf({ reading, target }: Pick<UpgradeAddress, "reading" | "target">): Reading {
  return reading ?? (target === "demo" ? "proposal-e" : "oci-1.1");
}
