// What an export says about itself, in each format: what was asked, through whose eyes, and whether it is all.
import { MORE_WORDS } from "./more-words.ts";
import { plainText } from "./plain-text.ts";
import type { GraphExport } from "./shapes.ts";

export type AboutField = { name: string; value: string };

/** In the order in which they are told; each has a value. */
export function aboutFields(given: GraphExport): AboutField[] {
  return [
    { name: "reference", value: given.reference },
    { name: "digest", value: given.resolved?.digest ?? "not known" },
    { name: "lens", value: given.lens },
    { name: "filters", value: filterWords(given) },
    { name: "completeness", value: given.isOver ? given.completeness : "truncated" },
    { name: "partial", value: partialWords(given) ?? "no" },
    { name: "exported_at", value: given.exportedAt },
  ].map(({ name, value }) => ({ name, value: plainText(value) }));
}

/** "kind sbom, vex; platform linux/amd64", or "none". */
export function filterWords({ filter }: Pick<GraphExport, "filter">): string {
  const { kinds, platforms, ways } = filter;
  const parts = [
    kinds.length > 0 && `kind ${kinds.join(", ")}`,
    platforms.length > 0 && `platform ${platforms.join(", ")}`,
    ways.length > 0 && `found by ${ways.join(", ")}`,
  ];
  return parts.filter((part) => part !== false).join("; ") || "none";
}

/** Why there may be more than the graph has; undefined where every list was read to its end. */
export function partialWords({
  graph,
  completeness,
  isOver,
}: Pick<GraphExport, "graph" | "completeness" | "isOver">): string | undefined {
  const unread = graph.nodes.filter(({ state }) => state !== "present" && state !== "missing").length;
  if (!isOver) return "the asking had not come to its end: there may be more";
  if (completeness === "complete") return undefined;
  const read = unread > 0 ? `; ${unread} of its nodes could not be read` : "";
  return `a list ${MORE_WORDS[completeness]}: there may be more${read}`;
}

/** Three lines for a reader: what it is, its digest, and how to take it. */
export function captionOf(given: GraphExport): [title: string, digest: string, note: string] {
  const partial = partialWords(given);
  const lens =
    given.lens === "everything" ? "all that is attached" : `as ${given.lens} sees it, the rest faint`;
  const notes = [
    lens,
    `filters: ${filterWords(given)}`,
    partial ? `partial, ${partial}` : "complete",
    given.exportedAt,
    "drawn by Refscope",
  ];
  const digest = given.resolved?.digest ?? "digest not known";
  return [plainText(given.reference), plainText(digest), plainText(notes.join(" · "))];
}
