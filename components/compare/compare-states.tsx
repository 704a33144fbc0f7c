"use client";
// What stands in the comparison's place: before it is asked for, while it is, when it was stopped or failed.
import Link from "next/link";
import type { Problem } from "#lib/api";
import { parseReference, type Reference } from "#lib/oci";
import { ProblemPanel } from "../explorer/problem-panel.tsx";
import { RetryButton } from "../explorer/retry-button.tsx";
import { problemLook } from "../registry/problem-look.ts";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { visibleText } from "../ui/format.ts";
import { Asking, OutcomeMark } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { SIDES, type SideName } from "./side-names.ts";
import { sideProblem } from "./side-problem.ts";

/** Two images of the demo registries that are worth comparing. */
export type SamplePair = { left: string; right: string; about: string };

export function NothingChosen({ pairs, left }: { pairs: readonly SamplePair[]; left: string }) {
  return (
    <StatePanel mark="not-asked" title={left ? "Name the other image" : "Name two images"}>
      <StateText>
        What is attached, the packages and the provenance of both are held against each other. Where both are
        the same digest, it is said what the mirror lost, and what brings it back.
      </StateText>
      {pairs.length > 0 && (
        <ul className="rounded-control border border-line">
          {pairs.map((pair) => (
            <li key={pair.about} className="border-b border-line px-2 py-1.5 last:border-b-0">
              <Link
                prefetch={false}
                href={`/compare?${new URLSearchParams({ left: pair.left, right: pair.right })}`}
                className="font-medium text-accent hover:underline"
              >
                {pair.about}
              </Link>
              {[pair.left, pair.right].map((reference) => (
                <span key={reference} className="block truncate font-mono text-11 text-ink-3">
                  {reference}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      <StateText>
        It only reads, and nobody is asked before you press Compare{pairs.length > 0 && " or one of these"}.
      </StateText>
    </StatePanel>
  );
}

/** What is wrong with each stands beneath its box. */
export function BadReferences({ both }: { both: boolean }) {
  return (
    <StatePanel
      mark="not-asked"
      title={both ? "Neither is an image reference" : "One is not an image reference"}
    >
      <StateText>
        So nobody was asked. What is wrong stands beneath {both ? "each box" : "its box"}; mend it, and press
        Compare.
      </StateText>
    </StatePanel>
  );
}

const STEPS = [
  ["explore", "explore both images", "all eight ways"],
  ["open", "open their SBOMs and provenances", "manifests and blobs"],
  ["hold", "hold them against each other", "no request"],
] as const;

export function CompareLoading({ onStop }: { onStop: () => void }) {
  return (
    <StatePanel mark="asking" title="Comparing" actions={<Button onClick={onStop}>Stop</Button>}>
      <p role="status" className="text-12 text-ink-2">
        <Asking>asking both registries</Asking>
      </p>
      <AskedList
        rows={STEPS.map(([key, name, by]) => ({
          key,
          name,
          value: <span className="text-ink-3">{by}</span>,
        }))}
      />
    </StatePanel>
  );
}

export function CompareStopped({ onAsk }: { onAsk: () => void }) {
  return (
    <StatePanel
      mark="not-asked"
      title="Nobody was asked to the end"
      actions={<Button onClick={onAsk}>Compare again</Button>}
    >
      <StateText>You stopped it, so it is not known what differs.</StateText>
    </StatePanel>
  );
}

/** Where it is known which side failed, or that both did, its requests and its command stand there. */
export function CompareProblem({
  problem,
  texts,
  onAsk,
}: {
  problem: Problem;
  texts: Record<SideName, string>;
  onAsk: () => void;
}) {
  const failed = SIDES.flatMap((side) => {
    const fault = problem.inputs?.find(({ field }) => field === side);
    const reference = referenceIn(texts[side]);
    return fault && reference ? [{ side, reference, problem: sideProblem(problem, fault) }] : [];
  });
  if (failed.length > 0)
    return (
      <div className="flex w-full flex-wrap items-start justify-center gap-4">
        {failed.map(({ side, reference, problem: own }) => (
          <div key={side} className="grid w-full max-w-[480px] grid-cols-[minmax(0,1fr)] gap-1">
            <p className="text-12 text-ink-3">
              The {side} could not be read, so it is not known what differs:
            </p>
            <ProblemPanel problem={own} reference={reference} askAgain={onAsk} />
          </div>
        ))}
      </div>
    );
  const { mark, tone } = problemLook(problem, "");
  return (
    <StatePanel
      mark={mark}
      tone={tone}
      title={problem.title}
      actions={<RetryButton after={problem.retryAfterSeconds} onRetry={onAsk} />}
    >
      <StateText>{visibleText(problem.detail)}</StateText>
      <AskedList rows={[{ key: "all", name: "what differs", value: <OutcomeMark outcome="not-asked" /> }]} />
      <StateText>
        It is not known what differs. <CodedText text={problem.hint} />
      </StateText>
    </StatePanel>
  );
}

function referenceIn(text: string): Reference | undefined {
  try {
    return parseReference(text);
  } catch {
    return undefined;
  }
}
