// What each way of finding is called where the answer does not bring its own title.
import type { Progress } from "#lib/api";
import { STRATEGY_IDS, type StrategyId } from "#lib/evidence";

const TITLES: Record<StrategyId, string> = {
  "referrers-api": "referrers API",
  "referrers-tag": "referrers tag",
  "tag-listing": "tag listing",
  "cosign-tag": "cosign tags",
  buildkit: "in the index",
  "oras-api": "ORAS API",
  "wg-api": "working-group API",
  "other-repository": "other repository",
};

export type WayTitles = ReadonlyMap<StrategyId, string>;

/** The titles that the answer brought, over our own. */
export function wayTitles(progress: Progress | undefined): WayTitles {
  const titles = new Map(STRATEGY_IDS.map((id) => [id, TITLES[id]]));
  for (const { strategy, title } of progress?.ways ?? []) titles.set(strategy, title);
  return titles;
}

/** "referrers API and referrers tag", in the ways' own order. */
export function namesOfWays(ways: readonly StrategyId[], titles: WayTitles): string {
  return joinWords(STRATEGY_IDS.filter((id) => ways.includes(id)).map((id) => titles.get(id) ?? id));
}

/** "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
