// Cutting a list into pages, and the Link header in every way that registries write it.
import type { Call } from "./call.ts";
import type { Headers } from "./reply.ts";

export type Page = { items: string[]; more: boolean };

/** At most `size` names after `last`, in ASCII order; `size` undefined: all of them. */
export function pageOf(sorted: readonly string[], last: string | null, size: number | undefined): Page {
  const rest = last === null ? [...sorted] : sorted.filter((name) => name > last);
  if (size === undefined) return { items: rest, more: false };
  return { items: rest.slice(0, size), more: size > 0 && rest.length > size };
}

/** "Sorted in lexical order" by code unit, as the specification's tag grammar makes it ASCII. */
export function asciiSorted(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** `n` as a whole number; undefined when absent, null when it is no number or too large. */
export function pageNumber(call: Call, max: number): number | undefined | null {
  const text = call.url.searchParams.get("n");
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) return null;
  const n = Number(text);
  return max > 0 && n > max ? null : n;
}

/** The Link header to the next page: this request's own address with `changes` in its query. */
export function nextLink(call: Call, changes: Record<string, string>): Headers {
  const { linkStyle, redirectTo } = call.switches;
  const query = new URLSearchParams(call.url.searchParams);
  if (linkStyle !== "endless") for (const [name, value] of Object.entries(changes)) query.set(name, value);
  const path = `${call.url.pathname}?${query}`;
  switch (linkStyle) {
    case "absolute":
      return { Link: `<${call.origin}${path}>; rel="next"` };
    case "unquoted":
      return { Link: `<${path}>; rel=next` };
    case "unbracketed":
      return { Link: `${call.origin}${path}; rel="next"` };
    case "foreign":
      return { Link: `<${redirectTo}${path}>; rel="next"` };
    default:
      return { Link: `<${path}>; rel="next"` };
  }
}
