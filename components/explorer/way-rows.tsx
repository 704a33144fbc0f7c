// Every way of finding with what became of it, as rows of a state panel.
import type { Scene } from "../artifact/node-words.ts";
import { visibleText } from "../ui/format.ts";
import { Asking, Mark, OutcomeMark } from "../ui/mark.tsx";
import { AskedList } from "../ui/state-panel.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { cellOf, countWays, detailOf, type Way } from "./ways.ts";

/** `askedOnly` leaves out the ways that nobody asked. */
export function WayRows({
  view,
  scene,
  askedOnly,
}: {
  view: ExplorationView;
  scene: Scene;
  askedOnly?: boolean;
}) {
  const isOver = view.phase !== "asking";
  const ways = countWays(view)
    .cells.flatMap(({ way }) => way ?? [])
    .filter((way) => !askedOnly || cellOf(way, isOver) !== "not-asked");
  const found = ways.filter((way) => way.found > 0);
  return (
    <>
      <AskedList
        rows={ways.map((way) => ({
          key: way.strategy,
          name: scene.titles.get(way.strategy) ?? way.strategy,
          title: way.reason === undefined ? undefined : visibleText(way.reason),
          value: (
            <WayState way={way} isOver={isOver} detail={detailOf(way, view.findings, scene.exchanges)} />
          ),
        }))}
      />
      {found.length > 1 && (
        <p className="text-12 text-ink-3">An artifact that several ways found counts in each of them.</p>
      )}
    </>
  );
}

function WayState({ way, isOver, detail }: { way: Way; isOver: boolean; detail: string }) {
  if (way.asking === 0) return <OutcomeMark outcome={way.outcome} detail={detail} />;
  if (!isOver) return <Asking>{askingWords(way)}</Asking>;
  return (
    <Mark mark="unread" tone="warn">
      broken off{way.found > 0 && `, found ${way.found}`}
    </Mark>
  );
}

function askingWords({ asking, answered }: Way): string {
  return answered > 0 ? `asking, ${answered} of ${answered + asking} answered` : "asking";
}
