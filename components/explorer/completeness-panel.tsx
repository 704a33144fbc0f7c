// How much of the answer is known: whole, under way, or partial and why.
import type { Node } from "#lib/graph";
import { nameOf, type Scene, shortIdOf, stateOf } from "../artifact/node-words.ts";
import { Button } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { verdictOf } from "./completeness.ts";
import type { ExplorationView } from "./exploration-view.ts";
import { WayRows } from "./way-rows.tsx";
import { countWays } from "./ways.ts";
import type { WaysActions } from "./ways-status.tsx";

// More rows of nodes than this are counted, not listed: the table has them all.
const LISTED = 6;

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
          {!isAsking && counts.asked > 0 && counts.asked < counts.all && (
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
      {counts.asked > 0 && <WayRows view={view} scene={scene} />}
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
