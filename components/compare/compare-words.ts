// How the rows of a comparison are named and drawn. Pure.
import type { Absence, PackageChange, ReferrerRow, SideName } from "#lib/compare";
import { visibleText } from "../ui/format.ts";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

export type Look = { mark: MarkName; tone: Tone; word: string };

export const CHANGES = [
  "added",
  "removed",
  "up",
  "down",
  "changed",
  "licence",
] as const satisfies PackageChange[];

export const CHANGE_WORDS: Record<PackageChange, { word: string; about: string }> = {
  added: { word: "added", about: "on the right alone" },
  removed: { word: "removed", about: "on the left alone" },
  up: { word: "newer", about: "a newer version on the right" },
  down: { word: "older", about: "an older version on the right" },
  changed: { word: "changed", about: "other versions; their order is not known" },
  licence: { word: "licence", about: "the same version, with another licence named" },
};

export const SIDE_WORDS: Record<SideName, string> = { left: "Left", right: "Right" };

/** What stands where one side does not show an artifact. "Could not check" never looks like "missing". */
export function absenceLook({ verdict }: Absence): Look {
  return verdict === "missing"
    ? { mark: "none", tone: "mute", word: "missing" }
    : { mark: "unread", tone: "warn", word: "could not check" };
}

export function rowLook({ state, other }: ReferrerRow): Look {
  if (state === "same") return { mark: "tick", tone: "mute", word: "the same" };
  if (other?.verdict === "could-not-check") return { mark: "unread", tone: "warn", word: "not known" };
  if (state === "other-content") return { mark: "contradicted", tone: "ink-2", word: "other content" };
  return { mark: "none", tone: "ink", word: state === "left-only" ? "left only" : "right only" };
}

/** "2.14.1, 2.17.0"; a dash where there is none. */
export function listed(texts: readonly string[]): string {
  return texts.length === 0 ? "–" : texts.map(visibleText).join(", ");
}

/** What an artifact's row is called: its predicate type besides, where its title does not say it. */
export function rowTitle({ title, about }: Pick<ReferrerRow, "title" | "about">): string {
  return `${visibleText(title)} on ${visibleText(about)}`;
}
