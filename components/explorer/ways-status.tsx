"use client";
// "5 of 8 ways asked": the cells, and behind them what became of each way and what is left open.
import { RotateCw, Square } from "lucide-react";
import { Popover } from "radix-ui";
import type { Scene } from "../artifact/node-words.ts";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Asking } from "../ui/mark.tsx";
import { CompletenessPanel } from "./completeness-panel.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { countWays, refusedWords, type WayCell } from "./ways.ts";

const CELLS: Record<WayCell, string> = {
  answered: "border-ink-2 bg-ink-2",
  refused: "border-warn hatched-dense",
  asking: "border-ink-3",
  "not-asked": "border-line-3 border-dashed",
};

export type WaysActions = { stop: () => void; askAgain: () => void; askAll: () => void; showLog: () => void };

export function WaysStatus({
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
  const isOver = !isAsking && (view.phase === "stopped" || view.phase === "cut");
  const refused = isAsking || isOver ? "" : refusedWords(counts);
  return (
    <span className="flex items-center gap-2">
      {isAsking && <Asking />}
      <Popover.Root>
        <Popover.Trigger className="inline-flex min-h-6 items-center gap-2 rounded-control px-1 text-12 whitespace-nowrap text-ink-2 hover:bg-hover small:min-h-9">
          <span aria-hidden="true" className="inline-flex gap-0.5">
            {counts.cells.map(({ cell, way }, i) => (
              <span
                key={way?.strategy ?? `none ${i}`}
                className={classes("h-3 w-[9px] rounded-[1px] border", CELLS[cell])}
              />
            ))}
          </span>
          {isAsking ? (
            counts.asked > 0 && `${counts.answered} of ${counts.asked} ways`
          ) : (
            <span>
              {counts.asked} of {counts.all} ways
              {!refused && " asked"}
            </span>
          )}
          {refused && <span className="text-ink-3">{refused}</span>}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={6}
            collisionPadding={8}
            aria-label="Ways asked"
            className="z-50 w-[440px] max-w-[calc(100vw-16px)] outline-none"
          >
            <CompletenessPanel view={view} scene={scene} isAsking={isAsking} actions={actions} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {isAsking && (
        <IconButton dense label="Stop, keep what is here" onClick={actions.stop}>
          <Square size={12} aria-hidden />
        </IconButton>
      )}
      {isOver && (
        <IconButton dense label="Ask again" onClick={actions.askAgain}>
          <RotateCw size={14} aria-hidden />
        </IconButton>
      )}
    </span>
  );
}
