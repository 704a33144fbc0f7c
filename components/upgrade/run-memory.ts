// The last run of each row, kept in this browser tab until it is closed, and nowhere else.
import { useSyncExternalStore } from "react";
import type { ScenarioRun } from "#lib/api";
import type { Results } from "./scenario-rows.ts";

const KEY = "refscope.scenarios";
// One target in one reading is about 300 kB with its traces; a browser gives 5 MB.
const MOST_PLACES = 8;
const NONE: Results = new Map();

/** By place: what ran where, and in which reading. The newest place stands last. */
type Memory = ReadonlyMap<string, Results>;

const listeners = new Set<() => void>();
let memory: Memory | undefined;

/** Remembers runs of one place; an earlier run of the same row leaves. */
export function rememberRuns(place: string, runs: readonly ScenarioRun[]): void {
  if (runs.length === 0) return;
  memory = withRuns(read(), place, runs);
  write(memory);
  for (const listener of listeners) listener();
}

/** The runs of one place; empty on the server and until the page is alive. */
export function useRuns(place: string): Results {
  return useSyncExternalStore(
    subscribe,
    () => read().get(place) ?? NONE,
    () => NONE,
  );
}

/** The memory with these runs; of more than 8 places the oldest is forgotten. */
export function withRuns(before: Memory, place: string, runs: readonly ScenarioRun[]): Memory {
  const results = new Map(before.get(place));
  for (const run of runs) results.set(run.id, run);
  const others = [...before].filter(([other]) => other !== place).slice(1 - MOST_PLACES);
  return new Map([...others, [place, results]]);
}

/** The text that the browser keeps. */
export function memoryText(kept: Memory): string {
  return JSON.stringify([...kept].map(([place, results]) => [place, [...results.values()]]));
}

/** What a kept text holds; what is no run of ours is left out. */
export function parseMemory(text: string | null): Memory {
  if (!text) return new Map();
  try {
    const stored: unknown = JSON.parse(text);
    return new Map(Array.isArray(stored) ? stored.flatMap(placeOf).slice(-MOST_PLACES) : []);
  } catch {
    return new Map();
  }
}

function placeOf(entry: unknown): [string, Results][] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string" || !Array.isArray(entry[1])) return [];
  return [[entry[0], new Map(entry[1].filter(isRun).map((run) => [run.id, run]))]];
}

// Another version of Refscope may have kept it: a run without all that the page draws is none.
function isRun(entry: unknown): entry is ScenarioRun {
  if (typeof entry !== "object" || entry === null) return false;
  const run = entry as Partial<Record<keyof ScenarioRun, unknown>>;
  const texts = [run.id, run.reading, run.verdict, run.observed, run.expected, run.why, run.startedAt];
  const lists = [run.checks, run.steps, run.exchanges, run.leftovers];
  return (
    texts.every((text) => typeof text === "string") &&
    lists.every(Array.isArray) &&
    typeof run.target === "object" &&
    run.target !== null
  );
}

function read(): Memory {
  memory ??= parseMemory(stored());
  return memory;
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

// A browser may refuse its storage, or have too little of it: then a reload forgets.
function write(kept: Memory): void {
  try {
    sessionStorage.setItem(KEY, memoryText(kept));
  } catch {
    forget();
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept, then.
  }
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}
