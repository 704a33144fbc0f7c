// What can be said of the whole: how much was found, and whether that is all there is. Pure.
import { overallCompleteness, summarise } from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";
import { countOf } from "../ui/format.ts";
import type { MarkName } from "../ui/shapes.ts";
import type { StateTone } from "../ui/state-panel.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { countWays } from "./ways.ts";

export type CompletenessVerdict = { mark: MarkName; tone: StateTone; title: string; text: string };

/** "Complete" is only said when every way that was asked has answered. */
export function verdictOf(view: ExplorationView, scene: Scene, isAsking: boolean): CompletenessVerdict {
  const counts = countWays(view);
  const found = scene.graph.nodes.length - 1;
  const known = found > 0 ? `${countOf(found, "node")} found` : "Nothing found";
  if (isAsking) {
    return {
      mark: "rate-limited",
      tone: "ink",
      title: `${counts.answered} of ${counts.asked} ways answered, ${counts.found} found so far`,
      text: "Nodes appear as they are found. Nothing moves once it is drawn.",
    };
  }
  if (view.phase === "stopped" || view.phase === "cut") {
    const why =
      view.phase === "stopped" ? "You stopped the asking" : (view.problem?.title ?? "The answer broke off");
    return {
      mark: "not-asked",
      tone: "warn",
      title: `${known}, more is not known`,
      text: `${why}. What was found stays.`,
    };
  }
  const { troubles } = summarise(scene.graph, view.findings);
  const unread = troubles
    .filter(({ state }) => state !== "missing")
    .reduce((sum, { count }) => sum + count, 0);
  const completeness = view.completeness ?? overallCompleteness(scene.graph.nodes, view.findings);
  if (completeness === "complete") {
    return {
      mark: "found",
      tone: "ink",
      title: `${known}, the list is complete`,
      text: `${counts.asked} of ${counts.all} ways asked, all of them answered.`,
    };
  }
  const refusals = counts.refused.map(({ outcome, count }) => `${countOf(count, "way")} ${outcome}`);
  return {
    mark: completeness === "truncated" ? "unread" : completeness,
    tone: completeness === "failed" ? "bad" : "warn",
    title: unread > 0 ? `${known}, ${unread} of them not read` : `${known}, the list may not be whole`,
    text: `${refusals.length > 0 ? `${refusals.join(", ")}. ` : ""}The graph is drawn from what was answered. “Could not check” is never counted as “missing”.`,
  };
}
