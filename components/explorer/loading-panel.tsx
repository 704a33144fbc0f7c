// Before there is anything to draw: what was asked and what has been answered.
import type { Scene } from "../artifact/node-words.ts";
import { Button } from "../ui/button.tsx";
import { Asking } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { progressTitle } from "./completeness.ts";
import type { ExplorationView } from "./exploration-view.ts";
import type { AskedReference } from "./scene.ts";
import { WayRows } from "./way-rows.tsx";
import { countWays } from "./ways.ts";

export function LoadingPanel({
  view,
  scene,
  reference,
  stop,
}: {
  view: ExplorationView;
  scene: Scene;
  reference: AskedReference;
  stop: () => void;
}) {
  const counts = countWays(view);
  const hasProgress = counts.asked > 0;
  return (
    <StatePanel
      mark="asking"
      title={hasProgress ? progressTitle(view, scene) : `Asking ${reference.registry}`}
      actions={<Button onClick={stop}>Stop, keep what is here</Button>}
    >
      <div
        role="progressbar"
        aria-label="Ways answered"
        aria-valuemin={0}
        aria-valuemax={Math.max(1, counts.asked)}
        aria-valuenow={counts.answered}
        className="h-[3px] overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full bg-accent transition-[width]"
          style={{ width: `${(100 * counts.answered) / Math.max(1, counts.asked)}%` }}
        />
      </div>
      {hasProgress ? (
        <WayRows view={view} scene={scene} askedOnly />
      ) : (
        <AskedList
          rows={[
            {
              key: "resolve",
              name: reference.tag ? `what the tag ${reference.tag} stands for` : "what the digest stands for",
              value: <Asking />,
            },
          ]}
        />
      )}
      <StateText>Nodes appear as they are found, and keep their places.</StateText>
    </StatePanel>
  );
}
