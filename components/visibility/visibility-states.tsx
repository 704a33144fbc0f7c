"use client";
// What stands in the matrix's place: while it is asked for, when that was stopped or failed, when there is nothing.
import type { Problem } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { visibleText } from "../ui/format.ts";
import { Asking, OutcomeMark } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";

const STEPS = [
  ["explore", "explore the image", "all eight ways"],
  ["run", "run rat, squirrel and beaver on it", "API, tags, manifests"],
  ["rules", "hold the rules of named clients against the answers", "no request"],
] as const;

export function VisibilityLoading({ isWaiting, onStop }: { isWaiting: boolean; onStop: () => void }) {
  return (
    <StatePanel
      mark="asking"
      title={isWaiting ? "Waiting for the exploration" : "Looking with other eyes"}
      actions={!isWaiting && <Button onClick={onStop}>Stop</Button>}
    >
      <p role="status" className="text-12 text-ink-2">
        <Asking>{isWaiting ? "the image is being explored" : "asking"}</Asking>
      </p>
      <AskedList
        rows={STEPS.map(([key, name, by]) => ({
          key,
          name,
          value: <span className="text-ink-3">{by}</span>,
        }))}
      />
      <StateText>It only reads.</StateText>
    </StatePanel>
  );
}

export function VisibilityStopped({ onAsk }: { onAsk: () => void }) {
  return (
    <StatePanel
      mark="not-asked"
      title="Nobody was asked to the end"
      actions={
        <Button look="primary" onClick={onAsk}>
          Ask who sees this
        </Button>
      }
    >
      <StateText>You stopped it, so it is not known who sees what.</StateText>
    </StatePanel>
  );
}

export function VisibilityProblem({ problem, onAsk }: { problem: Problem; onAsk: () => void }) {
  return (
    <StatePanel
      mark="failed"
      tone="bad"
      title={problem.title}
      actions={
        <Button onClick={onAsk}>
          {problem.retryAfterSeconds ? `Try again in ${problem.retryAfterSeconds} s` : "Try again"}
        </Button>
      }
    >
      <StateText>{visibleText(problem.detail)}</StateText>
      <AskedList rows={[{ key: "all", name: "who sees what", value: <OutcomeMark outcome="not-asked" /> }]} />
      <StateText>It is not known who sees what. {problem.hint}</StateText>
    </StatePanel>
  );
}

/** `isWhole`: the exploration was, so that nothing attached is a fact. */
export function NothingAttached({ isWhole, onAsk }: { isWhole: boolean; onAsk: () => void }) {
  return (
    <StatePanel
      mark={isWhole ? "none" : "unread"}
      tone={isWhole ? "ink" : "warn"}
      title={isWhole ? "There is nothing to see" : "Nothing was found that anybody could see"}
      actions={<Button onClick={onAsk}>Ask again</Button>}
    >
      <StateText>
        {isWhole
          ? "Nothing is attached to this image, so every client sees the same: the image alone."
          : "Not every way could be asked, so this does not say that nothing is attached."}
      </StateText>
    </StatePanel>
  );
}
