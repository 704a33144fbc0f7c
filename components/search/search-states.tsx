"use client";
// What stands beneath the box: before a search, while it lasts, when it was stopped or failed.
import type { Problem } from "#lib/api";
import { RetryButton } from "../explorer/retry-button.tsx";
import { problemLook } from "../registry/problem-look.ts";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { visibleText } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { StatePanel, StateText } from "../ui/state-panel.tsx";

const EXAMPLES = ["log4j", "openssl", "zod"];

export function SearchStart({ onTry }: { onTry: (query: string) => void }) {
  return (
    <div className="grid gap-1.5 text-12 text-ink-2">
      <p>
        All SBOMs that are attached to the image and its platforms are opened and searched at once, by name,
        package URL, CPE and version. It only reads.
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        For example
        {EXAMPLES.map((query) => (
          <Button key={query} dense onClick={() => onTry(query)}>
            {query}
          </Button>
        ))}
      </p>
    </div>
  );
}

export function Searching({ query, onStop }: { query: string; onStop: () => void }) {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-3 text-12">
      <p role="status" className="min-w-0 break-words">
        <Asking>asking</Asking>{" "}
        <span className="text-ink-2">for the SBOMs, to look for “{visibleText(query)}”</span>
      </p>
      <Button dense onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

export function SearchStopped({ onAsk }: { onAsk: () => void }) {
  return (
    <StatePanel
      wide
      mark="not-asked"
      title="Nobody was asked to the end"
      actions={<Button onClick={onAsk}>Search again</Button>}
    >
      <StateText>You stopped it, so it is not known whether it is in the image.</StateText>
    </StatePanel>
  );
}

export function SearchProblem({ problem, onAsk }: { problem: Problem; onAsk: () => void }) {
  const { mark, tone } = problemLook(problem, "");
  return (
    <StatePanel
      wide
      mark={mark}
      tone={tone}
      title={problem.title}
      actions={<RetryButton after={problem.retryAfterSeconds} onRetry={onAsk} />}
    >
      <StateText>{visibleText(problem.detail)}</StateText>
      <StateText>
        It is not known whether it is in the image. <CodedText text={problem.hint} />
      </StateText>
    </StatePanel>
  );
}
