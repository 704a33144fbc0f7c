"use client";
// One key of the keyboard, wherever the focus is, as long as nobody is writing.
import { useEffect, useEffectEvent } from "react";
import { areKeysOn } from "./key-switch.ts";

/**
 * Calls `onKey` when `key` ("/", "?", "g") is pressed alone. Not while a field has the focus, not while a dialog or
 * menu is open, which have keys of their own, and not when the reader switched single keys off. `isLast`: only where
 * nothing else on the page took the key.
 */
export function useKey(key: string, onKey: () => void, isLast = false): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isWriting(event.target) || document.querySelector("[role=dialog], [role=menu]")) return;
    if (!areKeysOn()) return;
    event.preventDefault();
    onKey();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    // A key comes to the window after it came to the document.
    const from = isLast ? window : document;
    from.addEventListener("keydown", listener as EventListener);
    return () => from.removeEventListener("keydown", listener as EventListener);
  }, [isLast]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
