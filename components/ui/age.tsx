"use client";
// How long ago something was, growing older by itself.
import { formatAge } from "./format.ts";
import { useNow } from "./use-now.ts";

/** "14 min ago", with the moment itself in the title. `rendered`: when the server made the page (ms since 1970). */
export function Age({ at, rendered = 0 }: { at: string; rendered?: number }) {
  const age = formatAge(at, useNow(rendered));
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {age === undefined ? at : `${age} ago`}
    </time>
  );
}
