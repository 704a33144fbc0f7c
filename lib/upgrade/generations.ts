// How an image's producer attaches things, judged from what lies in the repository: one word a tag.
import { z } from "zod";

/** From the seed's first producer to its last, and what no look could tell. */
export const GENERATIONS = [
  "nothing",
  "cosign-tags",
  "in-index",
  "branch-with-tag",
  "branch-without-tag",
  "tree",
  "unknown",
] as const;
export const generationSchema = z.enum(GENERATIONS);
export type Generation = z.infer<typeof generationSchema>;

/** The ways in which one attached artifact can have been made. */
export const WAYS_MADE = [
  "cosign-tags",
  "in-index",
  "branch-with-tag",
  "branch-without-tag",
  "tree",
] as const;
export const wayMadeSchema = z.enum(WAYS_MADE);
export type WayMade = z.infer<typeof wayMadeSchema>;

/** How many artifacts were made in each way; absent is none. */
export type Made = { [way in WayMade]?: number };

/**
 * The newest way in which anything was attached, since a producer that has come that far will go on so. What is not
 * known could only be newer, or be there at all: so it keeps the older ways from being the answer, and "nothing" too.
 */
const ROWS: readonly { generation: Generation; holds: (made: Made, isWhole: boolean) => boolean }[] = [
  { generation: "tree", holds: (made) => has(made.tree) },
  { generation: "branch-without-tag", holds: (made) => has(made["branch-without-tag"]) },
  { generation: "branch-with-tag", holds: (made) => has(made["branch-with-tag"]) },
  { generation: "unknown", holds: (_, isWhole) => !isWhole },
  { generation: "in-index", holds: (made) => has(made["in-index"]) },
  { generation: "cosign-tags", holds: (made) => has(made["cosign-tags"]) },
];

/** `isWhole`: every way was asked and answered to the end. */
export function generationOf(made: Made, isWhole: boolean): Generation {
  return ROWS.find(({ holds }) => holds(made, isWhole))?.generation ?? "nothing";
}

function has(count: number | undefined): boolean {
  return count !== undefined && count > 0;
}
