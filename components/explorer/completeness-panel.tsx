// How much of the answer is known: whole, under way, or partial and why.
import { type Node, overallCompleteness, summarise } from "#lib/graph";
import { nameOf, type Scene, shortIdOf, stateOf } from "../artifact/node-words.ts";
import { Button } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { AskedList, StatePanel, StateText, type StateTone } from "../ui/state-panel.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { WayRows } from "./way-rows.tsx";
import { countWays } from "./ways.ts";
import type { WaysActions } from "./ways-status.tsx";

// More rows of nodes than this are counted, not listed: the table has them all.
const LISTED = 6;

export type CompletenessVerdict = { mark: MarkName; tone: StateTone; title: string; text: string };

export function CompletenessPanel({
  view,
  scene,
  isAsking,
  actions,
}: {
  view: ExplorationView;
  scene: Scene;
  isAsking: boolean;
  actions: WaysActions;
}) {
  const counts = countWays(view);
  const unread = scene.graph.nodes.filter((node) => node.state !== "present");
  const { mark, tone, title, text } = verdictOf(view, scene, isAsking);
  return (
    <StatePanel
      mark={mark}
      tone={tone}
      title={title}
      actions={
        <>
          {isAsking ? (
            <Button onClick={actions.stop}>Stop, keep what is here</Button>
          ) : (
            <Button onClick={actions.askAgain}>Ask again</Button>
          )}
          {!isAsking && counts.asked < counts.all && (
            <Button look="quiet" onClick={actions.askAll}>
              Ask {countOf(counts.all - counts.asked, "more way", "more ways")}
            </Button>
          )}
          <Button look="quiet" onClick={actions.showLog}>
            Show the requests
          </Button>
        </>
      }
    >
      <StateText>{text}</StateText>
      <WayRows view={view} scene={scene} />
      {unread.length > 0 && <UnreadRows nodes={unread} scene={scene} />}
    </StatePanel>
  );
}

function UnreadRows({ nodes, scene }: { nodes: Node[]; scene: Scene }) {
  const rows = nodes.slice(0, LISTED).map((node) => {
    const { mark, tone, word } = stateOf(node, scene);
    return {
      key: node.id,
      name: `${nameOf(node, scene)} ${shortIdOf(node)}`,
      value: (
        <Mark mark={mark} tone={tone}>
          {word}
        </Mark>
      ),
    };
  });
  const more = nodes.length - rows.length;
  return (
    <>
      <AskedList rows={rows} />
      {more > 0 && <p className="text-12 text-ink-3">and {more} more, listed in the table</p>}
    </>
  );
}

/** What can be said of the whole: how much was found, and whether that is all. */
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
