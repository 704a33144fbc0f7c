"use client";
// What was opened on this page, of the artifacts that the explorer shows: kept by whoever asked, read by all.
import { hashKey, type QueryCache, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import type { Inspection } from "#lib/api";
import type { Scene } from "../artifact/node-words.ts";
import { openingOf } from "../inspection/use-inspection.ts";

const ENDPOINT = "/api/inspect";

type Known = { hash: string; inspection: Inspection };
const NONE: readonly Known[] = [];

/** By node id. An artifact that was opened as attached to something else is not among them. */
export function useOpened(scene: Scene): ReadonlyMap<string, Inspection> {
  const cache = useQueryClient().getQueryCache();
  const last = useRef(NONE);
  // A function that is made anew would be subscribed anew with each drawing.
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  const known = useSyncExternalStore(
    subscribe,
    () => {
      const now = knownIn(cache);
      const isSame =
        now.length === last.current.length &&
        now.every(({ inspection }, at) => inspection === last.current[at]?.inspection);
      if (!isSame) last.current = now;
      return last.current;
    },
    () => NONE,
  );
  return useMemo(() => {
    const opened = new Map<string, Inspection>();
    for (const { hash, inspection } of known) {
      const node = scene.nodes.get(inspection.digest);
      const isThis = node && hashKey([ENDPOINT, openingOf(node, scene)]) === hash;
      if (isThis) opened.set(node.id, inspection);
    }
    return opened;
  }, [known, scene]);
}

function knownIn(cache: QueryCache): Known[] {
  return cache.findAll({ queryKey: [ENDPOINT] }).flatMap(({ queryHash: hash, state }) => {
    const inspection = state.data;
    return isInspection(inspection) ? [{ hash, inspection }] : [];
  });
}

/** Whoever asked has parsed it: here it only has to be there. */
function isInspection(data: unknown): data is Inspection {
  return typeof data === "object" && data !== null && "reports" in data;
}
