// The references this browser explored last, kept in its local storage and nowhere else.
import { useSyncExternalStore } from "react";
import type { Completeness } from "#lib/evidence";

/** One explored reference as the front page lists it. `at` is ISO 8601. */
export type Recent = {
  /** As the page shows it: "ghcr.io/org/app:1.2". */
  reference: string;
  /** The explorer's address: "/r/ghcr.io/org/app:1.2". */
  path: string;
  /** "index, 2 platforms, 23 attached". */
  summary: string;
  /** How much of it is known. */
  state: Completeness;
  /** The state in its own words where it has some: "tag listing denied". */
  stateWords?: string;
  at: string;
  /** What it came to, and what it had come to when that was another digest: a tag that was moved. */
  digest?: string;
  before?: { digest: string; at: string };
};

const KEY = "refscope.recent";
const MOST = 12;
const NONE: readonly Recent[] = [];
const STATES: ReadonlySet<string> = new Set<Completeness>([
  "complete",
  "truncated",
  "denied",
  "rate-limited",
  "failed",
]);

const listeners = new Set<() => void>();
let known: { text: string | null; recents: readonly Recent[] } = { text: null, recents: NONE };

/** Puts a reference at the top of the list; an earlier entry of the same address leaves. */
export function recordRecent(recent: Recent): void {
  write(JSON.stringify(withRecent(readRecents(), recent)));
}

/** The digest that the address had before the one it has now, if this browser saw it move. */
function digestBefore(recents: readonly Recent[], { path, digest }: Recent): Recent["before"] {
  const known = recents.find((other) => other.path === path);
  if (!known?.digest || !digest) return undefined;
  return known.digest === digest ? known.before : { digest: known.digest, at: known.at };
}

/** Forgets all of them. */
export function clearRecents(): void {
  write(null);
}

/** The list, newest first; empty on the server and until the page is alive. */
export function useRecent(): readonly Recent[] {
  return useSyncExternalStore(subscribe, readRecents, () => NONE);
}

/** The list with `recent` first, at most 12 long. */
export function withRecent(recents: readonly Recent[], recent: Recent): Recent[] {
  const before = digestBefore(recents, recent);
  const entry = before ? { ...recent, before } : recent;
  return [entry, ...recents.filter(({ path }) => path !== recent.path)].slice(0, MOST);
}

/** What the stored text holds; entries that are not ours are left out. */
export function parseRecents(text: string | null): readonly Recent[] {
  if (!text) return NONE;
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : NONE;
  } catch {
    return NONE;
  }
}

// A stored address becomes a link, so it must lead into the explorer and nowhere else.
function isRecent(entry: unknown): entry is Recent {
  if (typeof entry !== "object" || entry === null) return false;
  const { reference, path, summary, state, stateWords, at, digest, before } = entry as Partial<
    Record<keyof Recent, unknown>
  >;
  const texts = [reference, path, summary, state, at];
  return (
    texts.every((text) => typeof text === "string" && text.length <= 2048) &&
    (stateWords === undefined || typeof stateWords === "string") &&
    (digest === undefined || typeof digest === "string") &&
    (before === undefined || isBefore(before)) &&
    String(path).startsWith("/r/") &&
    STATES.has(String(state))
  );
}

function isBefore(entry: unknown): boolean {
  if (typeof entry !== "object" || entry === null) return false;
  const { digest, at } = entry as Partial<Record<"digest" | "at", unknown>>;
  return [digest, at].every((text) => typeof text === "string" && text.length <= 256);
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  // Another tab's change.
  window.addEventListener("storage", onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener("storage", onChange);
  };
}

function readRecents(): readonly Recent[] {
  const text = stored();
  // The same text must give the same array, or React would render without end.
  if (text !== known.text) known = { text, recents: parseRecents(text) };
  return known.recents;
}

// A browser may refuse its storage (private windows, blocked cookies): then nothing is remembered.
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}
