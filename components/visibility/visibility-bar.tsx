// Above the matrix: what it says in a sentence or two, what is shown, how old it is, and what the marks mean.
import type { Problem, Visibility } from "#lib/api";
import type { Reading } from "#lib/upgrade";
import type { CellState } from "#lib/visibility";
import { RetryButton } from "../explorer/retry-button.tsx";
import { Age } from "../ui/age.tsx";
import { Button } from "../ui/button.tsx";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { Asking, Mark } from "../ui/mark.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CELL_LOOKS, CELL_MEANINGS } from "./cell-words.ts";
import { type Agreement, openWords, tellingColumns } from "./matrix-facts.ts";

const STATES: CellState[] = ["found", "unreadable", "not-found", "not-known"];

export type Shown = "all" | "differs";

/** How another asking stands while an earlier answer is shown. */
export type AskingAgain = {
  /** The image is being explored anew; the clients come after it. */
  isWaiting: boolean;
  isAsking: boolean;
  /** Why the last asking came to nothing. */
  problem: Problem | undefined;
  ask: () => void;
  stop: () => void;
};

export function VisibilityBar({
  visibility,
  agreement,
  shown,
  onShown,
  reading,
  onReading,
  again,
}: {
  visibility: Visibility;
  agreement: Agreement;
  shown: Shown;
  onShown: (shown: Shown) => void;
  reading: Reading;
  onReading: (reading: Reading) => void;
  again: AskingAgain;
}) {
  const { rows, requests, durationMs, startedAt, notes } = visibility;
  const { differing, open } = agreement;
  return (
    <header className="flex-none border-b border-line bg-surface px-gutter py-2">
      <h2 className="text-13 font-semibold">Who can see this?</h2>
      <p className="mb-2 break-words text-ink-2">
        {tellingColumns(visibility).map(({ id, sentence }) => (
          <span key={id}>{sentence}. </span>
        ))}
      </p>
      {notes.map((note) => (
        <Note key={note}>{note}</Note>
      ))}
      {shown === "differs" && differing.length > 0 && open > 0 && <Note>{openWords(open)}</Note>}
      {again.problem && !again.isAsking && <Failed problem={again.problem} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segmented
          label="Artifacts"
          value={shown}
          onChange={onShown}
          className="small:w-full"
          segmentClassName="small:h-9 small:flex-1 small:justify-center"
          segments={[
            { value: "all", content: <Counted word="All" count={rows.length} /> },
            {
              value: "differs",
              label: "Those on which the clients that see anything do not agree",
              content: <Counted word="Differs between clients" count={differing.length} />,
            },
          ]}
        />
        <Segmented
          label="Reading of the generations"
          value={reading}
          onChange={onReading}
          className="small:w-full"
          segmentClassName="small:h-9 small:flex-1 small:justify-center"
          segments={[
            { value: "oci-1.1", content: "OCI 1.1", label: "Generations as OCI 1.1 has them" },
            { value: "proposal-e", content: "Proposal E", label: "Generations to the letter of Proposal E" },
          ]}
        />
        <Again {...again} />
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {STATES.map((state) => {
            const { mark, tone, word } = CELL_LOOKS[state];
            return (
              <span key={state} title={CELL_MEANINGS[state]}>
                <Mark mark={mark} tone={tone}>
                  {word}
                </Mark>
              </span>
            );
          })}
        </span>
        <span className="ml-auto text-12 text-ink-3 small:ml-0">
          <Age at={startedAt} />, {countOf(requests, "request")}, {formatDuration(durationMs)}
        </span>
      </div>
    </header>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <p className="mb-2">
      <Mark mark="unread" tone="warn" className="whitespace-normal!">
        {children}
      </Mark>
    </p>
  );
}

/** An answer is there, so what failed is only a newer one. */
function Failed({ problem }: { problem: Problem }) {
  return (
    <p role="status" className="mb-2">
      <Mark mark="failed" tone="bad" className="whitespace-normal!">
        To ask again came to nothing: {problem.title}. {visibleText(problem.detail)} What is shown is from
        before.
      </Mark>
    </p>
  );
}

function Again({ isWaiting, isAsking, problem, ask, stop }: AskingAgain) {
  if (isAsking || isWaiting)
    return (
      <span role="status" className="inline-flex items-center gap-3">
        <Asking>{isAsking ? "asking again" : "waiting for the exploration"}</Asking>
        {isAsking && <Button onClick={stop}>Stop</Button>}
      </span>
    );
  return problem ? (
    <RetryButton after={problem.retryAfterSeconds} onRetry={ask} />
  ) : (
    <Button onClick={ask}>Ask again</Button>
  );
}

function Counted({ word, count }: { word: string; count: number }) {
  return (
    <>
      {word} <span className="font-normal text-ink-3">{count}</span>
    </>
  );
}
