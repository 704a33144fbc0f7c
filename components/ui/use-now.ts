"use client";
// A clock that pages share, so that "12 s ago" grows older while one looks at it.
import { useSyncExternalStore } from "react";

const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Milliseconds since 1970, renewed every ten seconds. `rendered` is the time at which the server made the page:
 * the first drawing in the browser must say what the server said.
 */
export function useNow(rendered: number): number {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => rendered,
  );
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  if (listeners.size === 1) {
    tick();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(onChange);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}
