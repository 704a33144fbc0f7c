"use client";
// Whether a media query holds, for what style sheets cannot say.
import { useSyncExternalStore } from "react";

/** False on the server and in the first drawing. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(query);
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}
