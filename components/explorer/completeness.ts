// What can be said of the whole: how much was found, and whether that is all there is. Pure.
import { isOnlyInTags, overallCompleteness, summarise } from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";
import { formatCount } from "../ui/format.ts";
import type { MarkName } from "../ui/shapes.ts";
import type { StateTone } from "../ui/state-panel.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { countWays, refusedWords, unaskedWords } from "./ways.ts";

export type CompletenessVerdict = { mark: MarkName; tone: StateTone; title: string; text: string };

/** "18 attached"; "nothing attached" is only said where the list is whole. */
export function attachedWords(attached: number, isWhole: boolean): string {
  if (attached > 0) return `${formatCount(attached)} attached`;
  return isWhole ? "nothing attached" : "nothing found";
}

/** How far the asking is: "1 of 5 ways answered, 30 found so far". */
export function progressTitle(view: ExplorationView, scene: Scene): string {
  const { answered, asked } = countWays(view);
  const { attached } = summarise(scene.graph, view.findings);
  return `${answered} of ${asked} ways answered, ${formatCount(attached)} found so far`;
}

/** "Complete" is only said when every way that was asked has answered. */
export function verdictOf(view: ExplorationView, scene: Scene, isAsking: boolean): CompletenessVerdict {
  const counts = countWays(view);
  if (isAsking) {
    return {
      mark: "asking",
      tone: "ink",
      title: progressTitle(view, scene),
      text: "Nodes appear as they are found, and keep their places.",
    };
  }
  const { attached, troubles } = summarise(scene.graph, view.findings);
  if (view.phase === "asking" || counts.asked === 0) {
    return {
      mark: "not-asked",
      tone: "ink",
      title: "No way of finding was asked",
      text: "Nobody was asked what refers to this image, so that is not known.",
    };
  }
  const known = capital(attachedWords(attached, false));
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
  const missing = troubles.find(({ state }) => state === "missing")?.count ?? 0;
  const unread = troubles.reduce((sum, { count }) => sum + count, 0) - missing;
  const unasked = unaskedWords(counts, scene.titles);
  const completeness = view.completeness ?? overallCompleteness(scene.graph.nodes, view.findings);
  if (completeness === "complete" && isOnlyInTags(view.findings, view.upgrade?.reindexGap)) {
    return {
      mark: "unread",
      tone: "warn",
      title: `${known}, the list may not be whole`,
      text: `${counts.asked} of ${counts.all} ways asked, all of them answered. But the referrers API lists nothing though a referrers tag has entries: a pull-through cache may answer for itself, and what lies behind it is then not known.`,
    };
  }
  if (completeness === "complete") {
    return {
      mark: "found",
      tone: "ink",
      title: `${capital(attachedWords(attached, true))}, the list is complete`,
      text: `${counts.asked} of ${counts.all} ways asked, all of them answered.${missingWords(missing)}${unasked && ` ${unasked}`}`,
    };
  }
  const refusals = refusedWords(counts);
  return {
    mark: completeness === "truncated" ? "unread" : completeness,
    tone: completeness === "failed" ? "bad" : "warn",
    title: unread > 0 ? `${known}, ${unread} of them not read` : `${known}, the list may not be whole`,
    text: `${refusals ? `Of ${counts.asked} ways asked, ${refusals}. ` : ""}The graph is drawn from what was answered. “Could not check” is never counted as “missing”.`,
  };
}

function missingWords(missing: number): string {
  if (missing === 0) return "";
  return missing === 1
    ? " One of them is missing: it is named, but not there."
    : ` ${formatCount(missing)} of them are missing: they are named, but not there.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
