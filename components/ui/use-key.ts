"use client";
// One key of the keyboard, wherever the focus is, as long as nobody is writing.
import { useEffect, useEffectEvent } from "react";
import { areKeysOn } from "./key-switch.ts";

/**
 * Calls `onKey` when `key` ("/", "?", "g") is pressed alone. Not while a field has the focus, not while a dialog or
 * menu is open, which have keys of their own, and not when the reader switched single keys off.
 */
export function useKey(key: string, onKey: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isWriting(event.target) || document.querySelector("[role=dialog], [role=menu]")) return;
    if (!areKeysOn()) return;
    event.preventDefault();
    onKey();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
