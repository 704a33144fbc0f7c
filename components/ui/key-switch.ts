// Whether single keys do something. Who speaks to the computer, or rests a hand on the keys, can switch them off
// (WCAG 2.2, 2.1.4). Kept in this browser's local storage.
import { useSyncExternalStore } from "react";

const STORED = "refscope.single-keys";
const listeners = new Set<() => void>();
/** Stands in where the browser refuses its storage. */
let isOff = false;

/** Asked at each press, so that it holds at once. */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return !isOff;
  }
}

export function switchKeys(on: boolean): void {
  isOff = !on;
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, "off");
  } catch {
    // It holds until the page is left.
  }
  for (const listener of listeners) listener();
}

/** True on the server and in the first drawing. */
export function useKeysOn(): boolean {
  return useSyncExternalStore(subscribe, areKeysOn, () => true);
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
