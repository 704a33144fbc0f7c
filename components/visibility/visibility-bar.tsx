// Above the matrix: what it says in a sentence or two, what is shown, and what the marks mean.
import type { Visibility } from "#lib/api";
import type { Reading } from "#lib/upgrade";
import type { CellState } from "#lib/visibility";
import { Button } from "../ui/button.tsx";
import { countOf, formatDuration } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CELL_LOOKS, CELL_MEANINGS } from "./cell-words.ts";
import { tellingColumns } from "./matrix-facts.ts";

const STATES: CellState[] = ["found", "unreadable", "not-found", "not-known"];

export type Shown = "all" | "differs";

export function VisibilityBar({
  visibility,
  differing,
  shown,
  onShown,
  reading,
  onReading,
  onAsk,
}: {
  visibility: Visibility;
  /** How many rows differ between clients. */
  differing: number;
  shown: Shown;
  onShown: (shown: Shown) => void;
  reading: Reading;
  onReading: (reading: Reading) => void;
  onAsk: () => void;
}) {
  const { rows, requests, durationMs, notes } = visibility;
  return (
    <header className="flex-none border-b border-line bg-surface px-gutter py-2">
      <h2 className="text-13 font-semibold">Who can see this?</h2>
      <p className="mb-2 break-words text-ink-2">
        {tellingColumns(visibility).map(({ id, sentence }) => (
          <span key={id}>{sentence}. </span>
        ))}
      </p>
      {notes.map((note) => (
        <p key={note} className="mb-2">
          <Mark mark="unread" tone="warn" className="whitespace-normal!">
            {note}
          </Mark>
        </p>
      ))}
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
              content: <Counted word="Differs between clients" count={differing} />,
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
        <Button onClick={onAsk}>Ask again</Button>
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
          {countOf(requests, "request")}, {formatDuration(durationMs)}
        </span>
      </div>
    </header>
  );
}

function Counted({ word, count }: { word: string; count: number }) {
  return (
    <>
      {word} <span className="font-normal text-ink-3">{count}</span>
    </>
  );
}
