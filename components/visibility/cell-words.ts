// How a cell is said and drawn: a shape and a word, the colour comes third.
import type { CellState } from "#lib/visibility";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

export const CELL_LOOKS: Record<CellState, { mark: MarkName; tone: Tone; word: string }> = {
  found: { mark: "found", tone: "ink", word: "found" },
  unreadable: { mark: "unreadable", tone: "ink-2", word: "not readable" },
  "not-found": { mark: "none", tone: "mute", word: "not found" },
  "not-known": { mark: "unread", tone: "warn", word: "not known" },
};

export const CELL_MEANINGS: Record<CellState, string> = {
  found: "The client comes upon it, and nothing in lists and manifests keeps it from reading it.",
  unreadable: "The client comes upon it, and cannot or will not read it.",
  "not-found": "The client does not come upon it.",
  "not-known": "It could not be checked, or the client's rule is not known.",
};
