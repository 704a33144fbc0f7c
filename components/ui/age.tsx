"use client";
// How long ago something was, growing older by itself.
import { formatAge } from "./format.ts";
import { useNow } from "./use-now.ts";

const JUST_NOW_MS = 5000;

/** "14 min ago", with the moment itself in the title. `rendered`: when the server made the page (ms since 1970). */
export function Age({ at, rendered = 0 }: { at: string; rendered?: number }) {
  const now = useNow(rendered);
  const age = formatAge(at, now);
  const isNew = now - Date.parse(at) < JUST_NOW_MS;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {age === undefined ? at : isNew ? "just now" : `${age} ago`}
    </time>
  );
}
