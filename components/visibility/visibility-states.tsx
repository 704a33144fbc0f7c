"use client";
// What stands in the matrix's place: while it is asked for, when that was stopped or failed, when there is nothing.
import type { Problem } from "#lib/api";
import { RetryButton } from "../explorer/retry-button.tsx";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { visibleText } from "../ui/format.ts";
import { Asking, OutcomeMark } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";

const STEPS = [
  ["explore", "explore the image", "the ways that apply here"],
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

/** Why nobody was asked, or not to the end. */
export type StoppedBy = "reader" | "exploration-stopped" | "exploration-cut";

const STOPPED_WORDS: Record<StoppedBy, string> = {
  reader: "You stopped it, so it is not known who sees what.",
  "exploration-stopped": "You stopped the exploration, so nobody was asked who sees what.",
  "exploration-cut": "The exploration broke off, so nobody was asked who sees what.",
};

/** To ask explores the image once more: the page never begins that by itself. */
export function VisibilityStopped({ by, onAsk }: { by: StoppedBy; onAsk: () => void }) {
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
      <StateText>{STOPPED_WORDS[by]}</StateText>
      {by !== "reader" && <StateText>To ask explores the image anew, to its end.</StateText>}
    </StatePanel>
  );
}

export function VisibilityProblem({ problem, onAsk }: { problem: Problem; onAsk: () => void }) {
  return (
    <StatePanel
      mark="failed"
      tone="bad"
      title={problem.title}
      actions={<RetryButton after={problem.retryAfterSeconds} onRetry={onAsk} />}
    >
      <StateText>{visibleText(problem.detail)}</StateText>
      <AskedList rows={[{ key: "all", name: "who sees what", value: <OutcomeMark outcome="not-asked" /> }]} />
      <StateText>
        It is not known who sees what. <CodedText text={problem.hint} />
      </StateText>
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
